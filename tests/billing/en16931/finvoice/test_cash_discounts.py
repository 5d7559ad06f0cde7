"""Cash discounts: between the block of the payment terms and a text in words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.en16931.finvoice.cash_discounts import CashDiscount, Money, parted, still_offered, without_amounts, worded

TWO = CashDiscount(
    percent=Decimal(2),
    until=date(2026, 3, 9),
    base=Money(Decimal("125.50"), "EUR"),
    amount=Money(Decimal("2.51"), "EUR"),
    net=Money(Decimal("2.00"), "EUR"),
    vat=((Decimal("25.5"), Money(Decimal("0.51"), "EUR")),),
    reduced=Money(Decimal("122.99"), "EUR"),
)
SAID = (
    "Kassa-alennus: 2 %; viimeistään 9.3.2026; perusteena 125,50 EUR; alennus 2,51 EUR; ilman veroa 2,00 EUR; "
    "vero 25,5 % 0,51 EUR; maksettavaksi jää 122,99 EUR"
)
AMOUNTS = st.decimals("-9999.99", "9999.99", places=2).map(lambda number: Money(number + 0, "EUR"))
RATES = st.decimals("0", "100", places=3)
DISCOUNTS = st.builds(
    CashDiscount,
    percent=st.none() | RATES,
    until=st.none() | st.dates(date(1, 1, 1)),
    base=st.none() | AMOUNTS,
    amount=AMOUNTS,
    net=st.none() | AMOUNTS,
    vat=st.lists(st.tuples(RATES, AMOUNTS), max_size=2).map(tuple),
    reduced=st.none() | AMOUNTS,
)


class TestWorded:
    """In words."""

    def test_says_everything_there_is(self) -> None:
        assert worded(TWO) == SAID

    def test_says_nothing_where_there_is_nothing(self) -> None:
        assert worded(CashDiscount()) == ""


class TestParted:
    """A text apart from the discounts at its end."""

    def test_finds_each_discount_at_the_end(self) -> None:
        one = CashDiscount(percent=Decimal(1), until=date(2026, 3, 16))
        assert parted(f"14 päivää netto, {SAID}, {worded(one)}") == ("14 päivää netto", (TWO, one))
        assert parted(SAID) == ("", (TWO,))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "14 päivää netto",
            "Kassa-alennus: sovitaan",
            f"{SAID}, Viivästyskorko 8 %",
            "Kassa-alennus: viimeistään 31.2.2026",
            "Kassa-alennus: 2 %; 3 %",
        ],
    )
    def test_leaves_other_words_alone(self, text: str) -> None:
        assert parted(text) == (text, ())

    @given(st.lists(DISCOUNTS, max_size=3))
    def test_finds_whatever_was_worded(self, discounts: list[CashDiscount]) -> None:
        text = ", ".join(["14 päivää netto", *map(worded, discounts)])
        assert parted(text) == ("14 päivää netto", tuple(discounts))


class TestStillOffered:
    """On a day."""

    def test_leaves_out_what_ended_before(self) -> None:
        assert still_offered(f"netto, {SAID}", date(2026, 3, 9)) == f"netto, {SAID}"
        assert still_offered(f"netto, {SAID}", date(2026, 3, 10)) == "netto"
        assert still_offered(SAID, date(2026, 3, 10)) is None
        assert still_offered(None, date(2026, 3, 10)) is None


class TestWithoutAmounts:
    """Of an invoice whose amounts have changed."""

    def test_keeps_percent_and_day(self) -> None:
        assert without_amounts(f"netto, {SAID}") == "netto, Kassa-alennus: 2 %; viimeistään 9.3.2026"
        assert without_amounts("netto, Kassa-alennus: alennus 2,51 EUR") == "netto"
