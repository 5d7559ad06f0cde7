"""The law's words in the invoice itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, VatSubtotal, VatTreatment
from billing.invoices.rules import Given, compose
from billing.invoices.rules.vat_words import worded

NIL = Decimal(0)
GIVEN = Given(number="1", reference="100000013", issued_on=date(2026, 11, 22), due_on=date(2026, 12, 6))


def bill(category: str, *, code: str | None = None, reason: str | None = None) -> Invoice:
    vat = VatTreatment(category, None if category == "O" else NIL)
    entry = VatSubtotal(treatment=vat, exemption_code=code, exemption_reason=reason)
    return completed(plain_invoice(plain_line(vat=vat), vat_breakdown=(entry,)))


def reason(invoice: Invoice, country: str = "FI", language: str = "fi", **seller: object) -> str | None:
    done = worded(invoice, a_seller(country, **seller), language)  # type: ignore[arg-type]  # one of ours
    return done.vat_breakdown[0].exemption_reason


class TestWorded:
    """What stands in BT-120."""

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("fi", "Käännetty verovelvollisuus"),
            ("sv", "Omvänd betalningsskyldighet"),
            ("da", "Omvendt betalingspligt"),
            ("en", "Reverse charge"),
        ],
    )
    def test_says_reverse_charge_in_the_documents_language(self, language: str, words: str) -> None:
        assert reason(bill("AE", code="VATEX-EU-AE"), language=language) == words

    def test_puts_the_statute_after_the_words(self) -> None:
        said = reason(bill("AE", code="VATEX-EU-AE", reason="AVL 8 c §"))
        assert said == "Käännetty verovelvollisuus: AVL 8 c §"
        assert reason(bill("AE", reason=said)) == said

    @pytest.mark.parametrize("language", ["nb", "en", "fi"])
    def test_says_norways_own_words_in_any_language(self, language: str) -> None:
        wanted = "Omvendt avgiftsplikt – Merverdiavgift ikke beregnet"
        assert reason(bill("AE", code="VATEX-EU-AE"), "NO", language) == wanted

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("VATEX-EU-F", "Vinstmarginalbeskattning för begagnade varor"),
            ("VATEX-EU-I", "Vinstmarginalbeskattning för konstverk"),
            ("VATEX-EU-J", "Vinstmarginalbeskattning för samlarföremål och antikviteter"),
            ("VATEX-EU-D", "Vinstmarginalbeskattning för resebyråer"),
        ],
    )
    def test_names_the_margin_scheme(self, code: str, words: str) -> None:
        assert reason(bill("E", code=code), "SE", "sv") == words
        assert reason(bill("E", code=code), "SE", "nb") == words

    def test_tells_the_buyer_in_denmark_that_the_margins_vat_is_not_deducted(self) -> None:
        wanted = "Fortjenstmargenordning – brugte genstande – køber har ikke fradrag for momsen"
        assert reason(bill("E", code="VATEX-EU-F"), "DK", "da") == wanted

    @pytest.mark.parametrize(
        ("country", "language", "words"),
        [
            ("SE", "sv", "Undantagen från skatteplikt enligt 18 kap. 4 § mervärdesskattelagen"),
            ("SE", "en", "Undantagen från skatteplikt enligt 18 kap. 4 § mervärdesskattelagen"),
            ("NO", "nb", "Ikke mva-registrert"),
            ("DK", "en", "The seller isn't in the VAT register."),
        ],
    )
    def test_says_that_a_small_business_charges_none(self, country: str, language: str, words: str) -> None:
        assert reason(bill("O", code="VATEX-EU-O"), country, language, vat_id=None) == words

    def test_leaves_what_a_registered_seller_says(self) -> None:
        assert reason(bill("O", code="VATEX-EU-O")) is None
        assert reason(bill("E", reason="AVL 34 §")) == "AVL 34 §"

    def test_names_no_buyers_vat_number_outside_the_scope(self) -> None:
        """BR-O-04 of EN 16931."""
        card = a_customer(vat_id="FI92345670", business_id="92345670")
        done = compose(bill("O", code="VATEX-EU-O"), a_seller(vat_id=None), card, GIVEN)
        assert (done.buyer.vat_id, done.buyer.legal_registration and done.buyer.legal_registration.value) == (
            None,
            "92345670",
        )

    def test_changes_nothing_of_the_amounts(self) -> None:
        before = bill("AE", code="VATEX-EU-AE")
        after = worded(before, a_seller(), "fi")
        assert after.totals == before.totals
        assert replace(after, vat_breakdown=before.vat_breakdown) == before
