"""The firm's accountant bills for the client: settings, a file with a mistake in it, putting it right, run, send."""

import csv
import io
import time
from pathlib import Path

from factories.business_ids import y_tunnus

from portal.demo.mail_catcher import MailCatcher
from tests.journeys.becoming_a_client import wait_for_mail
from tests.journeys.staging import Stage
from tests.journeys.walking import PATIENCE, Walker

COLUMNS = (
    "request_id", "customer_number", "customer_name", "customer_kind", "customer_street", "customer_postal_code",
    "customer_city", "customer_country", "customer_email", "text", "quantity", "unit_price", "vat_rate",
)  # fmt: skip
# The word that the browser's search finds in each row that can't be invoiced.
ERROR = {"fi": "virhe", "sv": "fel", "nb": "feil", "da": "fejl", "en": "error"}
BUSINESS, NUMBER = "Tuohi & Terva Oy", "5001"


def open_books(staff: Walker, stage: Stage) -> None:
    """Go from the first page to the client's books."""
    staff.go("/")
    staff.go(f"/f/{stage.firm_id}/clients")
    staff.page.get_by_role("link", name=stage.client, exact=True).first.click()
    staff.look()
    staff.follow("Open the client's books")


def save_settings(staff: Walker, stage: Stage) -> None:
    """Say where the seller is and how it is paid."""
    staff.follow("Fill in the settings")
    staff.fill(
        street="Savikuja 6", postal_code="06100", city="Porvoo", email=f"laskut@{stage.language}.keramiikka.example"
    )
    staff.fill(vat_id=f"FI{_digits(stage.client_id)}", iban="FI9599900100000015", bic="NDEAFIHH")
    staff.fill(einvoice_address=f"0037{_digits(stage.client_id)}", einvoice_operator="DABAFIHH")
    staff.choose(language=stage.language)
    staff.press("Save")
    staff.sees("The settings are saved.")


def add_business(staff: Walker, stage: Stage) -> None:
    """Write a card for a customer who takes e-invoices."""
    staff.go(f"{books(staff)}/customers")
    staff.go(f"{books(staff)}/customers/new")
    number = y_tunnus()
    staff.fill(
        number=NUMBER, name=BUSINESS, business_id=number, street="Hamngatan 1", postal_code="10600", city="Ekenäs"
    )
    staff.choose(kind="business", country="FI", language=stage.language, delivery="einvoice")
    staff.fill(einvoice_address=f"0037{_digits(number)}", einvoice_operator="NDEAFIHH", email="osto@terva.example")
    staff.press("Save the customer")


def fetch_requests(staff: Walker, stage: Stage, folder: Path) -> None:
    """Import three requests, of which one can't be invoiced: its customer has no postal code."""
    file = folder / "requests.csv"
    file.write_bytes(_file(stage.language))
    staff.go(f"{books(staff)}/requests")
    staff.go(f"{books(staff)}/requests/import")
    staff.page.locator("main [name=file]").set_input_files(file)
    staff.press("Fetch")
    staff.go(f"{books(staff)}/requests")
    staff.sees("%(stuck)s of %(all)s requests can't be invoiced.", stuck="1", all="3")


def put_right(staff: Walker) -> None:
    """Follow the customer number of the row with the error, fill in what is missing, and see the notice go."""
    row = staff.page.locator("tbody tr").filter(has_text=ERROR[staff.language])
    assert row.count() == 1, staff.page.locator("tbody").inner_text()
    row.locator("a").first.click()
    staff.look()
    staff.fill(postal_code="00100")
    staff.press("Save")
    staff.go(f"{books(staff)}/requests")
    assert staff.page.locator(".notice.tone-bad").count() == 0


def run(staff: Walker, folder: Path) -> None:
    """Select all, look at the preview, run, and read the summary."""
    staff.press("Select all %(count)s", count="3")
    staff.press("Preview")
    staff.confirm("Run")
    staff.page.get_by_role("link", name=staff.word("Summary as PDF")).wait_for()
    staff.look()
    summary = folder / "summary.pdf"
    staff.fetch("Summary as PDF").save_as(summary)
    assert summary.read_bytes().startswith(b"%PDF")


def send(staff: Walker, stage: Stage, mails: MailCatcher, outbox: Path) -> None:
    """Send the run; the mails have the invoice in them, and the e-invoice lies in the operator's folder."""
    before = set(outbox.glob("*.xml"))
    staff.wait_for_button("Send them")
    staff.confirm("Send them")
    for name in ("aino", "eino"):
        mail = wait_for_mail(mails, f"{name}.{stage.language}@customers.example")
        assert [part.content[:4] for part in mail.attachments] == [b"%PDF"]
    deadline = time.monotonic() + PATIENCE / 1000
    while not (written := set(outbox.glob("*.xml")) - before) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert [b"Tuohi &amp; Terva Oy" in file.read_bytes() for file in written] == [True]


def look_around(staff: Walker) -> None:
    """Open every other area there is for staff, now that there is something in each."""
    place = books(staff)
    staff.go("/")
    for area in (
        "invoices",
        "sending",
        "sending/attention",
        "runs",
        "customers",
        "settings",
        "streams",
        "audit",
    ):
        staff.go(f"{place}/{area}")


def books(walker: Walker) -> str:
    """Return the address of the workspace that the person is in."""
    path = walker.page.url.removeprefix(walker.base_url).split("/")
    return f"/w/{path[2]}"


def _file(language: str) -> bytes:
    """Return a CSV with a business that is known, a consumer, and a consumer without a postal code."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    business = ("", "", "", "", "", "", "")
    writer.writerow(("J1", NUMBER, *business, "Ruukku", "2", "49,90", "25,5"))
    for key, number, name, postal_code in (("J2", "5002", "Aino", "00100"), ("J3", "5003", "Eino", "")):
        email = f"{name.lower()}.{language}@customers.example"
        consumer = (f"{name} Asiakas", "consumer", "Tie 1", postal_code, "Helsinki", "FI", email)
        writer.writerow((key, number, *consumer, "Muki", "3", "12,50", "25,5"))
        writer.writerow((key, number, *consumer, "Kirja", "1", "20,00", "13,5"))
    return text.getvalue().encode()


def _digits(business_id: str) -> str:
    return business_id.replace("-", "")
