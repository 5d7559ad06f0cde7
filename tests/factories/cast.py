"""The cast: Alice of the firm and Bob of its client, and Charlie and Dora who are strangers to both.

They are put in their places by the product's own actions, so that a test starts where a person would be.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from uuid import UUID, uuid4

from factories.business_ids import orgnr, y_tunnus
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from portal.edge.transaction import transaction
from tenants.access.queries import actor_of, job_actor
from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient, add_client
from tenants.collaborations.actions import accept_collaboration, invite_client, join
from tenants.engagements.actions import add_engagement
from tenants.firms.actions import NewFirm, found_firm
from tenants.invitations.actions import find_place, renew_link
from tenants.invitations.models import Invitation
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import EngagementId, FirmId, InvitationId, UserId, WorkspaceId
from tenants.kernel.scope import Scope
from tenants.sessions.actions import prove_session, start_session
from tenants.terms.actions import Consent, Publication, publish
from tenants.terms.queries import BEFORE_INVOICING, terms_in_force
from tenants.users.actions import NewUser, add_user
from tenants.users.models import User
from tenants.users.queries import get_person
from tenants.users.rules import hash_password

PASSWORD = "correct horse battery staple"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the cast, by id; `actor()` asks anew what they may do, as every request does."""

    app: Flask
    user_id: UserId

    def actor(self) -> Actor:
        """Return the person as an actor with today's rights."""
        with transaction(scope=Scope()):
            return actor_of(get_person(self.user_id))

    @contextmanager
    def acting(self, *, in_: UUID | None = None, firm: UUID | None = None) -> Iterator[tuple[Actor, datetime]]:
        """Open a transaction in which the person acts; gives the actor and the moment."""
        actor = self.actor()
        with transaction(scope=actor.scope(acting=in_, firm=firm)) as now:
            yield actor, now

    def browser(self) -> FlaskClient:
        """Return a test client that is signed in as the person, with the second step done."""
        with transaction(scope=Scope()) as now:
            token = start_session(self.user_id, address="127.0.0.1", agent="test", now=now)
            db.session.flush()
            prove_session(token, now=now)
        client = self.app.test_client()
        client.set_cookie("samla", token)
        return client


@dataclass(frozen=True, slots=True)
class House:
    """A firm and one client of it with an active collaboration."""

    firm_id: FirmId
    workspace_id: WorkspaceId
    engagement_id: EngagementId


@dataclass(frozen=True, slots=True)
class Cast:
    """Alice (owner) works at Kuusi, Bob is admin of its client; Charlie works at Ek, Dora is admin of its client."""

    alice: Member
    bob: Member
    kuusi: House
    charlie: Member
    dora: Member
    ek: House

    def on(self, app: Flask) -> "Cast":
        """Return the same people at another application, whose database is a copy."""
        people = {name: replace(getattr(self, name), app=app) for name in ("alice", "bob", "charlie", "dora")}
        return replace(self, **people)


def make_cast(app: Flask) -> Cast:
    """Return the cast, each in their place."""
    publish_terms()
    alice, kuusi_firm = make_firm(
        app, NewFirm("FI", y_tunnus(2_611_111), "Tilitoimisto Kuusi Oy", "info@kuusi.example"), "Alice"
    )
    bob, kuusi = make_client(alice, kuusi_firm, "FI", y_tunnus(2_622_222), "Kuusi Keramiikka Oy", "Bob")
    charlie, ek_firm = make_firm(
        app, NewFirm("SE", orgnr(556_111_111), "Redovisningsbyrån Ek AB", "info@ek.example"), "Charlie"
    )
    dora, ek = make_client(charlie, ek_firm, "SE", orgnr(556_222_222), "Ekens Bageri AB", "Dora")
    return Cast(alice, bob, kuusi, charlie, dora, ek)


def publish_terms() -> None:
    """Publish short terms, in English."""
    with transaction(scope=Scope()):
        for kind in BEFORE_INVOICING:
            publish(Publication(kind, 1, "en", kind.replace("_", " ").capitalize(), "The text.", LONG_AGO))


def make_person(app: Flask, name: str) -> Member:
    """Return a user who can sign in with the tests' password."""
    with transaction(scope=Scope()) as now:
        user_id = add_user(NewUser(f"{name.lower()}@{name.lower()}.example", name, "en"), now=now)
        db.session.execute(update(User).where(User.id == user_id).values(password_hash=_hashed()))
    return Member(app, user_id)


@cache
def _hashed() -> str:
    """Return the tests' password as it is kept; making that takes a tenth of a second, on purpose."""
    return hash_password(PASSWORD)


def make_firm(app: Flask, new: NewFirm, owner: str) -> tuple[Member, FirmId]:
    """Found a firm with an owner."""
    person, firm_id = make_person(app, owner), uuid4()
    with transaction(scope=Scope(firms=(firm_id,), firm=firm_id)) as now:
        found_firm(firm_id, new, owner=person.user_id, now=now)
    return person, FirmId(firm_id)


def make_client(  # noqa: PLR0917  the six facts of a client
    staff: Member, firm_id: FirmId, country: str, business_id: str, name: str, admin: str
) -> tuple[Member, House]:
    """Add a client to a firm, invite it, and have its admin join and accept."""
    with staff.acting(firm=firm_id) as (actor, now):
        facts = NewClient(country, business_id, name, admin, f"{admin.lower()}@{admin.lower()}.example", "", "en")
        client_id = add_client(actor, firm_id, facts, now=now)
        engagement_id = add_engagement(actor, firm_id, client_id, "Invoicing 2026", [staff.user_id], now=now)
        begun = invite_client(actor, firm_id, engagement_id, Offer("pro", 12, "firm"), now=now)
        invitation = db.session.query(Invitation).filter_by(workspace_id=begun.workspace_id).one()
        token = renew_link(begun.workspace_id, InvitationId(invitation.id))
    person = make_person(staff.app, admin)
    accept(person, token)
    return person, House(firm_id, begun.workspace_id, engagement_id)


def accept(person: Member, token: str) -> None:
    """Have a person join by an invitation's link, and accept terms and agreement."""
    with transaction(scope=Scope()):
        place = find_place(token)
    guest = job_actor("workspace", place.workspace_id)
    with transaction(scope=guest.scope(acting=place.workspace_id)) as now:
        join(place, person.user_id, now=now)
    with person.acting(in_=place.workspace_id) as (actor, now):
        read = frozenset(text.sha256 for text in terms_in_force("en", now=now))
        consent = Consent(read, "signatory", "127.0.0.1")
        accept_collaboration(actor, place.workspace_id, consent, language="en", now=now)
