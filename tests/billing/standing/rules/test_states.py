"""The state of an invoice."""

from datetime import date
from decimal import Decimal

import pytest

from billing.standing.rules import delivery_state, receivable_state

DUE = date(2026, 12, 7)
AFTER = date(2026, 12, 8)


class TestReceivable:
    """What has become of the claim."""

    @pytest.mark.parametrize(
        ("kind", "open_amount", "on", "state"),
        [
            ("invoice", "100", DUE, "open"),
            ("invoice", "100", AFTER, "overdue"),
            ("invoice", "0.01", DUE, "part_paid"),
            ("invoice", "0", AFTER, "paid"),
            ("invoice", "-5", AFTER, "overpaid"),
            ("credit_note", "-100", AFTER, "credit_note"),
        ],
    )
    def test_follows_from_what_is_open_and_the_due_day(self, kind: str, open_amount: str, on: date, state: str) -> None:
        assert receivable_state(kind, Decimal(100), Decimal(open_amount), DUE, on=on) == state

    def test_is_settled_when_what_was_asked_for_is_credited(self) -> None:
        asked = Decimal(70)  # of 100: the rest is asked of Skatteverket, or was paid in advance
        assert receivable_state("invoice", asked, asked, DUE, on=DUE) == "open"
        assert receivable_state("invoice", asked, Decimal(0), DUE, on=DUE, credited=asked) == "credited"


class TestDelivery:
    """How sending stands."""

    def test_is_that_of_the_newest_sending(self) -> None:
        assert delivery_state(["delivered", "bounced"]) == "bounced"

    def test_is_unsent_without_one(self) -> None:
        assert delivery_state([]) == "unsent"
