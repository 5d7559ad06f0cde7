"""The ways in in a real browser: nothing serious for axe, nothing wider than a phone, no complaints."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories.business_ids import y_tunnus
from factories.cast import Cast
from factories.invited import invite_one
from factories.ways import charlie_registers
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from portal.edge.transaction import transaction
from tenants.kernel.scope import Scope
from tenants.users.actions import choose

DESKTOP, PHONE = (1280, 860), (390, 844)
PAGES = (
    "",
    "/new",
    "/requests",
    "/import",
    "/{client}",
    "/{client}/contacts",
    "/{client}/engagements/{engagement}",
    "/{client}/collaboration",
    "/{client}/collaboration?step=payer&engagement={engagement}",
    "/{client}/collaboration?step=review&engagement={engagement}&payer_after=client",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A running site on which Charlie's firm is about to ask a subscriber."""

    url: str
    token: str
    client: str
    engagement: str

    def address(self, path: str) -> str:
        """Return the address of a page."""
        return self.url + path.format(client=self.client, engagement=self.engagement)


@pytest.fixture
def place(app: Flask, cast: Cast) -> Iterator[Place]:
    invite_one(cast)
    charlie_registers(cast, y_tunnus())
    client_id, engagement_id = charlie_registers(cast)
    cookie = cast.charlie.browser().get_cookie("samla")
    assert cookie is not None
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://localhost:{server.port}/f/{cast.ek.firm_id}/clients"
    yield Place(url, cookie.value, str(client_id), str(engagement_id))
    server.shutdown()
    thread.join()


def open_page(browser: Browser, place: Place, size: tuple[int, int]) -> Page:
    """Return a page on which Charlie is signed in."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    context.add_cookies([{"name": "samla", "value": place.token, "url": place.url.split("/f/")[0]}])
    return context.new_page()


def serious(page: Page) -> list[tuple[str, str]]:
    """Return what axe calls serious or critical, with the first element."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in {"serious", "critical"}]


class TestWaysIn:
    """Every page of the way in."""

    @pytest.mark.parametrize(("size", "language"), [(DESKTOP, "en"), (PHONE, "fi")])
    def test_is_sound_on_a_desk_and_on_a_phone(
        self, browser: Browser, place: Place, cast: Cast, size: tuple[int, int], language: str
    ) -> None:
        with transaction(scope=Scope()):
            choose(cast.charlie.user_id, language=language)
        page = open_page(browser, place, size)
        complaints: list[str] = []
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        for path in PAGES:
            page.goto(place.address(path))
            assert serious(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        assert complaints == []
        page.context.close()
