"""Every page that no other test goes over in a browser: nothing serious for axe in light and dark, fit for a phone.

The list is the application's own: a new page is opened here, or named below with the reason why it isn't.
"""

from collections.abc import Iterator

import pytest
from factories.cast import Cast, Member
from factories.furnished import Furnished, furnish
from factories.invited import invite_one
from factories.looking import Visitor, serve, signed_in
from factories.recruits import recruit
from flask import Flask
from playwright.sync_api import Browser

from portal.auth.gate import Who, entrance_of
from portal.edge.transaction import transaction
from tenants.kernel.actor import Permission
from tenants.kernel.scope import Scope
from tenants.sessions.actions import start_session

# Opened and gone over by tests of their own.
ELSEWHERE = {
    *("today.today", "today.waiting", "search.search", "home.home", "invoices.invoices", "invoices.invoice"),
    *("sending.sending", "sending.attention", "settings.settings", "settings.streams", "audit.audit"),
    *("requests.requests", "requests.import_form_page", "requests.imported", "requests.billing_request"),
    *("customers.customers", "customers.new", "customers.card", "runs.runs", "runs.run"),
    *("clients.clients", "clients.new", "clients.sent", "clients.import_form", "clients.contacts"),
    *("clients.engagement", "clients.collaboration"),
    *("terms.terms", "terms.mandate", "terms.plans", "approvals.approvals"),
}
# No pages: files, parts of pages, signs of life, what only leads on; and two that open behind a mail's link only.
NO_PAGES = {
    "articles.export",
    *("clients.record", "diligence.file", "invoices.pdf", "invoices.xml", "portfolio.export", "questions.file"),
    *("audit.numbers_csv", "audit.numbers_pdf"),
    *("requests.attached", "invoices.attached", "written.attached"),
    *("requests.source_file", "runs.invoices_csv", "runs.summary_pdf", "runs.summary_table"),
    *("sending.printing_pdf", "settings.logo", "settings.preview", "terms.file", "written.preview"),
    *("customers.export", "design.asset", "health.alive", "health.ready", "sign_in.set_up_code"),
    *("requests.beside", "runs.progress", "desk.together_progress", "switcher.switcher"),
    *("diligence.of_place", "invitation.opened", "sign_in.answered", "sign_in.at_firm"),
    *("sign_in.join_opened", "sign_in.join_elsewhere", "sign_in.join", "invitation.invitation"),
}


@pytest.fixture
def house(app: Flask, cast: Cast) -> Furnished:
    return furnish(cast, app, drawn=False)[0]


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    with serve(app) as url:
        yield url


def half_signed_in(person: Member) -> str:
    """Return the session of a person who hasn't given the second step."""
    with transaction(scope=Scope()) as now:
        return start_session(person.user_id, address="127.0.0.1", agent="test", now=now)


class TestEveryPage:
    def test_is_fit_for_everybody(self, app: Flask, cast: Cast, house: Furnished, browser: Browser, site: str) -> None:
        tokens = {Who.HALF: half_signed_in(cast.dora), Who.ANYONE: ""}
        staff, admin = signed_in(cast.alice), signed_in(cast.bob)
        visitor, opened = Visitor(browser, site), set()
        for rule in app.url_map.iter_rules():
            entrance = entrance_of(app, rule.endpoint)
            if "GET" not in (rule.methods or ()) or rule.endpoint in ELSEWHERE | NO_PAGES or rule.endpoint in opened:
                continue
            assert entrance is not None
            opened.add(rule.endpoint)
            is_clients = "workspace_id" in rule.arguments and entrance.permission is not Permission.CHECK_WRITTEN
            usual = admin if is_clients else staff
            for url in house.urls(rule):
                visitor.visit(tokens.get(entrance.who, usual), url)
        visitor.visit("", f"/invitation/{invite_one(cast).token}")
        visitor.visit("", f"/staff/{recruit(cast, 'vilma@virta.example').token}")
        visitor.close()
        assert visitor.wrong == []
        assert {"agreement.change", "portfolio.clients", "diligence.rule", "people.people"} <= opened
