"""The client's answer to a request: accepted by its admin, or declined with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.actions import start_agreement
from tenants.agreements.models import Agreement
from tenants.agreements.rules import RUNS
from tenants.collaborations.actions.handing_over import carry_out, drop
from tenants.collaborations.models import Collaboration
from tenants.collaborations.noting import note_running
from tenants.collaborations.rules import LONGEST_REASON
from tenants.companies.queries import get_company
from tenants.invitations.actions import Place, use
from tenants.invitations.models import Invitation
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import AgreementId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Language
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict
from tenants.terms.actions import Consent, accept_terms
from tenants.workspaces.models import Workspace

TELL_ACCEPTED, TELL_DECLINED = "tell_accepted", "tell_declined"


class NothingToAccept(Conflict):
    """No collaboration waits for your acceptance."""


class RequestExpired(Conflict):
    """This request has run out. Ask the accounting firm to send it again."""


class NothingInForce(Conflict):
    """The plan that this request counted on has ended. Ask the accounting firm to send a new request."""


@dataclass(frozen=True, slots=True)
class Declined:
    """A no: why, in the client's words, which the firm reads."""

    reason: str

    @property
    def kept(self) -> str:
        """Return the reason as it is kept: without blanks around it, at most 1,000 characters."""
        return self.reason.strip()[:LONGEST_REASON]


def accept_collaboration(
    actor: Actor,
    workspace_id: WorkspaceId,
    consent: Consent,
    *,
    language: Language,
    now: datetime,
    collaboration_id: UUID | None = None,
) -> None:
    """Accept a request and the terms in force; the collaboration turns active, from today.

    An agreement in force stays as it is, whatever was proposed: nothing is paid twice. Without one, the proposed
    agreement starts today. With no request named, the newest one is meant.

    Raises:
        NothingToAccept: nothing waits.
        RequestExpired: it waited for too long.
        NothingInForce: it was about an agreement that has ended.
        TermsChanged: the terms in force aren't those that were read.
    """
    actor.must(Permission.ACCEPT_TERMS, in_=workspace_id)
    collaboration = _waiting(workspace_id, collaboration_id)
    if collaboration.open_until is not None and collaboration.open_until <= now:
        raise RequestExpired(collaboration.id)
    accepted = accept_terms(actor, workspace_id, consent, language=language, now=now)
    _settle_agreement(workspace_id, collaboration, now)
    collaboration.state = "active"
    collaboration.activated_at = now
    db.session.flush()
    note_running(workspace_id, accepted.record_id, collaboration.id)
    carry_out(actor, collaboration, now=now)
    about = About("collaboration", collaboration.id, before={"state": "invited"}, after={"state": "active"})
    enter(actor, "collaboration_accepted", about, in_=workspace_id, now=now)
    after_commit(TELL_ACCEPTED, workspace_id, key=str(collaboration.id), ids=_ids(collaboration))


def decline_collaboration(
    actor: Actor, workspace_id: WorkspaceId, collaboration_id: UUID, declined: Declined, *, now: datetime
) -> None:
    """Say no to a request, as the company's admin; the firm is told the reason and may ask again.

    Raises:
        NothingToAccept: the request was answered or withdrawn.
    """
    actor.must(Permission.ACCEPT_TERMS, in_=workspace_id)
    _decline(actor, _waiting(workspace_id, collaboration_id), declined, now)


def decline_by_link(place: Place, declined: Declined, *, now: datetime) -> None:
    """Say no to an invitation, as whoever holds its link; the link is used up, and nobody becomes anything.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
    """
    collaboration_id = use(place, now=now)
    invitation = db.session.get_one(Invitation, (place.workspace_id, place.id))
    person = Actor(None, invitation.name)
    _decline(person, _waiting(place.workspace_id, collaboration_id), declined, now)


def _waiting(workspace_id: WorkspaceId, collaboration_id: UUID | None) -> Collaboration:
    waiting = (
        select(Collaboration)
        .where(Collaboration.workspace_id == workspace_id, Collaboration.state == "invited")
        .order_by(Collaboration.invited_at.desc())
        .limit(1)
        .with_for_update()
    )
    if collaboration_id is not None:
        waiting = waiting.where(Collaboration.id == collaboration_id)
    collaboration = db.session.scalar(waiting.execution_options(populate_existing=True))
    if collaboration is None:
        raise NothingToAccept(workspace_id)
    return collaboration


def _settle_agreement(workspace_id: WorkspaceId, collaboration: Collaboration, now: datetime) -> None:
    running = db.session.scalar(
        select(Agreement).where(Agreement.workspace_id == workspace_id, Agreement.state.in_(RUNS)).with_for_update()
    )
    proposed = db.session.get_one(Agreement, (workspace_id, collaboration.agreement_id))
    if running is not None:
        if proposed.state == "proposed":
            proposed.state = "lapsed"
        collaboration.agreement_id = running.id
        return
    if proposed.state != "proposed":
        raise NothingInForce(proposed.id)
    workspace = db.session.get_one(Workspace, workspace_id)
    today = local_day(now, get_company(workspace.company_id).country)
    start_agreement(workspace_id, AgreementId(proposed.id), on=today, now=now)


def _decline(actor: Actor, collaboration: Collaboration, declined: Declined, now: datetime) -> None:
    workspace_id = WorkspaceId(collaboration.workspace_id)
    collaboration.state, collaboration.reason = "declined", declined.kept
    collaboration.settled_at, collaboration.settled_by = now, actor.user_id
    agreement = db.session.get_one(Agreement, (workspace_id, collaboration.agreement_id))
    if agreement.state == "proposed":
        agreement.state = "lapsed"
    drop(collaboration)
    about = About(
        "collaboration",
        collaboration.id,
        before={"state": "invited"},
        after={"state": "declined", "reason": declined.kept},
    )
    enter(actor, "collaboration_declined", about, in_=workspace_id, now=now)
    after_commit(TELL_DECLINED, workspace_id, key=str(collaboration.id), ids=_ids(collaboration))


def _ids(collaboration: Collaboration) -> dict[str, str]:
    return {"collaboration_id": str(collaboration.id)}
