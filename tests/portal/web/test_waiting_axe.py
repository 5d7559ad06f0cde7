"""The work screens in a real browser: nothing serious for axe, nothing wider than a phone, no complaints."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories.books import Books
from factories.cast import Cast
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tenants.kernel.language import msg

DESKTOP, PHONE = (1280, 860), (390, 844)
PAGES = (
    "/",
    "/waiting/invalid",
    "/waiting/unsent",
    "/search?q=100",
    "/w/{ws}",
    "/w/{ws}/invoices",
    "/w/{ws}/invoices/{invoice}",
    "/w/{ws}/sending",
    "/w/{ws}/sending/attention",
    "/w/{ws}/settings",
    "/w/{ws}/streams",
    "/w/{ws}/audit",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A running site with something of everything in it, and Alice's cookie."""

    url: str
    token: str
    workspace_id: UUID
    invoice_id: UUID

    def address(self, path: str) -> str:
        """Return the address of a page."""
        return self.url + path.format(ws=self.workspace_id, invoice=self.invoice_id)


@pytest.fixture
def place(app: Flask, cast: Cast) -> Iterator[Place]:
    books = Books(cast.alice, cast.kuusi.workspace_id)
    customer = books.customer("Kustens Segelmakeri och Skeppshandel i Ekenäs Ab")
    for state in ("ready", "invalid", "cancelled"):
        books.request(state, customer=customer)
    books.invoice(customer)
    bounced = books.invoice(customer)
    books.delivery(bounced, "bounced", reason=msg("The mailbox doesn't exist."))
    books.delivery(books.invoice(customer), "unknown")
    cookie = cast.alice.browser().get_cookie("samla")
    assert cookie is not None
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Place(f"http://localhost:{server.port}", cookie.value, books.workspace_id, bounced)
    server.shutdown()
    thread.join()


def open_page(browser: Browser, place: Place, size: tuple[int, int], complaints: list[str]) -> Page:
    """Return a page on which Alice is signed in; what the browser complains of is kept."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="light", reduced_motion="reduce"
    )
    context.add_cookies([{"name": "samla", "value": place.token, "url": place.url}])
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def serious(page: Page) -> list[tuple[str, str]]:
    """Return what axe calls serious or critical, with the element."""
    return [
        (rule["id"], node["html"][:160])
        for rule in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


class TestWorkScreens:
    """What axe, a ruler and the browser's console find."""

    @pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
    def test_are_fit_for_everybody(self, browser: Browser, place: Place, size: tuple[int, int]) -> None:
        complaints: list[str] = []
        page = open_page(browser, place, size, complaints)
        for path in PAGES:
            answer = page.goto(place.address(path))
            assert answer is not None
            assert answer.ok, path
            assert serious(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert complaints == []
        page.context.close()

    def test_work_without_scripts(self, browser: Browser, place: Place) -> None:
        context = browser.new_context(java_script_enabled=False)
        context.add_cookies([{"name": "samla", "value": place.token, "url": place.url}])
        page = context.new_page()
        page.goto(place.address("/w/{ws}/sending/attention"))
        page.get_by_role("button", name="It arrived").click()
        page.goto(place.address("/w/{ws}/sending"))
        page.get_by_role("button", name="Select all 1").click()
        page.locator("details.confirm summary").click()
        page.locator("details.confirm button").click()
        assert "1 invoice is on its way: E-mail 1." in page.inner_text("main")
        context.close()
