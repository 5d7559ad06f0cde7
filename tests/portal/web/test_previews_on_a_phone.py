"""What a file would do, on a phone: nothing wider than the screen, no label without a thing to name."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from factories.cast import Cast
from factories.looking import PHONE, WIDER, serve, signed_in
from factories.requests import csv_file, new_customer, ready_house
from flask import Flask
from playwright.sync_api import Browser, Page

LONG = "Rakennustoimisto Kuusikallio ja Kumppanit Oy"
TAKE_OVER = csv_file(
    "901;10001;2026-09-01;2026-09-15;125,5;50;25,5;2026-10-01;something else;-5;2026-09-20;maksuvaatimus",
    header="number;customer_number;issued_on;due_on;total;open;vat_rate;"
    "reminder_1_on;reminder_1_kind;reminder_1_fee;reminder_2_on;reminder_2_kind",
)
ARTICLES = csv_file(f"A-1;{LONG};x;y;soon", header="code;text_fi;vat_rate;price;valid_from")
CONTRACTS = csv_file(
    f"C-1;99999;often;soon;{LONG};300", header="number;customer_number;months;starts_on;text;unit_price"
)
CUSTOMERS = csv_file(
    f"10005;{LONG};consumer;ostot@kuusikallio.example;Kuja 1;00100;Helsinki", "10006;;;;;;",
    header="number;name;kind;email;street;postal_code;city",
)  # fmt: skip
LABELLED_EMPTY = """() => [...document.querySelectorAll(".rows td[data-label]")]
    .filter(cell => cell.offsetParent && !cell.innerText.trim()).map(cell => cell.dataset.label)"""


@contextmanager
def preview(app: Flask, cast: Cast, browser: Browser, path: str, file: bytes) -> Iterator[Page]:
    """Show what a file would do to Kuusi's client, on Alice's phone."""
    ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi, name=LONG)
    with serve(app) as site:
        context = browser.new_context(viewport=PHONE)
        context.add_cookies([{"name": "samla", "value": signed_in(cast.alice), "url": site}])
        page = context.new_page()
        page.goto(f"{site}/w/{cast.kuusi.workspace_id}/{path}")
        page.set_input_files("input[type=file]", files=[{"name": "a.csv", "mimeType": "text/csv", "buffer": file}])
        page.locator("form.form button").last.click()
        page.wait_for_load_state()
        yield page
        context.close()


class TestPreviewOnAPhone:
    @pytest.mark.parametrize(
        ("path", "file", "errors"),
        [
            ("take-over", TAKE_OVER, 3),
            ("articles/import", ARTICLES, 3),
            ("contracts/import", CONTRACTS, 3),
        ],
        ids=["take-over", "articles", "contracts"],
    )
    def test_shows_every_error_within_the_screen(  # noqa: PLR0917  fixtures
        self, app: Flask, cast: Cast, browser: Browser, path: str, file: bytes, errors: int
    ) -> None:
        with preview(app, cast, browser, path, file) as page:
            told = page.locator("tr.tone-bad .state").all_inner_texts()
            assert len(told) >= errors, told
            assert page.evaluate(WIDER) <= 0

    def test_names_an_error_only_where_there_is_one(self, app: Flask, cast: Cast, browser: Browser) -> None:
        with preview(app, cast, browser, "customers/import", CUSTOMERS) as page:
            assert page.locator(".rows tbody tr").count() == len(("10005", "10006"))
            assert page.locator("td[data-label=Error]:visible").count() == 1
            assert page.evaluate(LABELLED_EMPTY) == []
            assert page.evaluate(WIDER) <= 0
