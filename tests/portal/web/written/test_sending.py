"""A written invoice in a browser, over a portal that takes its time: what is saved as it is typed is sent once."""

import time
from collections.abc import Iterator

import pytest
from factories.looking import serve, signed_in
from factories.written import WritingHouse
from flask import Flask, request
from playwright.sync_api import Browser, Page

from tenants.kernel.ids import WrittenId

SLOW = 1.0  # seconds, longer than the wait before a save


@pytest.fixture
def asked(app: Flask) -> list[str]:
    """Have saving and submitting take long; gives what is asked for, in its order."""
    paths: list[str] = []

    def take_long() -> None:
        if request.method == "POST":
            paths.append(request.path.rpartition("/")[2])
            time.sleep(SLOW)

    app.before_request_funcs.setdefault(None, []).append(take_long)
    return paths


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    with serve(app) as url:
        yield url


@pytest.fixture
def draft(house: WritingHouse) -> WrittenId:
    return house.draft(house.aino)


@pytest.fixture
def page(house: WritingHouse, browser: Browser, site: str, draft: WrittenId) -> Iterator[Page]:
    """Return the draft as its writer sees it."""
    context = browser.new_context()
    context.add_cookies([{"name": "samla", "value": signed_in(house.aino), "url": site}])
    page = context.new_page()
    page.goto(f"{site}/w/{house.workspace_id}/written/{draft}")
    yield page
    context.close()


class TestSending:
    def test_happens_once_however_long_the_answer_takes(
        self, house: WritingHouse, page: Page, draft: WrittenId, asked: list[str]
    ) -> None:
        page.locator("[name='lines.1.text']").fill("Two kilns")
        page.locator("button[formaction$='/submit']").click()
        page.wait_for_url("**/written")
        assert asked == ["submit"]
        assert house.read(house.aino, draft).typed.lines[0].text == "Two kilns"

    def test_happens_once_however_it_is_clicked(self, page: Page, asked: list[str]) -> None:
        submit = page.locator("button[formaction$='/submit']")
        page.evaluate(
            "button => [0, 150].forEach((ms) => setTimeout(() => button.click(), ms))", submit.element_handle()
        )
        page.wait_for_url("**/written")
        assert asked == ["submit"]

    def test_says_that_what_was_typed_is_not_saved_until_it_is(self, app: Flask, page: Page) -> None:
        text, unsaved = page.locator("[name='lines.1.text']"), page.locator("#saved [data-unsaved]")
        for broken in (True, False, True):
            app.config.update(WTF_CSRF_ENABLED=broken, WTF_CSRF_TIME_LIMIT=-1)
            with page.expect_response("**/save"):
                text.fill(f"Broken: {broken}")
                text.blur()
            unsaved.wait_for(state="visible" if broken else "hidden")

    def test_waits_for_the_save_that_is_under_way(
        self, house: WritingHouse, page: Page, draft: WrittenId, asked: list[str]
    ) -> None:
        with page.expect_request("**/save"):
            page.locator("[name='lines.1.text']").fill("Two kilns")
            page.locator("[name='lines.1.text']").blur()
        page.locator("[name='lines.1.price']").fill("120")
        page.locator("button[formaction$='/submit']").click()
        page.wait_for_url("**/written")
        assert asked[0] == "save"
        assert asked.count("submit") == 1
        read = house.read(house.aino, draft)
        assert read.row.state == "submitted"
        assert (read.typed.lines[0].text, read.typed.lines[0].price) == ("Two kilns", "120")


class TestSums:
    def test_stand_below_each_other_by_their_last_figure(self, page: Page) -> None:
        ends = page.evaluate("""() => [...document.querySelectorAll(".written-sums dd")].map(sum => {
            const written = document.createRange();
            written.selectNodeContents(sum);
            return [sum.innerText.length, Math.round(written.getBoundingClientRect().right)];
        })""")
        assert len({length for length, _end in ends}) > 1
        assert len({end for _length, end in ends}) == 1
