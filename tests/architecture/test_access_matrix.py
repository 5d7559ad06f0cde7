"""Every route, every role, every relation: let in, refused, hidden, or sent to the door; and no byte of a stranger's.

The rows below are written by hand and not read from `tenants/access/rules`, so that a slip there is seen here. The file
`routes.txt` names every route with what it asks for: a route that isn't in it, or asks for something else, fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from factories.books import Books
from factories.cast import Cast, Member, make_person
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from portal.auth.gate import Entrance, Who, entrance_of
from portal.edge.clock import real_clock, set_clock
from portal.edge.errors import status_of
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.engagements.models import EngagementMember
from tenants.firms.actions import take_on
from tenants.kernel.actor import FirmPermission, Permission
from tenants.kernel.db import db
from tenants.kernel.refusals import Refusal
from tenants.workspaces.actions import let_in
from tests.architecture.test_routes import address

LISTED = Path(__file__).with_name("routes.txt")
LET_IN, REFUSED, HIDDEN, TO_THE_DOOR = 299, 403, 404, 302
CANARY = "Kanarialintu Oy"

FIRMS = ("owner", "manager", "accountant", "assistant", "auditor")
COMPANYS = ("admin", "editor", "viewer", "author")
OUTSIDE = ("colleague not on the engagement", "stranger of a firm", "stranger of a company")
EVERYBODY = (*FIRMS, *COMPANYS, *OUTSIDE)

WORKERS = "owner manager accountant assistant admin editor"
RUNNERS = "owner manager accountant assistant admin"
LEADERS = "owner manager accountant admin"
READERS = "owner manager accountant assistant auditor admin editor viewer author"
IN_BOOKS = {
    "see_workspace": READERS,
    "see_invoices": READERS,
    "see_questions": READERS,
    "ask": f"{WORKERS} viewer author",
    "edit_customers": WORKERS,
    "edit_articles": WORKERS,
    "import_requests": WORKERS,
    "edit_requests": WORKERS,
    "write_invoices": f"{WORKERS} author",
    "check_written": "owner manager accountant assistant",
    "run_invoicing": RUNNERS,
    "credit_invoices": RUNNERS,
    "send_documents": RUNNERS,
    "send_reminders": "",  # the cast gave no mandate to remind
    "order_collection": "",
    "see_audit": f"{RUNNERS} auditor",
    "edit_settings": LEADERS,
    "manage_agreement": "owner manager admin",
    "export_books": "owner manager admin",
    "manage_members": "admin",
    "accept_terms": "admin",
}
IN_FIRM = {
    "see_firm": "owner manager accountant assistant auditor colleague",
    "edit_clients": "owner manager accountant colleague",
    "invite_clients": "owner manager accountant colleague",
    "manage_people": "owner manager",
    "see_records": "owner manager auditor",
    "open_books": "owner manager",
    "edit_firm": "owner manager",
    "set_sign_in": "owner",
}
# What must be asked for anew before it is done: bank accounts, roles, mandates, and the ways to sign in.
PROVEN_ANEW = {
    "settings.save", "settings.add_agreement", "settings.keep_agreement", "approvals.accept",
    "people.give_role", "people.remove", "people.give_member_role", "people.remove_member",
    "people.invite", "people.resend_invitation", "people.withdraw_invitation",
    "people.name_provider", "people.forget_provider",
    "account.add_passkey", "account.remove_passkey", "account.keep_app", "account.remove_app", "account.new_codes",
    "sign_in.link", "sign_in.unlink",
}  # fmt: skip


def asked(entrance: Entrance) -> str:
    """Return what a route asks for, as `routes.txt` says it."""
    permission = entrance.permission or entrance.firm_permission
    return f"{entrance.who.value} {permission.value}" if permission else entrance.who.value


def expected(entrance: Entrance, role: str) -> int:
    """Return what somebody in a role is answered, by the rows above."""
    if entrance.who in {Who.PUBLIC, Who.ANYONE, Who.HALF, Who.PERSON}:
        return LET_IN
    is_firms = role in FIRMS or role == OUTSIDE[0]
    if entrance.who is Who.STAFF:
        return LET_IN if is_firms or role == "stranger of a firm" else HIDDEN
    if entrance.firm_permission is not None:
        allowed = IN_FIRM[entrance.firm_permission.value].split()
        return (LET_IN if role.split(maxsplit=1)[0] in allowed else REFUSED) if is_firms else HIDDEN
    assert entrance.permission is not None
    if role in OUTSIDE:
        return HIDDEN
    return LET_IN if role in IN_BOOKS[entrance.permission.value].split() else REFUSED


@dataclass(frozen=True, slots=True)
class Everybody:
    """The application and a browser for each role."""

    app: Flask
    cast: Cast
    browsers: dict[str, FlaskClient]

    def routes(self) -> Iterator[tuple[Rule, str, Entrance]]:
        """Yield every route with each of its methods, and what it asks for."""
        for rule in self.app.url_map.iter_rules():
            entrance = entrance_of(self.app, rule.endpoint)
            assert entrance is not None, rule.endpoint
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method, entrance

    def url(self, rule: Rule) -> str:
        """Return a route's address in Kuusi's books."""
        return address(rule, self.cast.kuusi.workspace_id, self.cast.kuusi.firm_id)


@pytest.fixture
def everybody(app: Flask, cast: Cast) -> Everybody:
    """Give each role a person with a browser in which they proved themselves just now."""
    app.config["WTF_CSRF_ENABLED"] = False  # it stands before the gate, and is proved elsewhere
    people = {"owner": cast.alice, "admin": cast.bob}
    people |= {"stranger of a firm": cast.charlie, "stranger of a company": cast.dora}
    for role in ("manager", "accountant", "assistant", "auditor", OUTSIDE[0]):
        people[role] = hired(app, cast, role)
    for role in ("editor", "viewer", "author"):
        people[role] = make_person(app, role)
        job = job_actor("workspace", cast.kuusi.workspace_id)
        with transaction(scope=job.scope(acting=cast.kuusi.workspace_id)) as now:
            let_in(cast.kuusi.workspace_id, people[role].user_id, role, now=now)
    return Everybody(app, cast, {role: people[role].browser() for role in EVERYBODY})


def hired(app: Flask, cast: Cast, role: str) -> Member:
    """Take somebody on at Kuusi, on the client's engagement unless they are the one who isn't."""
    is_on, firm_id = role != OUTSIDE[0], cast.kuusi.firm_id
    person = make_person(app, role.replace(" ", "-"))
    with cast.alice.acting(firm=firm_id) as (actor, now):
        take_on(actor, firm_id, person.user_id, role if is_on else "accountant", now=now)
        if is_on:
            place = {"firm_id": firm_id, "engagement_id": cast.kuusi.engagement_id}
            db.session.add(EngagementMember(**place, user_id=person.user_id))
    return person


def stop_behind_the_gate(app: Flask) -> None:
    """Have what the gate lets in answered at once, and refusals without a page: so that the gate alone is asked."""
    app.before_request_funcs[None].append(lambda: Response(status=LET_IN))
    app.error_handler_spec[None][None][Refusal] = lambda refusal: Response(status=status_of(refusal))


class TestList:
    """The list of routes, and the rows."""

    def test_names_every_route_with_what_it_asks_for(self, app: Flask) -> None:
        found = {
            f"{method:4} {rule.rule}  {rule.endpoint}  {asked(entrance)}"
            for rule, method, entrance in Everybody(app, None, {}).routes()  # type: ignore[arg-type]  # no people needed
        }
        listed = set(LISTED.read_text("utf-8").splitlines())
        assert sorted(found - listed) == [], "put these into routes.txt, once they are right"
        assert sorted(listed - found) == [], "these are gone"

    def test_has_a_row_for_every_permission(self) -> None:
        assert set(IN_BOOKS) == set(Permission)
        assert set(IN_FIRM) == set(FirmPermission)


class TestMatrix:
    """Route x role x relation."""

    def test_lets_in_refuses_and_hides_as_the_rows_say(self, everybody: Everybody) -> None:
        stop_behind_the_gate(everybody.app)
        wrong, asked_for = [], 0
        for rule, method, entrance in everybody.routes():
            url = everybody.url(rule)
            for role, browser in everybody.browsers.items():
                answer, wanted = browser.open(url, method=method), expected(entrance, role)
                asked_for += 1
                if answer.status_code != wanted:
                    wrong.append(f"{role}: {method} {rule.rule} answered {answer.status_code}, not {wanted}")
        assert wrong == []
        assert asked_for > 1000

    def test_sends_who_is_not_signed_in_to_the_door(self, everybody: Everybody) -> None:
        stop_behind_the_gate(everybody.app)
        nobody = everybody.app.test_client()
        for rule, method, entrance in everybody.routes():
            answer = nobody.open(everybody.url(rule), method=method)
            is_open = entrance.who in {Who.PUBLIC, Who.ANYONE}
            assert answer.status_code == (LET_IN if is_open else TO_THE_DOOR), rule.rule
            assert is_open or answer.headers["Location"].startswith("/sign-in"), rule.rule

    def test_asks_anew_before_what_matters_most_and_nothing_else(self, everybody: Everybody) -> None:
        stop_behind_the_gate(everybody.app)
        set_clock(everybody.app, lambda: real_clock() + timedelta(minutes=11))
        asking = set()
        for rule, method, entrance in everybody.routes():
            role = "admin" if rule.rule.startswith("/w/") else "owner"
            if method != "GET" and expected(entrance, role) == LET_IN:
                answer = everybody.browsers[role].open(everybody.url(rule), method=method)
                assert answer.status_code in {LET_IN, REFUSED}, rule.rule
                asking |= {rule.endpoint} if answer.status_code == REFUSED else set()
        assert asking >= PROVEN_ANEW
        assert {permission_of(everybody, endpoint) for endpoint in asking - PROVEN_ANEW} <= ALWAYS


class TestCanary:
    """What a stranger is really answered to what would change something; test_downloads.py reads all that is read."""

    @pytest.mark.parametrize("role", OUTSIDE)
    def test_shows_no_byte_of_foreign_books(self, everybody: Everybody, role: str) -> None:
        books = Books(everybody.cast.alice, everybody.cast.kuusi.workspace_id)
        customer = books.customer(CANARY)
        books.request("invalid", customer=customer, customer_name=CANARY)
        books.delivery(books.invoice(customer), "failed")
        names = [CANARY] if role == OUTSIDE[0] else [CANARY, "Kuusi", "alice@", "bob@"]
        for rule, method, _entrance in everybody.routes():
            if method == "GET" or rule.endpoint in {"sign_in.sign_out", "account.end_others"}:
                continue
            body = everybody.browsers[role].open(everybody.url(rule), method=method).get_data()
            assert [name for name in names if name.encode() in body] == [], (method, rule.rule)


ALWAYS = {"accept_terms", "manage_members", "manage_people", "set_sign_in"}


def permission_of(everybody: Everybody, endpoint: str) -> str:
    """Return the permission that a route asks for."""
    entrance = entrance_of(everybody.app, endpoint)
    assert entrance is not None
    permission = entrance.permission or entrance.firm_permission
    return permission.value if permission else endpoint
