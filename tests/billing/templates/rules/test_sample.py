"""The sample that a template is shown on."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from billing.countries.reference_settings import ReferenceKind
from billing.en16931.arithmetic import differences
from billing.seller.rules import SellerFacts
from billing.streams.rules import COMPANYS_TERMS, StreamTerms
from billing.templates.rules import SampleOrder, Template, look_of, sample_invoice
from tenants.kernel.country import CURRENCIES, Country
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import LANGUAGES, Language

PAID: dict[Country, dict[str, Any]] = {
    "FI": {"iban": "FI9599900100000015", "reference_kind": ReferenceKind.FI},
    "SE": {"bankgiro": "50501055", "reference_kind": ReferenceKind.OCR},
    "NO": {"account": "86011117947", "reference_kind": ReferenceKind.KID10},
    "DK": {"fik_creditor": "81234567", "reference_kind": ReferenceKind.FIK71},
}
IDS: dict[Country, str] = {"FI": "12345671", "SE": "5599990008", "NO": "999990002", "DK": "99999004"}
NOTHING: dict[str, Any] = {each.name: None for each in fields(SellerFacts)}  # what a test of documents has no use for


def seller(country: Country, **changes: Any) -> SellerFacts:
    values: dict[str, Any] = {
        **NOTHING,
        "workspace_id": WorkspaceId(UUID(int=1)),
        "name": "Kuusi Keramiikka Oy",
        "business_id": IDS[country],
        "vat_id": f"{country}{IDS[country]}",
        "street": "Savikuja 6",
        "postal_code": "06100",
        "city": "Porvoo",
        "country": country,
        "f_tax": False,
        "email": "laskut@kuusi.example",
        "language": "fi",
        "currency": CURRENCIES[country],
        "payment_days": 14,
        "accent": "#1f4e79",
        "changed_at": datetime(2026, 11, 22, tzinfo=UTC),
        **PAID[country],
        **changes,
    }
    return SellerFacts(**values)


def order(language: Language = "fi", terms: StreamTerms = COMPANYS_TERMS) -> SampleOrder:
    return SampleOrder(number="10000002", issued_on=date(2026, 11, 22), language=language, terms=terms)


class TestSampleInvoice:
    """`sample_invoice`."""

    @pytest.mark.parametrize("country", PAID)
    def test_agrees_with_itself_in_every_country_and_language(self, country: Country) -> None:
        for language in LANGUAGES:
            invoice = sample_invoice(seller(country), order(language))
            assert differences(invoice) == []
            assert invoice.payment_means[0].reference
            assert invoice.due_on == date(2026, 12, 6)
            assert invoice.totals.net == Decimal("1362.20")

    def test_shows_two_rates_where_the_country_has_them(self) -> None:
        rates = {subtotal.treatment.rate for subtotal in sample_invoice(seller("FI"), order()).vat_breakdown}
        assert rates == {Decimal("25.5"), Decimal("13.5")}
        danish = {subtotal.treatment.rate for subtotal in sample_invoice(seller("DK"), order()).vat_breakdown}
        assert danish == {Decimal(25)}

    def test_shows_no_vat_of_a_seller_outside_the_register(self) -> None:
        assert sample_invoice(seller("FI", vat_id=None), order()).totals.vat == 0

    def test_carries_the_streams_texts_and_term(self) -> None:
        terms = StreamTerms(payment_days=0, above={"fi": "Hei"}, below={"sv": "Tack"})
        invoice = sample_invoice(seller("FI"), order("sv", terms))
        assert [(note.text, note.above) for note in invoice.notes] == [("Hei", True), ("Tack", False)]
        assert invoice.due_on == date(2026, 11, 22)


class TestLookOf:
    """`look_of`."""

    def test_takes_from_the_company_what_the_template_leaves_open(self) -> None:
        look = look_of(seller("SE"), Template(design="dense"), b"logo")
        assert (look.accent, look.slip, look.design, look.logo) == ("#1f4e79", "bankgiro", "dense", b"logo")

    def test_prefers_what_the_template_says(self) -> None:
        template = Template(accent="#7a1f3d", slip="none", item_numbers=False, foot={"fi": "Kiitos"})
        look = look_of(seller("FI"), template, None)
        assert (look.accent, look.slip, look.item_numbers) == ("#7a1f3d", "none", False)
        assert look.foot_in("da") == "Kiitos"
        assert replace(look, language="sv").foot_in("da") == ""
