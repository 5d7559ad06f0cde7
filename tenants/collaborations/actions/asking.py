"""Asking for a collaboration: by an invitation where nobody of the company is here yet, else by asking its admin."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.actions import Offer, UnknownPayer, propose_agreement
from tenants.clients.models import Client
from tenants.collaborations.models import Collaboration, HandOver
from tenants.collaborations.rules import OPEN, VALID_FOR
from tenants.companies.models import Company
from tenants.companies.queries import Badge, CompanyFacts, PlaceToAsk, get_company, place_to_ask, standing_of
from tenants.engagements.models import Engagement
from tenants.invitations.actions import Invited, invite
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import AgreementId, CollaborationId, EngagementId, FirmId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, NotFound
from tenants.workspaces.actions import found_workspace

ASK_ADMINS = "ask_admins"


class CollaborationThere(Conflict):
    """You work with this company already, or your request to it waits for an answer."""


class StandingChanged(Conflict):
    """What is known of this company has changed since you opened the page. Read it again, then go on."""


class NobodyToAsk(Conflict):
    """Nobody at this company can answer a request just now. The company has to name an admin first."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: how the company stood when it was decided, the offer, and who pays after a hand-over.

    A subscriber keeps variant, agreement and payer, so there is no offer; `payer_after` ("firm" or "client") says who
    pays from the day on which a firm that pays today no longer works there.
    """

    badge: Badge
    offer: Offer | None = None
    payer_after: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A collaboration that was proposed, and the workspace it is about."""

    collaboration_id: CollaborationId
    workspace_id: WorkspaceId


def invite_client(actor: Actor, firm_id: FirmId, engagement_id: EngagementId, offer: Offer, *, now: datetime) -> Begun:
    """Propose a collaboration to a company that is new here: books, agreement and invitation to the client's contact.

    Raises:
        NotFound, StandingChanged, CollaborationThere, UnknownPlan, UnknownPayer: see `ask_company`.
    """
    return ask_company(actor, firm_id, engagement_id, Proposal("new", offer), now=now)


def ask_company(
    actor: Actor, firm_id: FirmId, engagement_id: EngagementId, proposal: Proposal, *, now: datetime
) -> Begun:
    """Propose a collaboration the way that fits how the company stands; nothing is charged before it is accepted.

    Raises:
        NotFound: the engagement isn't this firm's.
        StandingChanged: the company no longer stands as it did when the proposal was made.
        CollaborationThere: the firm works there, or its request waits.
        NobodyToAsk: the company has books here, but no admin.
        UnknownPlan, UnknownPayer: the offer isn't one that is made.
    """
    actor.must_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id)
    engagement = db.session.get(Engagement, (firm_id, engagement_id))
    if engagement is None:
        raise NotFound(engagement_id)
    client = db.session.get_one(Client, (firm_id, engagement.client_id))
    company = get_company(client.company_id)
    # Two firms, or two clicks, at once: the second waits here and finds what the first has written.
    db.session.execute(select(Company.id).where(Company.id == company.id).with_for_update())
    place = place_to_ask(company.id)
    _refuse(firm_id, company, place, proposal)
    workspace_id = place.workspace_id if place else found_workspace(company.id, now=now)
    agreement_id = _agreement(workspace_id, firm_id, place, proposal, company=company, now=now)
    collaboration = _write(actor, engagement, (workspace_id, agreement_id), proposal.badge, now=now)
    begun = Begun(CollaborationId(collaboration.id), workspace_id)
    if proposal.badge == "new":
        who = Invited(client.contact_email, client.contact_name, client.language)
        invite(workspace_id, firm_id, begun.collaboration_id, who, now=now)
    else:
        _ask_admins(actor, firm_id, begun, proposal, now=now)
    _enter(actor, firm_id, begun, proposal, name=company.name, now=now)
    return begun


def _refuse(firm_id: FirmId, company: CompanyFacts, place: PlaceToAsk | None, proposal: Proposal) -> None:
    if place is not None and _has_open(firm_id, place.workspace_id):
        raise CollaborationThere(company.id)
    if standing_of(company.country, company.business_id).badge != proposal.badge:
        raise StandingChanged(company.id)
    if proposal.badge != "new" and (place is None or not place.has_admin):
        raise NobodyToAsk(company.id)


def _has_open(firm_id: FirmId, workspace_id: UUID) -> bool:
    mine = (Collaboration.workspace_id == workspace_id, Collaboration.firm_id == firm_id)
    return db.session.scalar(select(Collaboration.id).where(*mine, Collaboration.state.in_(OPEN))) is not None


def _agreement(
    workspace_id: WorkspaceId,
    firm_id: FirmId,
    place: PlaceToAsk | None,
    proposal: Proposal,
    *,
    company: CompanyFacts,
    now: datetime,
) -> AgreementId:
    """Return the agreement in force, which stays, or one that is proposed anew."""
    if proposal.badge == "subscribed":
        if proposal.payer_after not in {"firm", "client"}:
            raise UnknownPayer(proposal.payer_after)
        return cast("AgreementId", place.agreement_id if place else None)
    if proposal.offer is None:
        raise UnknownPayer
    return propose_agreement(workspace_id, firm_id, proposal.offer, country=company.country, now=now)


def _write(
    actor: Actor, engagement: Engagement, under: tuple[WorkspaceId, AgreementId], way: Badge, *, now: datetime
) -> Collaboration:
    workspace_id, agreement_id = under
    collaboration = Collaboration(
        workspace_id=workspace_id,
        firm_id=engagement.firm_id,
        engagement_id=engagement.id,
        agreement_id=agreement_id,
        state="invited",
        invited_by=cast("UserId", actor.user_id),
        invited_at=now,
        way=way,
        open_until=None if way == "new" else now + VALID_FOR,
    )
    db.session.add(collaboration)
    db.session.flush()
    return collaboration


def _ask_admins(actor: Actor, firm_id: FirmId, begun: Begun, proposal: Proposal, *, now: datetime) -> None:
    if proposal.badge == "subscribed":
        hand_over = HandOver(
            workspace_id=begun.workspace_id,
            firm_id=firm_id,
            collaboration_id=begun.collaboration_id,
            payer=proposal.payer_after,
            state="proposed",
            asked_by=cast("UserId", actor.user_id),
            asked_at=now,
        )
        db.session.add(hand_over)
        db.session.flush()
    ids = {"workspace_id": str(begun.workspace_id), "collaboration_id": str(begun.collaboration_id)}
    after_commit(ASK_ADMINS, firm_id, scope_kind="firm", key=str(begun.collaboration_id), ids=ids)


def _enter(actor: Actor, firm_id: FirmId, begun: Begun, proposal: Proposal, *, name: str, now: datetime) -> None:
    offer = proposal.offer
    after: dict[str, object] = {"company": name, "way": proposal.badge}
    if offer is not None:
        after |= {"variant": offer.variant, "months": offer.months, "payer": offer.payer}
    if proposal.payer_after:
        after["payer_after"] = proposal.payer_after
    act = "client_invited" if proposal.badge == "new" else "company_asked"
    enter_in_firm(actor, act, About("collaboration", begun.collaboration_id, after=after), in_=firm_id, now=now)
