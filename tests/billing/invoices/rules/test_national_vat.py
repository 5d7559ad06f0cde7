"""The VAT in the seller's national currency."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, Totals, VatTreatment
from billing.exchange.rules import NO_RATES, Rate, Rates
from billing.invoices.rules.national_vat import in_national_currency, why_without

ISSUED, BEFORE = date(2026, 11, 20), date(2026, 10, 30)
RATES = Rates.of(
    Rate(currency, day, Decimal(worth), "ECB")
    for day, factor in ((BEFORE, 1), (ISSUED, 2))
    for currency, worth in (("SEK", 10 * factor), ("NOK", 11 * factor), ("DKK", Decimal("7.46")), ("USD", 1 * factor))
)


def bill(currency: str = "EUR", rate: str = "25", **changes: object) -> Invoice:
    line = plain_line(net="100", quantity="1", vat=VatTreatment("S", Decimal(rate)))
    return completed(plain_invoice(line, currency=currency, issued_on=ISSUED, notes=(), **changes))


def stated(invoice: Invoice, country: str, *, supplied_on: date = ISSUED, rates: Rates = RATES) -> Invoice:
    return in_national_currency(invoice, a_seller(country), rates, supplied_on=supplied_on, language="en")


class TestInNationalCurrency:
    """BT-6 and BT-111."""

    @pytest.mark.parametrize(
        ("country", "currency", "national", "vat"),
        [("SE", "EUR", "SEK", "500.00"), ("FI", "USD", "EUR", "12.50"), ("DK", "EUR", "DKK", "186.50")],
    )
    def test_says_the_vat_in_it_too(self, country: str, currency: str, national: str, vat: str) -> None:
        done = stated(bill(currency), country)
        assert (done.vat_currency, done.totals.vat_in_vat_currency) == (national, Decimal(vat))
        assert why_without(done, a_seller(country), supplied_on=ISSUED) is None

    def test_says_by_which_rate(self) -> None:
        (note,) = stated(bill(), "SE").notes
        assert note.text == "Exchange rate of 20 Nov 2026 (ECB): 1 EUR = 20 SEK"

    def test_goes_by_the_day_of_supply_in_the_union_and_by_the_document_in_norway(self) -> None:
        assert stated(bill(), "SE", supplied_on=BEFORE).totals.vat_in_vat_currency == Decimal("250.00")
        assert stated(bill(), "NO", supplied_on=BEFORE).totals.vat_in_vat_currency == Decimal("550.00")

    def test_takes_no_rate_of_a_day_to_come(self) -> None:
        later = stated(bill(), "SE", supplied_on=date(2027, 1, 15))
        assert later.totals.vat_in_vat_currency == Decimal("500.00")

    def test_adds_nothing_at_home_or_without_vat(self) -> None:
        for invoice in (bill("SEK"), bill("EUR", rate="0")):
            assert stated(invoice, "SE") == invoice

    def test_keeps_what_a_file_states(self) -> None:
        own = replace(bill(), vat_currency="SEK", totals=replace(bill().totals, vat_in_vat_currency=Decimal("287.00")))
        assert stated(own, "SE") == own

    def test_drops_a_statement_in_a_currency_of_no_use(self) -> None:
        other = replace(bill("SEK"), vat_currency="EUR", totals=replace(bill().totals, vat_in_vat_currency=Decimal(2)))
        done = stated(other, "SE")
        assert (done.vat_currency, done.totals.vat_in_vat_currency) == (None, None)
        assert isinstance(done.totals, Totals)


class TestWhyWithout:
    """The reason to refuse."""

    def test_names_currency_and_day(self) -> None:
        done = stated(bill("GBP"), "SE", rates=NO_RATES)
        sentence = "The VAT has to be stated in SEK too, but there is no rate of GBP for 2026-11-20."
        assert str(why_without(done, a_seller("SE"), supplied_on=ISSUED)) == sentence
