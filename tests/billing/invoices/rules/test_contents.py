"""What an invoice can't be without."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, Item, Period, PrecedingInvoice, Totals, VatSubtotal, VatTreatment
from billing.invoices.rules import Given, compose, missing_contents
from tests.factories.customers import a_customer
from tests.factories.invoices import plain_invoice, plain_line
from tests.factories.sellers import a_seller

GIVEN = Given(number="1", reference="100000013", issued_on=date(2026, 11, 22), due_on=date(2026, 12, 6))
FULL = compose(plain_invoice(), a_seller(), a_customer(business_id="92345670", vat_id="FI92345670"), GIVEN)
EXEMPT = VatTreatment("E", Decimal(0))
OWED = VatTreatment("AE", Decimal(0))


def fields(invoice: Invoice, country: str = "FI") -> list[str]:
    return [problem.field for problem in missing_contents(invoice, country)]  # type: ignore[arg-type]  # of the four


def with_vat(treatment: VatTreatment, reason: str | None = None, **changes: object) -> Invoice:
    stated = (VatSubtotal(treatment=treatment, exemption_reason=reason),)
    return completed(replace(FULL, lines=(plain_line(vat=treatment),), vat_breakdown=stated, **changes))  # type: ignore[arg-type]  # named below


class TestMissingContents:
    """Each point of art. 226 that isn't reckoned by us."""

    def test_finds_nothing_on_a_full_invoice(self) -> None:
        assert fields(FULL) == []

    @pytest.mark.parametrize("part", ["line1", "postal_code", "city"])
    def test_wants_the_whole_address_of_both(self, part: str) -> None:
        for side in ("seller", "buyer"):
            party = getattr(FULL, side)
            assert party.address is not None
            without = replace(party, address=replace(party.address, **{part: None}))
            wanted = "seller" if side == "seller" else "buyer_address"
            assert fields(replace(FULL, **{side: without})) == [wanted]

    def test_takes_a_norwegian_buyer_by_register_number_instead_of_address(self) -> None:
        nowhere = replace(FULL, buyer=replace(FULL.buyer, address=None))
        assert fields(nowhere, "NO") == ["vat_currency"]
        assert fields(nowhere, "FI") == ["buyer_address"]

    def test_wants_both_names(self) -> None:
        nameless = replace(FULL, buyer=replace(FULL.buyer, name=""), seller=replace(FULL.seller, name=""))
        assert fields(nameless) == ["seller", "buyer_name"]

    def test_wants_the_sellers_vat_number_where_vat_is_charged(self) -> None:
        unregistered = replace(FULL, seller=replace(FULL.seller, vat_id=None))
        assert fields(unregistered) == ["seller_vat_id"]
        assert fields(with_vat(EXEMPT, "Small business", seller=unregistered.seller)) == []

    def test_wants_to_know_who_owes_the_vat_instead(self) -> None:
        nobody = replace(FULL.buyer, vat_id=None, legal_registration=None)
        assert fields(with_vat(OWED, "Reverse charge", buyer=nobody)) == ["buyer_vat_id"]
        assert fields(with_vat(OWED, "Reverse charge")) == []

    def test_takes_no_register_number_for_a_vat_number_across_a_border(self) -> None:
        registered = replace(FULL.buyer, vat_id=None)
        assert fields(with_vat(OWED, "Reverse charge", buyer=registered)) == []
        assert fields(with_vat(VatTreatment("K", Decimal(0)), "Goods", buyer=registered)) == ["buyer_vat_id"]

    @pytest.mark.parametrize("category", ["E", "AE", "K", "G"])
    def test_wants_the_reason_of_every_exemption(self, category: str) -> None:
        assert fields(with_vat(VatTreatment(category, Decimal(0)))) == ["exemption_reason"]

    def test_wants_no_reason_for_a_rate_of_nil(self) -> None:
        assert fields(with_vat(VatTreatment("Z", Decimal(0)))) == []

    def test_wants_something_sold_and_its_name(self) -> None:
        assert "lines" in fields(completed(replace(FULL, lines=())))
        assert fields(replace(FULL, lines=(replace(FULL.lines[0], item=Item(name=" ")),))) == ["lines"]

    @pytest.mark.parametrize(("country", "wanted"), [("FI", []), ("SE", ["vat_currency"]), ("DK", ["vat_currency"])])
    def test_wants_the_vat_in_national_currency_too(self, country: str, wanted: list[str]) -> None:
        assert fields(FULL, country) == wanted

    def test_wants_the_vat_in_euro_on_a_finnish_invoice_in_another_currency(self) -> None:
        assert fields(replace(FULL, currency="SEK"), "FI") == ["vat_currency"]

    @pytest.mark.parametrize(
        ("country", "law"),
        [
            ("FI", "AVL 209 e § 5 k."),
            ("SE", "ML (2023:200) 17 kap. 24 §"),
            ("NO", "bokføringsforskriften § 5-1-1, nr. 2"),
            ("DK", "momsbekendtgørelsen § 58, stk. 1, nr. 4"),
        ],
    )
    def test_names_the_paragraph_of_the_country(self, country: str, law: str) -> None:
        nameless = replace(FULL, buyer=replace(FULL.buyer, name=""))
        said = missing_contents(nameless, country)[0].message  # type: ignore[arg-type]  # of the four
        assert str(said) == f"The customer's name is missing. ({law})"

    def test_wants_a_due_day_in_norway_only(self) -> None:
        undated = replace(FULL, due_on=None, currency="NOK")
        assert fields(undated, "NO") == ["due_on"]
        assert fields(replace(FULL, due_on=None)) == []

    def test_wants_the_words_of_a_margin_scheme(self) -> None:
        wordless = with_vat(EXEMPT)
        coded = replace(wordless, vat_breakdown=(replace(wordless.vat_breakdown[0], exemption_code="VATEX-EU-F"),))
        assert fields(coded) == ["exemption_reason"]
        entry = replace(coded.vat_breakdown[0], exemption_reason="Voittomarginaalijärjestelmä – käytetyt tavarat")
        assert fields(replace(coded, vat_breakdown=(entry,))) == []

    def test_takes_vat_in_national_currency_that_is_stated(self) -> None:
        totals = replace(FULL.totals, vat_in_vat_currency=Decimal("287.00"))
        assert fields(replace(FULL, vat_currency="SEK", totals=totals), "SE") == []

    def test_refuses_a_due_day_before_the_invoice_date(self) -> None:
        assert fields(replace(FULL, due_on=date(2026, 11, 21))) == ["due_on"]

    def test_refuses_an_invoice_that_owes_the_buyer(self) -> None:
        assert fields(replace(FULL, totals=Totals(payable=Decimal("-0.01")))) == ["total"]

    def test_wants_a_credit_note_to_name_what_it_corrects(self) -> None:
        credit = replace(FULL, type_code="381")
        assert fields(credit) == ["preceding_invoices"]
        assert fields(replace(credit, preceding_invoices=(PrecedingInvoice("17"),))) == []
        assert fields(replace(credit, period=Period(date(2026, 10, 1), date(2026, 10, 31)))) == []
