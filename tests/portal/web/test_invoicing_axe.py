"""The invoicing screens in a real browser: nothing serious for axe, nothing wider than a phone, no complaints."""

from collections.abc import Iterator
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories.cast import Cast
from factories.forms import post
from factories.screens import RequestDesk, request_desk
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

DESKTOP, PHONE = (1280, 860), (390, 844)


@pytest.fixture
def desk(cast: Cast) -> RequestDesk:
    return request_desk(cast)


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()


def open_page(browser: Browser, desk: RequestDesk, site: str, size: tuple[int, int], complaints: list[str]) -> Page:
    """Return a page on which Alice is signed in; what the browser complains of is kept."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="light", reduced_motion="reduce"
    )
    cookie = desk.browser.get_cookie("samla")
    assert cookie is not None
    context.add_cookies([{"name": "samla", "value": cookie.value, "url": site}])
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def serious(page: Page, only: str = "") -> list[tuple[str, str]]:
    """Return what axe calls serious or critical, with the element; `only` names the one rule to run."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": [only]} if only else {})
    return [
        (rule["id"], node["html"][:160])
        for rule in Axe().run(page, options=options).response["violations"]
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


def paths(desk: RequestDesk) -> list[str]:
    """Return every page of the areas that can be opened by its address, a started run among them."""
    row = desk.row("R-3")
    where = f"/w/{desk.workspace_id}"
    run = post(desk.browser, f"{where}/runs", {"id": [str(desk.row("R-1").id)]}).location
    return [
        f"{where}/requests",
        f"{where}/requests?state=ready&selected=all",
        f"{where}/requests/import",
        f"{where}/requests/import/{row.file_id}",
        f"{where}/requests/{row.id}",
        f"{where}/customers",
        f"{where}/customers/new",
        f"{where}/customers/{row.customer_id}",
        f"{where}/runs",
        run,
    ]


class TestInvoicingScreens:
    """Each page, on a desk and on a phone."""

    @pytest.mark.parametrize("size", [DESKTOP, PHONE])
    def test_hold_nothing_serious_and_fit(
        self, browser: Browser, desk: RequestDesk, site: str, size: tuple[int, int]
    ) -> None:
        complaints: list[str] = []
        page = open_page(browser, desk, site, size, complaints)
        for path in paths(desk):
            page.goto(site + path)
            assert serious(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
            page.emulate_media(color_scheme="dark")
            assert serious(page, only="color-contrast") == [], path
            page.emulate_media(color_scheme="light")
        page.context.close()
        assert complaints == []

    def test_preview_holds_nothing_serious_and_the_panel_neither(
        self, browser: Browser, desk: RequestDesk, site: str
    ) -> None:
        complaints: list[str] = []
        page = open_page(browser, desk, site, DESKTOP, complaints)
        page.goto(f"{site}/w/{desk.workspace_id}/requests")
        page.keyboard.press("j")
        page.keyboard.press("p")
        page.locator("#side dl.facts").wait_for()
        assert serious(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Select all").click()
        page.get_by_role("button", name="Preview").click()
        page.get_by_role("heading", name="Preview of the run").wait_for()
        page.locator("summary", has_text="Run").click()
        assert serious(page) == []
        page.context.close()
        assert complaints == []
