"""Which invoices needn't say where the buyer is."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.simplified_invoices import FULL_ONLY, IN_FORCE, Amount, may_be_simplified

DAY = date(2026, 11, 23)
TAXED = frozenset({"S"})


class TestMayBeSimplified:
    """Up to the limit of the seller's country, in its currency."""

    @pytest.mark.parametrize(
        ("country", "currency", "most"), [("FI", "EUR", 400), ("SE", "SEK", 4000), ("DK", "DKK", 3000)]
    )
    def test_goes_up_to_the_limit_and_no_cent_further(self, country: str, currency: str, most: int) -> None:
        cent = Decimal("0.01")
        assert may_be_simplified(country, Amount(Decimal(most), currency), DAY, TAXED)
        assert may_be_simplified(country, Amount(Decimal(-most), currency), DAY, TAXED)
        assert not may_be_simplified(country, Amount(most + cent, currency), DAY, TAXED)
        assert not may_be_simplified(country, Amount(-most - cent, currency), DAY, TAXED)

    @pytest.mark.parametrize(("country", "currency"), [("NO", "NOK"), ("DE", "EUR"), (None, "EUR"), ("FI", "SEK")])
    def test_is_not_where_the_law_names_no_limit_in_that_currency(self, country: str | None, currency: str) -> None:
        assert not may_be_simplified(country, Amount(Decimal(1), currency), DAY, TAXED)

    @pytest.mark.parametrize("category", sorted(FULL_ONLY))
    def test_is_not_where_the_buyer_accounts_for_the_vat_or_goods_leave(self, category: str) -> None:
        assert not may_be_simplified("FI", Amount(Decimal(1), "EUR"), DAY, TAXED | {category})

    def test_is_not_before_the_law_was(self) -> None:
        assert may_be_simplified("FI", Amount(Decimal(1), "EUR"), IN_FORCE, TAXED)
        assert not may_be_simplified("FI", Amount(Decimal(1), "EUR"), date(2012, 12, 31), TAXED)
