"""Fjällbäckens Konferens AB, a conference hotel in Åre: in krona, to a bankgiro with OCR numbers."""

from billing.seller.actions import SellerInput
from billing.streams.rules import NewStream
from portal.demo.scenario.story import Batch, Expected, Known, Mend, Story, Talk, Work
from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient

FJALLBACKEN = Story(
    client=NewClient(
        "SE",
        "559912-3402",
        "Fjällbäckens Konferens AB",
        "Sigrid Renfjäll",
        "sigrid@fjallbacken.example",
        "+46 647 555 010",
        "sv",
    ),
    offer=Offer("smart", 12, "client"),
    reached="active",
    talk=Talk(
        "client",
        "Kan fakturorna till kommunen skickas före månadsskiftet?",
        "Kommunen stänger sin bokföring tidigt i år.",
        due_in=5,
        answer="Ja, de går i väg på fredag.",
    ),
    known=Known("high", 345, 20),
    work=Work(
        seller=SellerInput(
            street="Fjällbäcksvägen 1",
            postal_code="830 13",
            city="Åre",
            email="faktura@fjallbacken.example",
            language="sv",
            vat_id="SE559912340201",
            seat="Åre",
            f_tax=True,
            phone="+46 647 555 010",
            website="www.fjallbacken.example",
            bankgiro="991-2346",
            payment_days=30,
            accent="#205c40",
        ),
        batches=(
            Batch(
                NewStream("conferences", "Konferenser och bokningar", "10", 5),
                (
                    "fjallbacken/konferenser-utf-8.csv",
                    "fjallbacken/bokningar-windows-1252.csv",
                    "fjallbacken/peppol-ubl-1.xml",
                    "fjallbacken/peppol-ubl-2.xml",
                    "fjallbacken/peppol-ubl-3.xml",
                ),
            ),
        ),
        mend=Mend("305", "postal code", {"postal_code": "83005"}),
        expected=Expected(read=25, issued=22, invalid=2, cancelled=1),
    ),
)
