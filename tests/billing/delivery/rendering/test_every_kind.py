"""Whatever the portal lets be numbered can be written as an e-invoice: each country, buyer and way of taxing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from factories.customers import a_customer
from factories.sellers import a_seller

from billing.articles.rules.schemes import scheme_choices
from billing.corrections.rules import credit_all, credit_lines
from billing.countries.register import country_rules
from billing.customers.rules import CustomerFacts
from billing.delivery.rendering.einvoices import Ends, write_factur_x, write_syntax
from billing.desk.rules.content import Ground, meaning_of
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.en16931.model import Invoice
from billing.invoices.rules import Given, compose
from billing.seller.rules import SellerFacts
from tenants.kernel.country import Country
from tenants.kernel.money import round_money

ON, DUE = date(2026, 11, 20), date(2026, 12, 4)
ENDS = Ends("M100001", "NDEAFIHH", "OKOYFIHH")
# One in so many of all that can be combined, which are 4,700; no number of the choices divides it.
ONE_IN = 29
# By country: business id, VAT id, e-invoice address with its scheme, postal code, IBAN, language.
WHERE: Mapping[str, tuple[str | None, str | None, str | None, str | None, str, str]] = {
    "FI": ("26222226", "FI26222226", "0216", "003726222226", "10600", "fi"),
    "SE": ("5562222223", "SE556222222301", "0007", "5562222223", "83145", "sv"),
    "NO": ("910000004", None, "0192", "910000004", "8370", "nb"),
    "DK": ("12345674", "DK12345674", "0184", "12345674", "8000", "da"),
    "DE": (None, "DE136695976", "9930", "DE136695976", "10115", "en"),
    "US": (None, None, None, None, "10001", "en"),
}
IBANS = {
    "FI": "FI9599900100000015", "SE": "SE3550000000054910000003",
    "NO": "NO9386011117947", "DK": "DK5000400440116243",
}  # fmt: skip
NEIGHBOUR = {"FI": "SE", "SE": "FI", "NO": "SE", "DK": "SE"}
LINE = TypedLine(text="Kiln", quantity="2", price="1 250,50")


def sellers(country: str) -> Iterator[SellerFacts]:
    """Yield a seller as it usually is, one outside the VAT register, and one with every way to pay that rounds."""
    yield a_seller(country)
    yield a_seller(country, vat_id=None)
    yield a_seller(country, iban=IBANS[country], bic="NDEAFIHH", rounds_to_pay=True)


def buyer(country: str, kind: str = "business", **changes: object) -> CustomerFacts:
    """Return a buyer of a country; a consumer has no numbers and takes no e-invoices."""
    business_id, vat_id, scheme, address, postal_code, language = WHERE[country]
    ids = {"business_id": business_id, "vat_id": vat_id, "einvoice_scheme": scheme, "einvoice_address": address}
    if kind == "consumer":
        ids = dict.fromkeys(ids)
    usual = {"country": country, "kind": kind, "postal_code": postal_code, "language": language}
    delivery = "einvoice" if ids["einvoice_address"] else "email"
    return a_customer(**{**usual, **ids, "delivery": delivery, "buyer_reference": "R1", **changes})


def buyers(country: str) -> Iterator[CustomerFacts]:
    """Yield whom a seller of a country may bill, at home and abroad, also in other currencies."""
    yield buyer(country)
    yield buyer(country, "consumer")
    yield buyer(country, "public", buyer_reference=None, order_reference="PO-1")
    yield from (buyer(country, currency=currency) for currency in ("EUR", "JPY", "ISK"))
    yield from (buyer(NEIGHBOUR[country], vat_category=category) for category in ("S", "K", "AE", "G"))
    yield buyer("DE", vat_category="K")
    yield from (buyer("US", vat_category="G", currency=currency) for currency in ("USD", "EUR"))


def kinds(country: Country) -> Iterator[TypedInvoice]:
    """Yield what may be billed: each rate, category and scheme, and what is hard to reckon or to write."""
    uses = [rate.use.id for rate in country_rules(country).vat.rates(ON)]
    schemes = [choice for choice, _ in scheme_choices(country, ON)]
    yield TypedInvoice(lines=tuple(replace(LINE, vat=use, text=use) for use in uses))
    for choice in ("", "Z", "E", "AE", "K", "G", "O", *schemes):
        reason = "Section 1" if choice in {"E", "O"} else ""
        yield TypedInvoice(vat_reason=reason, lines=(replace(LINE, vat=choice),))
        yield TypedInvoice(vat_reason=reason, lines=(LINE, replace(LINE, vat=choice)))
    yield TypedInvoice(lines=(replace(LINE, discount="33,3", price="17,77", quantity="3,5"), LINE))
    yield TypedInvoice(lines=(LINE, replace(LINE, quantity="-1", price="99,99")))
    yield TypedInvoice(lines=(replace(LINE, quantity="1234,567", price="0,0525", unit="KWH"), replace(LINE, price="0")))
    yield TypedInvoice(lines=(replace(LINE, household_work="y"), LINE))
    yield TypedInvoice(lines=(replace(LINE, text="Työtä " * 80),), message="Pitkä & <viesti>. " * 60)
    yield TypedInvoice(lines=(LINE,), period_start="1.10.2026", period_end="31.10.2026", order_reference="X" * 60)


def documents(content: Invoice, seller: SellerFacts, customer: CustomerFacts) -> Iterator[Invoice]:
    """Yield the invoice, the note that credits all of it, and one that credits a third of a line."""
    references = country_rules(seller.country).references
    given = Given(
        number="10000001",
        reference=references.payment_reference("10000001", seller.reference_settings),
        issued_on=ON,
        due_on=DUE,
    )
    invoice = compose(content, seller, customer, given)
    yield invoice
    yield compose(credit_all(invoice, reason="Returned"), seller, customer, replace(given, number="10000002"))
    place, net = next((place, line.net) for place, line in enumerate(invoice.lines) if line.net > 0)
    part = credit_lines(invoice, (), {place: round_money(net / 3, invoice.currency)}, reason="Part")
    yield compose(part, seller, customer, replace(given, number="10000003"))


@pytest.mark.parametrize("country", ["FI", "SE", "NO", "DK"])
class TestWhateverIsNumbered:
    def test_can_be_written(self, country: Country) -> None:
        written = 0
        combined = list(product(sellers(country), buyers(country), kinds(country)))
        for seller, customer, typed in combined[::ONE_IN]:
            meaning = meaning_of(replace(typed, customer_id="c"), Ground(seller, customer, ON))
            if meaning.problems:
                continue
            for document in documents(meaning.content, seller, customer):
                assert write_factur_x(document)
                if customer.einvoice_address:
                    assert write_syntax(document, "ubl", ENDS)
                    written += 1
                if customer.einvoice_address and country == customer.country == "FI":
                    assert write_syntax(document, "finvoice", ENDS)
        assert written > ONE_IN
