"""Invented invoices of Sweden, Norway and Denmark; the names belong to nobody, the check digits are valid."""

from datetime import date
from decimal import Decimal

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
    Party,
    PaymentMeans,
    Period,
    Price,
    VatTreatment,
)
from tests.billing.documents.finnish_invoices import summed


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
