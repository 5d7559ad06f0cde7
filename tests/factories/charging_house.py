"""The platform that charges plans, and subscribers whose agreements begin on a chosen day."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID

from factories.business_ids import norwegian, orgnr, y_tunnus
from factories.cast import Member, make_firm, make_person
from factories.ready import make_seller
from flask import Flask

from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.sweeping import ask_for_the_day
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.agreements.actions import Offer, propose_agreement, start_agreement
from tenants.clients.models import Client
from tenants.collaborations.models import Collaboration
from tenants.companies.actions import ensure_company
from tenants.engagements.models import Engagement, EngagementMember
from tenants.firms.actions import NewFirm
from tenants.kernel.country import USUAL_LANGUAGE, Country, local_day
from tenants.kernel.db import db
from tenants.kernel.ids import AgreementId, CollaborationId, FirmId, UserId, WorkspaceId
from tenants.kernel.outbox.tasks import sweep
from tenants.kernel.scope import Scope
from tenants.workspaces.actions import found_workspace, let_in
from tenants.workspaces.own_books import open_own_books, run_platform

_places = count(1)


def business_id(country: Country) -> str:
    """Return an invented business id of a country that no other client has."""
    place = next(_places)
    if country == "FI":
        return y_tunnus()
    if country == "DK":
        return _cvr(place)
    return orgnr(556_300_000 + place) if country == "SE" else norwegian(91_100_000 + 10 * place)


def _cvr(place: int) -> str:
    """Return a CVR number: eight digits whose weighted sum is a multiple of eleven."""
    numbers = (number for number in count(20_000_000 + 100 * place) if _weighed(number) % 11 == 0)
    return str(next(numbers))


def _weighed(number: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(str(number), (2, 7, 6, 5, 4, 3, 2, 1), strict=True))


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A client with an agreement in force, under a running collaboration with a firm."""

    workspace_id: WorkspaceId
    agreement_id: AgreementId
    collaboration_id: CollaborationId
    admin: Member


def make_platform(app: Flask) -> tuple[Member, WorkspaceId]:
    """Have a firm of its own run the installation, with its books open and its settings saved."""
    petra, firm_id = make_firm(app, NewFirm("FI", y_tunnus(2_699_999), "Alusta Oy", "info@alusta.example"), "Petra")
    with petra.acting(firm=firm_id) as (actor, now):
        workspace_id = open_own_books(actor, firm_id, now=now)
    with transaction(scope=Scope(firms=(firm_id,), firm=firm_id)):
        run_platform(firm_id, workspace_id)
    make_seller(workspace_id)
    return petra, workspace_id


def subscribe(  # noqa: PLR0917  the six facts of a subscriber
    app: Flask, firm_id: FirmId, staff: UserId, country: Country, name: str, offer: Offer
) -> Subscriber:
    """Write a client of a firm, with an admin, whose agreement begins today."""
    with transaction(scope=Scope(firms=(firm_id,), firm=firm_id)) as now:
        company_id = ensure_company(country, business_id(country), name, now=now)
        workspace_id = found_workspace(company_id, now=now)
        engagement_id = _engagement(firm_id, company_id, staff, country, now)
    admin = make_person(app, name.replace(" ", ""))
    actor = job_actor("workspace", workspace_id)
    with transaction(scope=actor.scope(acting=workspace_id)) as now:
        let_in(workspace_id, admin.user_id, "admin", now=now)
        agreement_id = propose_agreement(workspace_id, firm_id, offer, country=country, now=now)
        collaboration = Collaboration(
            workspace_id=workspace_id,
            firm_id=firm_id,
            engagement_id=engagement_id,
            agreement_id=agreement_id,
            state="active",
            invited_by=staff,
            invited_at=now,
            activated_at=now,
        )
        db.session.add(collaboration)
        db.session.flush()
        start_agreement(workspace_id, agreement_id, on=local_day(now, country), now=now)
        collaboration_id = CollaborationId(collaboration.id)
    return Subscriber(workspace_id, agreement_id, collaboration_id, admin)


def _engagement(firm_id: FirmId, company_id: UUID, staff: UserId, country: Country, now: datetime) -> UUID:
    contact = {"contact_name": "Maija", "contact_email": "maija@client.example", "contact_phone": ""}
    client = Client(firm_id=firm_id, company_id=company_id, **contact, language=USUAL_LANGUAGE[country], created_at=now)
    db.session.add(client)
    db.session.flush()
    engagement = Engagement(firm_id=firm_id, client_id=client.id, name="Invoicing", created_at=now)
    db.session.add(engagement)
    db.session.flush()
    db.session.add(EngagementMember(firm_id=firm_id, engagement_id=engagement.id, user_id=staff))
    db.session.flush()
    return engagement.id


def live_through(app: Flask, kinds: frozenset[str] = frozenset({"attend_agreement", "charge_plan"})) -> int:
    """Do what the scheduler asks for, as the workers would, of some kinds until nothing is left; returns how much."""
    ask_for_the_day(app)
    done = 0
    while True:
        with app.app_context(), transaction(scope=Scope()):
            bells = [bell for bell in sweep(at_most_per_scope=100) if bell.kind in kinds]
        if not bells:
            return done
        for bell in bells:
            perform_in(app, HANDLERS, bell.scope_kind, bell.scope_id, bell.task_id)
            done += 1
