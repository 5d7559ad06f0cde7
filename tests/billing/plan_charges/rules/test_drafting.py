"""A plan charge becomes an invoice that passes the official rules, also of a seller outside the VAT register."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from factories.customers import a_customer
from factories.sellers import a_seller

from billing.delivery.rendering.einvoices import Ends, write_syntax
from billing.en16931.model.plain import to_plain
from billing.invoices.rules import numbered
from billing.plan_charges.rules.charge import PlanCharge, PlanPayer
from billing.plan_charges.rules.drafting import draft_of
from billing.runs.rules.preparing import Candidate, Ready, Terms, prepare
from billing.seller.rules import SellerFacts
from tenants.kernel.country import Country
from tenants.kernel.ids import RequestId, StreamId

ON = date(2026, 12, 1)
PAYER = {"FI": ("26222226", "FI26222226", "fi"), "SE": ("5562222223", "SE556222222301", "sv")}


def charge(country: Country) -> PlanCharge:
    business_id, vat_id, language = PAYER[country]
    return PlanCharge(
        key="K:2026-12-01",
        period_id=UUID(int=7),
        credits=None,
        client="Tuohi & Terva Oy",
        plan="Smart",
        months=3,
        first_on=ON,
        last_on=date(2027, 2, 28),
        amount=Decimal("89.70"),
        currency="EUR" if country == "FI" else "SEK",
        payer=PlanPayer(
            country=country,
            business_id=business_id,
            name="Tuohi & Terva Oy",
            email="a@a.example",
            language=language,  # type: ignore[arg-type]  # one of ours
            vat_id=vat_id,
        ),
    )


def invoice_of(seller: SellerFacts, country: Country) -> Ready:
    draft = draft_of(charge(country), seller, on=ON)
    business_id, vat_id, language = PAYER[country]
    customer = a_customer(
        country=country,
        business_id=business_id,
        vat_id=vat_id,
        language=language,
        buyer_reference="Office",
        einvoice_scheme="0088",
        einvoice_address="7300010000001",
    )
    candidate = Candidate(
        request_id=RequestId(UUID(int=1)),
        stream_id=StreamId(UUID(int=9)),
        state="ready",
        customer=customer,
        customer_number=customer.number,
        customer_name=customer.name,
        subject="Samla",
        content=to_plain(draft.content),
    )
    found = prepare(candidate, seller, Terms(candidate.stream_id, ON))
    assert isinstance(found, Ready), found
    return found


class TestDraftOf:
    @pytest.mark.parametrize(
        ("country", "words"),
        [("FI", "arvonlisäverovelvollisten rekisterissä"), ("SE", "18 kap. 4 § mervärdesskattelagen")],
    )
    def test_of_a_seller_outside_the_vat_register_passes_the_rules(self, country: Country, words: str) -> None:
        found = invoice_of(a_seller(country, vat_id=None), country)
        (entry,) = found.invoice.vat_breakdown
        assert (entry.treatment.category, entry.tax, found.invoice.buyer.vat_id) == ("O", 0, None)
        assert words in (entry.exemption_reason or "")
        assert write_syntax(numbered(found.invoice, found.payee, number="1001", reference="10016"), "ubl", Ends("m1"))

    def test_of_a_seller_in_the_vat_register_has_the_standard_rate(self) -> None:
        found = invoice_of(a_seller(), "FI")
        assert found.invoice.totals.vat == Decimal("22.87")
