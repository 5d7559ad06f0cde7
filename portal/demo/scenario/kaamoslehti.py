"""Kaamoslehti Oy, a newspaper in Rovaniemi: subscriptions and advertisements, in euro with viitenumero."""

from billing.seller.actions import SellerInput
from billing.streams.rules import NewStream
from portal.demo.scenario.story import Agreed, Batch, Expected, Good, Handwritten, Known, Mend, Story, Talk, Work
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
        goods=(
            Good("TIL-12", "Kaamoslehti, painettu ja digi, 12 kk", "C62", "newspapers and periodicals", "142.73"),
            Good("TIL-DIGI", "Kaamoslehti, digi, lukija", "MON", "newspapers and periodicals", "9.50"),
            Good("ILM-MM", "Ilmoitustila, palstamillimetri", "MMT", "standard rate", "2.75"),
            Good("BANNERI", "Verkkobanneri, etusivu, vuosineljännes", "C62", "standard rate", "890.00"),
            Good("ARKISTO", "Kuva lehden arkistosta, julkaisuoikeus", "C62", "standard rate", "65.00"),
        ),
        contracts=(
            Agreed("S-26-01", "20011", "Digilehti henkilökunnalle, 25 lukijaa", 1, "TIL-DIGI", 25),
            Agreed("S-26-02", "20012", "Verkkobanneri etusivulla", 3, "BANNERI", 1),
        ),
        written=(
            Handwritten(
                customer_number="20011",
                text="Valokuva etusivulta 12.11., juliste 50 x 70 cm",
                quantity="2",
                price="48,00",
                message="Kiitos tilauksesta! Julisteet noudettiin toimituksesta.",
                outcome="sent",
            ),
            Handwritten(
                customer_number="20012",
                text="Kuvaus, syyskokous",
                quantity="3",
                price="85,00",
                outcome="returned",
                remark="Mikä päivä ja kenen tilaus? Asiakas pyytää viitteen.",
            ),
            Handwritten(
                customer_number="20021",
                text="Juttupaketin julkaisuoikeus, syksy",
                quantity="1",
                price="320,00",
                outcome="waits",
            ),
        ),
    ),
)
