"""ROT and RUT work on a request's page."""

import re
from io import BytesIO

from factories.cast import Cast
from factories.forms import post
from factories.requests import csv_file, new_customer, ready_house, swedish_input
from factories.working import worker_of
from flask import Flask

from billing.invoices.queries import InvoiceQuery, invoice_rows
from billing.requests.queries import RequestQuery, request_rows

HEADER = (
    "request_id;customer_number;text;quantity;unit_price;vat_rate;rot_rut;work_kind;work_hours;personal_id;property"
)
PAINT = "R-1;10001;Målning;8;500;25;rot;painting;8;811228-9874;Eken 1:23"


class TestWorkOnTheRequest:
    """From the file to the page, by way of the portal."""

    def test_shows_the_split_and_a_masked_person(self, cast: Cast, app: Flask) -> None:
        stream = ready_house(cast.dora, cast.ek, swedish_input(vat_id="SE556222222301"))
        home = {"street": "Ekvägen 2", "postal_code": "114 55", "city": "Stockholm", "country": "SE"}
        new_customer(cast.dora, cast.ek, name="Ebba Ek", kind="consumer", language="sv", **home)
        browser, url = cast.dora.browser(), f"/w/{cast.ek.workspace_id}/requests"
        post(browser, "/language", {"language": "en", "back": "/"})
        fields = {"stream": str(stream), "file": (BytesIO(csv_file(PAINT, header=HEADER)), "rot.csv")}
        sent = post(browser, f"{url}/import", fields, content_type="multipart/form-data", follow_redirects=True)
        with cast.dora.acting(in_=cast.ek.workspace_id):
            ((row,)) = request_rows(cast.ek.workspace_id, RequestQuery())
        page = re.sub(r"\s+", " ", browser.get(f"{url}/{row.id}").get_data(as_text=True))
        for shown in ("ROT, painting and wallpapering, 8 hours", "********-**74", "Eken 1:23", "1,500.00", "3,500.00"):
            assert shown in page, shown
        kept = browser.get(f"{url}/{row.id}/source").get_data(as_text=True)
        runs = f"/w/{cast.ek.workspace_id}/runs"
        split = (("Claimed from Skatteverket", "1,500.00"), ("Customers pay", "3,500.00"))
        preview = post(browser, f"{runs}/preview", {"selected": "all"}).get_data(as_text=True)
        started = post(browser, runs, {"selected": "all"}).location
        worker_of(app)()
        for shown_in in (preview, browser.get(started).get_data(as_text=True)):
            for label, figure in split:
                assert re.search(rf"{label}</dt>\s*<dd[^>]*>{figure}\sSEK", shown_in), label
        table = browser.get(f"{started}/summary.csv").get_data(as_text=True)
        assert "Claimed from Skatteverket;;;;SEK;;;1500,00;" in table
        assert "Customers pay;;;;SEK;;;3500,00;" in table
        with cast.dora.acting(in_=cast.ek.workspace_id):
            ((invoice,)) = invoice_rows(cast.ek.workspace_id, InvoiceQuery())
        issued = browser.get(f"/w/{cast.ek.workspace_id}/invoices/{invoice.id}").get_data(as_text=True)
        for shown in ("Tax reduction, claimed from Skatteverket", "-1,500.00", "To pay", "3,500.00"):
            assert shown in issued, shown
        assert "Partly paid" not in issued
        for told in (page, kept, issued, sent.get_data(as_text=True)):
            assert "811228" not in told
