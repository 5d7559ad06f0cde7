"""The state of an invoice follows from its ledger."""

from decimal import Decimal

import pytest

from billing.invoices.rules import invoice_state


class TestInvoiceState:
    """Kind and open amount decide."""

    @pytest.mark.parametrize(
        ("kind", "amount", "state"),
        [("invoice", "0.01", "open"), ("invoice", "0", "settled"), ("credit_note", "-5", "credit_note")],
    )
    def test_follows_what_is_open(self, kind: str, amount: str, state: str) -> None:
        assert invoice_state(kind, Decimal(amount)) == state
