"""Skarvøy Sjømat og Rorbu AS, fish and cabins in Lofoten: in krone, with KID."""

from billing.seller.actions import SellerInput
from billing.streams.rules import NewStream
from portal.demo.scenario.story import Batch, Expected, Mend, Story, Work
from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient

SKARVOY = Story(
    client=NewClient(
        "NO",
        "998123402",
        "Skarvøy Sjømat og Rorbu AS",
        "Torbjørn Havnås",
        "torbjorn@skarvoy.example",
        "+47 76 05 50 10",
        "nb",
    ),
    offer=Offer("start", 3, "client"),
    reached="active",
    work=Work(
        seller=SellerInput(
            street="Skarvøyveien 1",
            postal_code="8373",
            city="Ballstad",
            email="faktura@skarvoy.example",
            language="nb",
            vat_id="NO998123402MVA",
            phone="+47 76 05 50 10",
            website="www.skarvoy.example",
            account="9999.01.10006",
            iban="NO6599990110006",
            accent="#7a3b1d",
        ),
        batches=(
            Batch(
                NewStream("sales", "Salg", "10", 5),
                (
                    "skarvoy/bestillinger-utf-8.csv",
                    "skarvoy/peppol-ubl-1.xml",
                    "skarvoy/peppol-ubl-2.xml",
                    "skarvoy/peppol-ubl-3.xml",
                    "skarvoy/peppol-ubl-4.xml",
                ),
            ),
        ),
        mend=Mend("505", "postal code", {"postal_code": "8310"}),
        expected=Expected(read=15, issued=13, invalid=1, cancelled=1),
    ),
)
