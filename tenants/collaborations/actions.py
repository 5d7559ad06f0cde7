"""Starting a collaboration: the firm invites, the client's admin joins and accepts."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.actions import Offer, propose_agreement, start_agreement
from tenants.clients.models import Client
from tenants.collaborations.models import Collaboration
from tenants.companies.models import Company
from tenants.companies.queries import get_company, standing_of
from tenants.engagements.models import Engagement
from tenants.invitations.actions import Invited, Place, invite, use
from tenants.kernel.actor import Actor, FirmPermission, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import AgreementId, CollaborationId, CompanyId, EngagementId, FirmId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter, enter_in_firm
from tenants.kernel.language import Language, msg
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, InvalidFields, NotFound, Problem
from tenants.terms.actions import Consent, accept_terms
from tenants.users.actions import NewUser, add_user, set_password
from tenants.users.queries import find_person_by_email, get_person
from tenants.workspaces.actions import found_workspace, let_in
from tenants.workspaces.models import Workspace

TELL_ACCEPTED = "tell_accepted"


class WorkspaceThere(Conflict):
    """This company has a workspace already. Its admin has to let you in from there."""


class AddressKnown(Conflict):
    """This e-mail address has an account already. Sign in with it, then open the invitation again."""


class NothingToAccept(Conflict):
    """No collaboration waits for your acceptance."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A collaboration that was proposed, and the workspace it is about."""

    collaboration_id: CollaborationId
    workspace_id: WorkspaceId


def invite_client(actor: Actor, firm_id: FirmId, engagement_id: EngagementId, offer: Offer, *, now: datetime) -> Begun:
    """Propose a collaboration to a new client: workspace, agreement and invitation to the client's contact.

    Raises:
        NotFound: the engagement isn't this firm's.
        WorkspaceThere: the company is on the platform with a workspace; that is another way in.
        UnknownPlan, UnknownPayer: the offer isn't one that is made.
    """
    actor.must_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id)
    engagement = db.session.get(Engagement, (firm_id, engagement_id))
    if engagement is None:
        raise NotFound(engagement_id)
    client = db.session.get_one(Client, (firm_id, engagement.client_id))
    company = get_company(client.company_id)
    # Two firms, or two clicks, at once: the second waits here and finds the workspace of the first.
    db.session.execute(select(Company.id).where(Company.id == company.id).with_for_update())
    if standing_of(company.country, company.business_id).workspace_id is not None:
        raise WorkspaceThere(company.id)
    workspace_id = found_workspace(CompanyId(company.id), now=now)
    agreement_id = propose_agreement(workspace_id, firm_id, offer, country=company.country, now=now)
    collaboration_id = _write(actor, firm_id, engagement, (workspace_id, agreement_id), now)
    who = Invited(client.contact_email, client.contact_name, client.language)
    invite(workspace_id, firm_id, collaboration_id, who, now=now)
    after = {"company": company.name, "variant": offer.variant, "months": offer.months, "payer": offer.payer}
    enter_in_firm(actor, "client_invited", About("collaboration", collaboration_id, after=after), in_=firm_id, now=now)
    return Begun(collaboration_id, workspace_id)


def _write(
    actor: Actor, firm_id: FirmId, engagement: Engagement, under: tuple[WorkspaceId, AgreementId], now: datetime
) -> CollaborationId:
    workspace_id, agreement_id = under
    collaboration = Collaboration(
        workspace_id=workspace_id,
        firm_id=firm_id,
        engagement_id=engagement.id,
        agreement_id=agreement_id,
        state="invited",
        invited_by=cast("UserId", actor.user_id),
        invited_at=now,
    )
    db.session.add(collaboration)
    db.session.flush()
    return CollaborationId(collaboration.id)


def join(place: Place, user_id: UserId, *, now: datetime) -> WorkspaceId:
    """Use an invitation and make its person the workspace's admin; the terms are accepted in a step of its own.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
    """
    collaboration_id = use(place, now=now)
    _let_in_as_admin(place, user_id, collaboration_id, now)
    return place.workspace_id


def join_as_new(place: Place, new: NewUser, password: str, *, now: datetime) -> UserId:
    """Use an invitation to make a user with a password, who becomes the workspace's admin.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
        AddressKnown: somebody signs in with this address already.
        InvalidFields: the name is missing, or the password is too weak.
    """
    collaboration_id = use(place, now=now)
    if not new.name.strip():
        raise InvalidFields([Problem("name", msg("Fill this in."))])
    if find_person_by_email(new.email) is not None:
        raise AddressKnown
    user_id = add_user(new, now=now)
    set_password(user_id, password)
    _let_in_as_admin(place, user_id, collaboration_id, now)
    return user_id


def _let_in_as_admin(place: Place, user_id: UserId, collaboration_id: UUID, now: datetime) -> None:
    let_in(place.workspace_id, user_id, "admin", now=now)
    # Only a name for the journal: whoever uses a link had no rights here until now.
    person = Actor(user_id, get_person(user_id).name)
    about = About("collaboration", collaboration_id, after={"role": "admin"})
    enter(person, "invitation_accepted", about, in_=place.workspace_id, now=now)


def accept_collaboration(
    actor: Actor, workspace_id: WorkspaceId, consent: Consent, *, language: Language, now: datetime
) -> None:
    """Accept the terms in force and the proposed agreement; the collaboration turns active, from today.

    Raises:
        NothingToAccept: nothing is proposed.
        TermsChanged: the terms in force aren't those that were read.
    """
    actor.must(Permission.ACCEPT_TERMS, in_=workspace_id)
    collaboration = db.session.scalar(
        select(Collaboration)
        .where(Collaboration.workspace_id == workspace_id, Collaboration.state == "invited")
        .with_for_update()
    )
    if collaboration is None:
        raise NothingToAccept(workspace_id)
    accept_terms(actor, workspace_id, consent, language=language, now=now)
    workspace = db.session.get_one(Workspace, workspace_id)
    today = local_day(now, get_company(workspace.company_id).country)
    start_agreement(workspace_id, AgreementId(collaboration.agreement_id), on=today)
    collaboration.state = "active"
    collaboration.activated_at = now
    about = About("collaboration", collaboration.id, before={"state": "invited"}, after={"state": "active"})
    enter(actor, "collaboration_accepted", about, in_=workspace_id, now=now)
    after_commit(
        TELL_ACCEPTED, workspace_id, key=str(collaboration.id), ids={"collaboration_id": str(collaboration.id)}
    )
