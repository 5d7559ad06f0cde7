"""The invoicing screens in a real browser: nothing serious for axe, nothing wider than a phone, no complaints."""

from collections.abc import Iterator

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.looking import Visitor, serve, signed_in
from factories.screens import RequestDesk, request_desk
from flask import Flask
from playwright.sync_api import Browser

from tenants.kernel.language import LANGUAGES


@pytest.fixture
def desk(cast: Cast) -> RequestDesk:
    return request_desk(cast)


@pytest.fixture
def visitor(app: Flask, browser: Browser) -> Iterator[Visitor]:
    """Return a visitor with whom nothing may be wrong at the end."""
    with serve(app) as site:
        visitor = Visitor(browser, site)
        yield visitor
        visitor.close()
        assert visitor.wrong == []


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
    """Each page, in light, in dark, and on a phone."""

    def test_hold_nothing_serious_and_fit(self, visitor: Visitor, cast: Cast, desk: RequestDesk) -> None:
        token = signed_in(cast.alice)
        for path in paths(desk):
            visitor.visit(token, path)

    def test_fit_in_every_language(self, visitor: Visitor, cast: Cast, desk: RequestDesk) -> None:
        page, where = visitor.page_as(signed_in(cast.alice)), f"/w/{desk.workspace_id}"
        further = ("invoices", "articles", "contracts", "settings", "desk")
        seen = [*paths(desk), *(f"{where}/{name}" for name in further)]
        for language in LANGUAGES:
            post(desk.browser, "/language", {"language": language, "back": "/"})
            for path in seen:
                visitor.at = f"{language} {path}"
                page.goto(visitor.site + path)
                visitor.measure(page)

    def test_preview_holds_nothing_serious_and_the_panel_neither(
        self, visitor: Visitor, cast: Cast, desk: RequestDesk
    ) -> None:
        page = visitor.page_as(signed_in(cast.alice))
        page.goto(f"{visitor.site}/w/{desk.workspace_id}/requests")
        page.keyboard.press("j")
        page.keyboard.press("p")
        page.locator("#side dl.facts").wait_for()
        visitor.look(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Select all").click()
        page.get_by_role("button", name="Preview").click()
        page.get_by_role("heading", name="Preview of the run").wait_for()
        page.locator("summary", has_text="Run").click()
        visitor.look(page)
