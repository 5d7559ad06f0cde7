"""Kaamoslehti Oy, a newspaper in Rovaniemi: subscriptions and advertisements, in euro with viitenumero."""

from billing.seller.actions import SellerInput
from billing.streams.rules import NewStream
from portal.demo.scenario.story import Batch, Expected, Known, Mend, Story, Talk, Work
from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient

KAAMOSLEHTI = Story(
    client=NewClient(
        "FI", "9120451-8", "Kaamoslehti Oy", "Kaisa Ounasvaara", "kaisa@kaamoslehti.example", "+358 16 555 0100", "fi"
    ),
    offer=Offer("pro", 12, "firm"),
    reached="active",
    talk=Talk(
        "firm",
        "Mistä tililtä joulunumeron painatus maksettiin?",
        "Kuitti 3.11. on saapunut, mutta siinä ei ole tiliä. Riittää, kun vastaat tähän.",
        due_in=2,
    ),
    known=Known("normal", 40, 690),
    work=Work(
        seller=SellerInput(
            street="Revontulenkatu 6",
            postal_code="96200",
            city="Rovaniemi",
            email="laskutus@kaamoslehti.example",
            language="fi",
            vat_id="FI91204518",
            seat="Rovaniemi",
            phone="+358 16 555 0100",
            website="www.kaamoslehti.example",
            iban="FI3199900112340149",
            bic="NDEAFIHH",
            einvoice_operator="HELSFIHH",
            accent="#1f4e79",
        ),
        batches=(
            Batch(NewStream("subscriptions", "Tilaukset", "10", 5), ("kaamoslehti/tilaukset-utf-8.csv",)),
            Batch(
                NewStream("advertisements", "Ilmoitukset", "20", 5),
                (
                    "kaamoslehti/ilmoitukset-windows-1252.csv",
                    "kaamoslehti/finvoice-yksi.xml",
                    "kaamoslehti/finvoice-kehyksin.xml",
                    "kaamoslehti/peppol-ubl.xml",
                ),
            ),
        ),
        mend=Mend("10024", "e-mail address", {"email": "onni.jaasko@post.example"}),
        expected=Expected(read=40, issued=34, invalid=4, cancelled=2),
        later="kaamoslehti/joulu-utf-8.csv",
    ),
)
