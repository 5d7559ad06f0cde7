"""Invented invoices of the four countries; names, numbers and accounts belong to nobody but have valid check digits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from billing.en16931.model import (
    Address,
    Adjustment,
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
    Period,
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


def swedish() -> Invoice:
    return summed(
        Invoice(
            number="10482",
            issued_on=date(2026, 11, 23),
            due_on=date(2026, 12, 23),
            currency="SEK",
            seller=Party(
                name="Björkdal Måleri AB",
                legal_registration=Identifier("5599990008"),
                vat_id="SE559999000801",
                tax_registration="Godkänd för F-skatt",
                address=Address(line1="Verkstadsgatan 11", postal_code="722 10", city="Västerås", country="SE"),
                contact=Contact(name="Olle Björk", phone="+46 21 555 01 00", email="faktura@bjorkdal.example"),
            ),
            buyer=Party(
                name="Bostadsrättsföreningen Utsikten",
                identifiers=(Identifier("3077"),),
                legal_registration=Identifier("7699990003"),
                address=Address(
                    line1="c/o Förvaltaren", line2="Box 1204", postal_code="701 12", city="Örebro", country="SE"
                ),
            ),
            buyer_reference="Ref 448 Lindqvist",
            payment_terms="30 dagar netto. Efter förfallodagen debiteras dröjsmålsränta enligt räntelagen.",
            period=Period(date(2026, 11, 1), date(2026, 11, 20)),
            lines=(
                Line(
                    id="1",
                    quantity=Decimal("62.5"),
                    unit="HUR",
                    price=Price(net=Decimal(520)),
                    item=Item(name="Målning av trapphus", description="Trapphus A och B, två strykningar"),
                    vat=VatTreatment("S", Decimal(25)),
                    net=Decimal("32500.00"),
                ),
                Line(
                    id="2",
                    quantity=Decimal(48),
                    unit="LTR",
                    price=Price(net=Decimal("189.90"), gross=Decimal(211), discount=Decimal("21.10")),
                    item=Item(name="Väggfärg, halvmatt", seller_id="VF-20"),
                    vat=VatTreatment("S", Decimal(25)),
                    allowances=(Adjustment(amount=Decimal("115.20"), reason="Mängdrabatt"),),
                    net=Decimal("9000.00"),
                ),
            ),
            payment_means=(
                PaymentMeans(
                    code="30",
                    reference="104828",
                    transfers=(CreditTransfer(account="9912346", bic="SE:BANKGIRO"),),
                ),
            ),
        )
    )


def norwegian() -> Invoice:
    return summed(
        Invoice(
            number="3391",
            issued_on=date(2026, 11, 23),
            due_on=date(2026, 12, 7),
            currency="NOK",
            seller=Party(
                name="Fjordbygg AS",
                legal_registration=Identifier("999990002"),
                vat_id="NO999990002MVA",
                legal_form="Foretaksregisteret",
                address=Address(line1="Kaigaten 9", postal_code="5015", city="Bergen", country="NO"),
                contact=Contact(name="Ingrid Sæther", phone="+47 55 55 01 00", email="faktura@fjordbygg.example"),
            ),
            buyer=Party(
                name="Sameiet Bryggehagen",
                identifiers=(Identifier("448"),),
                legal_registration=Identifier("999990010"),
                address=Address(line1="Strandgaten 77", postal_code="5004", city="Bergen", country="NO"),
            ),
            delivery=Delivery(
                delivered_on=date(2026, 11, 18),
                address=Address(line1="Strandgaten 77", postal_code="5004", city="Bergen", country="NO"),
            ),
            lines=(
                Line(
                    id="1",
                    quantity=Decimal(1),
                    unit="LS",
                    price=Price(net=Decimal(48600)),
                    item=Item(name="Utskifting av takrenner", description="Materialer og arbeid etter tilbud 118"),
                    vat=VatTreatment("S", Decimal(25)),
                    net=Decimal("48600.00"),
                ),
            ),
            payment_means=(
                PaymentMeans(code="30", reference="00033910", transfers=(CreditTransfer(account="86011117947"),)),
            ),
        )
    )


def danish() -> Invoice:
    return summed(
        Invoice(
            number="5520",
            issued_on=date(2026, 11, 23),
            due_on=date(2026, 12, 1),
            currency="DKK",
            seller=Party(
                name="Havnens Kaffe ApS",
                legal_registration=Identifier("99999004"),
                vat_id="DK99999004",
                address=Address(line1="Nordre Kaj 3, st. tv.", postal_code="8000", city="Aarhus C", country="DK"),
                contact=Contact(name="Søren Krogh", phone="+45 86 55 01 00", email="regnskab@havnens.example"),
            ),
            buyer=Party(
                name="Kontorfællesskabet Ålborgvej I/S",
                identifiers=(Identifier("77120"),),
                legal_registration=Identifier("99999012"),
                vat_id="DK99999012",
                address=Address(line1="Ålborgvej 112, 2.", postal_code="9400", city="Nørresundby", country="DK"),
            ),
            lines=(
                Line(
                    id="1",
                    quantity=Decimal(24),
                    unit="KGM",
                    price=Price(net=Decimal("138.75")),
                    item=Item(name="Kaffebønner, mellemristede"),
                    vat=VatTreatment("S", Decimal(25)),
                    net=Decimal("3330.00"),
                ),
            ),
            allowances=(
                Adjustment(
                    amount=Decimal("166.50"),
                    percentage=Decimal(5),
                    reason="Kunderabat",
                    vat=VatTreatment("S", Decimal(25)),
                ),
            ),
            payment_means=(
                PaymentMeans(
                    code="93", reference="71#000000000055202", transfers=(CreditTransfer(account="81234567"),)
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


SAMPLES = {
    "finnish": finnish,
    "swedish": swedish,
    "norwegian": norwegian,
    "danish": danish,
    "foreign": foreign,
    "credit_note": credit_note,
    "two_pages": lambda: finnish(40),
    "long_names": long_names,
}


@pytest.fixture(params=sorted(SAMPLES))
def any_invoice(request: pytest.FixtureRequest) -> Invoice:
    """Return each of the invented invoices in turn."""
    return SAMPLES[request.param]()


@pytest.fixture
def samples() -> dict[str, object]:
    """Return the invented invoices by name, as functions that make them."""
    return SAMPLES
