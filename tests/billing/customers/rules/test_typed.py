"""A card as somebody writes it."""

from datetime import date
from decimal import Decimal

import pytest
from factories.requests import customer_input

from billing.customers.rules.typed import read_typed
from tenants.kernel.refusals import InvalidFields


class TestReadTyped:
    """Text, figures and days."""

    @pytest.mark.parametrize(
        ("name", "text", "value"),
        [
            ("payment_days", " 14 ", 14),
            ("discount_percent", "7,5 %", Decimal("7.5")),
            ("discount_percent", "10", Decimal(10)),
            ("reminder_block_until", "2026-12-31", date(2026, 12, 31)),
            ("reminder_block_until", "31.12.2026", date(2026, 12, 31)),
            ("vat_id", " ", None),
            ("city", "", ""),
        ],
    )
    def test_are_read(self, name: str, text: str, value: object) -> None:
        typed = read_typed({name: text})
        assert (getattr(typed.card, name), typed.unread) == (value, {})

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("payment_days", "soon"),
            ("payment_days", "٣"),
            ("discount_percent", "7.555"),
            ("collection_block_until", "x"),
        ],
    )
    def test_are_kept_as_written_where_they_cant_be_read(self, name: str, text: str) -> None:
        typed = read_typed({name: text})
        assert typed.unread == {name: text}
        with pytest.raises(InvalidFields) as refused:
            typed.must_be_readable()
        assert {"name", name} <= {problem.field for problem in refused.value.problems}

    def test_leave_what_isnt_written_as_it_was_known(self) -> None:
        card = read_typed({"city": "Turku"}, customer_input(discount_percent=Decimal(5))).card
        assert (card.city, card.name, card.discount_percent) == ("Turku", "Tuohi & Terva Oy", Decimal(5))
