"""Currencies and their minor units."""

import pytest

from billing.en16931.checks.peppol.code_lists.currencies import CURRENCIES
from tenants.kernel.currencies import MINOR_UNITS
from tenants.kernel.money import UnknownCurrency, exponent

WITHOUT_MINOR_UNIT = {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"}
NOT_OF_ISO = {"CNH"}  # the offshore yuan, which Peppol lets by


class TestMinorUnits:
    """ISO 4217."""

    def test_has_the_codes_that_e_invoices_may_have(self) -> None:
        assert set(MINOR_UNITS) == CURRENCIES - WITHOUT_MINOR_UNIT - NOT_OF_ISO

    @pytest.mark.parametrize(
        ("currency", "decimals"),
        [("EUR", 2), ("SEK", 2), ("ISK", 0), ("JPY", 0), ("HUF", 2), ("KWD", 3), ("IQD", 3), ("CLF", 4), ("LBP", 2)],
    )
    def test_counts_decimals_as_iso_does(self, currency: str, decimals: int) -> None:
        assert exponent(currency) == decimals

    @pytest.mark.parametrize("code", ["FIM", "DEM", "HRK", "BGN", "XAU", "XXX", "eur", ""])
    def test_refuses_what_is_no_money_today(self, code: str) -> None:
        with pytest.raises(UnknownCurrency):
            exponent(code)
