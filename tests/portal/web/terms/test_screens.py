"""The pages of terms and plans in a real browser: nothing serious for axe, nothing wider than a phone."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories.cast import Cast
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from portal.edge.transaction import transaction
from tenants.collaborations.noting import accept_new_terms
from tenants.kernel.language import LANGUAGES
from tenants.kernel.scope import Scope
from tenants.terms.actions import Consent, Publication, publish
from tenants.terms.ours import our_text
from tenants.terms.queries import terms_to_accept

DESKTOP, PHONE = (1280, 900), (390, 844)
PAGES = ("terms", "terms/mandate", "plans?variant=start", "approvals")


@pytest.fixture
def site(app: Flask, cast: Cast) -> Iterator[str]:
    """Serve the site, where Bob has accepted a text of which a new version counts in three weeks."""
    where = cast.kuusi.workspace_id
    with transaction(scope=Scope()) as now:
        for language in LANGUAGES:
            publish(our_text("mandate_to_remind", language, now))
            first = our_text("data_processing", language, now)
            publish(Publication("data_processing", 2, language, first.title, first.body, now))
    with cast.bob.acting(in_=where) as (actor, now):
        read = frozenset(text.sha256 for text in terms_to_accept(where, "en", now=now))
        accept_new_terms(actor, where, Consent(read, "signatory", "127.0.0.1"), language="en", now=now)
    with transaction(scope=Scope()) as now:
        for language in LANGUAGES:
            text = our_text("data_processing", language, now + timedelta(days=21))
            body = text.body.replace("2016/679", "2016/680") + "\n\n## 9. New\n\nA paragraph more."
            publish(Publication("data_processing", 3, language, text.title, body, text.in_force_from, True))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()


def open_page(browser: Browser, cast: Cast, site: str, size: tuple[int, int], language: str) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    cookie = cast.bob.browser().get_cookie("samla")
    assert cookie is not None
    context.add_cookies([{"name": "samla", "value": cookie.value, "url": site}])
    page = context.new_page()
    if language != "en":
        page.goto(f"{site}/w/{cast.kuusi.workspace_id}/terms")
        page.evaluate(
            """language => fetch('/language', {method: 'POST', headers: {'Content-Type':
            'application/x-www-form-urlencoded'}, body: new URLSearchParams({language, back: '/', csrf_token:
            document.querySelector('meta[name=csrf-token]').content})})""",
            language,
        )
    return page


class TestScreens:
    """Each page, wide and narrow."""

    @pytest.mark.parametrize(("size", "language"), [(DESKTOP, "en"), (PHONE, "fi")])
    def test_can_be_used_by_everybody(
        self, cast: Cast, site: str, browser: Browser, size: tuple[int, int], language: str
    ) -> None:
        page = open_page(browser, cast, site, size, language)
        for path in PAGES:
            page.goto(f"{site}/w/{cast.kuusi.workspace_id}/{path}")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size[0], path
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            serious = [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}]
            assert serious == [], path
        page.context.close()
