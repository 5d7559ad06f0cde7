"""A list on a phone: what is wrong with its rows stands below each other."""

from factories.cast import Cast
from factories.looking import PHONE, WIDER, serve, signed_in
from factories.requests import csv_file, new_customer, ready_house
from flask import Flask
from playwright.sync_api import Browser

HEADER = (
    "number;customer_number;issued_on;due_on;total;open;vat_rate;"
    "reminder_1_on;reminder_1_kind;reminder_1_fee;reminder_2_on;reminder_2_kind"
)
WRONG = csv_file(
    "901;10001;2026-09-01;2026-09-15;125,5;50;25,5;2026-10-01;something else;-5;2026-09-20;maksuvaatimus",
    header=HEADER,
)


class TestPreviewOnAPhone:
    def test_shows_every_error_within_the_screen(self, app: Flask, cast: Cast, browser: Browser) -> None:
        ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi, name="Rakennustoimisto Kuusikallio ja Kumppanit Oy")
        with serve(app) as site:
            context = browser.new_context(viewport=PHONE)
            context.add_cookies([{"name": "samla", "value": signed_in(cast.alice), "url": site}])
            page = context.new_page()
            page.goto(f"{site}/w/{cast.kuusi.workspace_id}/take-over")
            file = {"name": "open.csv", "mimeType": "text/csv", "buffer": WRONG}
            page.set_input_files("input[type=file]", files=[file])
            page.locator("form.form button").last.click()
            page.wait_for_load_state()
            told = page.locator("tr.tone-bad .state").all_inner_texts()
            wider = page.evaluate(WIDER)
            context.close()
        assert len(told) == 3, told
        assert wider <= 0
