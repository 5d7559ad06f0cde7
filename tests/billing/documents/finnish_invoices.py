"""Invented Finnish invoices and how to sum one; the names belong to nobody, the check digits are valid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from billing.en16931.model import (
    Address,
    Contact,
    CreditTransfer,
    Delivery,
    Identifier,
    Invoice,
    Item,
    Line,
    Note,
    Party,
    PaymentMeans,
    PrecedingInvoice,
    Price,
    Totals,
    VatSubtotal,
    VatTreatment,
)

CENT = Decimal("0.01")
THINGS = (
    ("Kannu, lasitettu kivitavara 1,2 l", "KAN-12", "38.50"),
    ("Lautanen, syvä 24 cm", "LAU-24", "14.90"),
    ("Kahvikuppi ja aluslautanen", "KUP-02", "17.25"),
    ("Työpaja, puolipäivä", "TYO-05", "240.00"),
)


def a_line(number: int, rate: str | None = "25.5", category: str = "S", quantity: str = "2") -> Line:
    name, code, price = THINGS[number % len(THINGS)]
    net = (Decimal(price) * Decimal(quantity)).quantize(CENT)
    return Line(
        id=str(number + 1),
        quantity=Decimal(quantity),
        price=Price(net=Decimal(price)),
        item=Item(name=name, seller_id=code),
        vat=VatTreatment(category, None if rate is None else Decimal(rate)),
        unit="HUR" if code.startswith("TYO") else "C62",
        net=net,
    )


def summed(invoice: Invoice, **totals: Decimal) -> Invoice:
    """Fill breakdown and totals the plain way, so that these tests depend on the model only."""
    groups: dict[VatTreatment, Decimal] = {}
    for line in invoice.lines:
        groups[line.vat] = groups.get(line.vat, Decimal(0)) + line.net
    for each in invoice.allowances:
        groups[each.vat] -= each.amount
    breakdown = tuple(
        VatSubtotal(treatment=key, taxable=base, tax=(base * (key.rate or 0) / 100).quantize(CENT))
        for key, base in groups.items()
    )
    lines = sum((line.net for line in invoice.lines), Decimal(0))
    off = sum((each.amount for each in invoice.allowances), Decimal(0))
    vat = sum((each.tax for each in breakdown), Decimal(0))
    net = lines - off
    filled = Totals(lines=lines, allowances=off, net=net, vat=vat, gross=net + vat, payable=net + vat)
    return replace(invoice, vat_breakdown=breakdown, totals=replace(filled, **totals))


KERAMIIKKA = Party(
    name="Kuusi Keramiikka Oy",
    legal_registration=Identifier("12345671"),
    vat_id="FI12345671",
    electronic_address=Identifier("003712345671", "0216"),
    address=Address(line1="Savipolku 4 B", postal_code="33200", city="Tampere", country="FI"),
    contact=Contact(name="Aino Kuusela", phone="+358 3 555 0100", email="laskutus@kuusi.example"),
)
MATKAILU = Party(
    name="Matkailu Saaristo Oy",
    identifiers=(Identifier("10021"),),
    legal_registration=Identifier("23456780"),
    vat_id="FI23456780",
    address=Address(line1="Rantakatu 18", postal_code="20100", city="Turku", country="FI"),
)


def finnish(lines: int = 10) -> Invoice:
    return summed(
        Invoice(
            number="20260412",
            issued_on=date(2026, 11, 23),
            due_on=date(2026, 12, 7),
            seller=KERAMIIKKA,
            buyer=MATKAILU,
            buyer_reference="Ostot / M. Saarinen",
            order_reference="PO-7719",
            payment_terms="14 pv netto, viivästyskorko korkolain mukaan",
            delivery=Delivery(delivered_on=date(2026, 11, 20)),
            lines=tuple(a_line(number, "13.5" if number % 5 == 4 else "25.5") for number in range(lines)),
            payment_means=(
                PaymentMeans(
                    code="58",
                    reference="202604123",
                    transfers=(CreditTransfer(account="FI7944052020036082", bic="HELSFIHH"),),
                ),
            ),
        )
    )


def foreign() -> Invoice:
    """Return what a Finnish seller bills a German buyer under reverse charge."""
    invoice = finnish(3)
    buyer = Party(
        name="Nordlicht Handel GmbH",
        identifiers=(Identifier("20815"),),
        vat_id="DE999999000",
        address=Address(line1="Hafenstraße 30", postal_code="20457", city="Hamburg", country="DE"),
    )
    lines = tuple(replace(line, vat=VatTreatment("AE", Decimal(0))) for line in invoice.lines)
    return summed(
        replace(
            invoice,
            buyer=buyer,
            lines=lines,
            payment_terms="14 days net",
            buyer_reference="Purchasing, K. Brandt",
            notes=(Note("Value added tax is accounted for by the customer, directive 2006/112/EC art. 196."),),
        )
    )


def credit_note() -> Invoice:
    """Return the credit of two cups that came back broken."""
    invoice = finnish(3)
    return summed(
        replace(
            invoice,
            number="20260430",
            type_code="381",
            due_on=None,
            lines=(a_line(2),),
            preceding_invoices=(PrecedingInvoice("20260412", date(2026, 11, 23)),),
            notes=(Note("Kaksi kuppia saapui rikkinäisinä."),),
        )
    )


def long_names() -> Invoice:
    """Return an invoice with names that no form has room for."""
    invoice = finnish(4)
    name = "Varsinais-Suomen ja Satakunnan Alueellisen Matkailuelinkeinonkehittämisyhdistyksen Palveluosuuskunta"
    first = replace(
        invoice.lines[0],
        item=Item(
            name="Kolmivaihekilowattituntimittarinvaihtotyökustannushyvityslaskelma sähköisesti toimitettuna",
            description="Pitkä selite, joka jatkuu usealle riville ja kertoo mitä on tehty ja kenen pyynnöstä.",
            seller_id="ERIKOISPITKÄ-TUNNUS-2026-00000417",
        ),
    )
    return replace(invoice, buyer=replace(MATKAILU, name=name), lines=(first, *invoice.lines[1:]))
