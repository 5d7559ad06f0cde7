"""Inviting one person by one link, making that link, and using it once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select, text, update

from tenants.clients.contacts import looks_like_address
from tenants.invitations.models import Invitation
from tenants.invitations.rules import VALID_FOR, hash_of, new_token
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import CollaborationId, FirmId, InvitationId, WorkspaceId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import msg
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, InvalidFields, NotFound, Problem

BY_HASH = text("select workspace_id, id, firm_id from invitation_by_hash(:hash)")
SEND = "send_invitation"
MAIL_ACTS = {"sent": "invitation_sent", "failed": "invitation_failed", "unknown": "invitation_unknown"}


class InvitationUsed(Conflict):
    """This invitation was used already. Sign in to go on."""


class InvitationOver(Conflict):
    """This invitation is no longer valid. Ask your accounting firm to send a new one."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an invitation is for."""

    email: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail: whether it went, to which address, and what the receiver's server said where it didn't."""

    mail: Literal["sent", "failed", "unknown"]
    email: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an invitation lies; found by its link before any scope is known."""

    workspace_id: WorkspaceId
    id: InvitationId
    firm_id: FirmId


def invite(
    workspace_id: WorkspaceId, firm_id: FirmId, collaboration_id: CollaborationId, who: Invited, *, now: datetime
) -> InvitationId:
    """Write an invitation and have it sent; its link is made when the mail is, and kept nowhere."""
    invitation = Invitation(
        workspace_id=workspace_id,
        firm_id=firm_id,
        collaboration_id=collaboration_id,
        email=who.email,
        name=who.name,
        language=who.language,
        hash=hash_of(new_token()),
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    db.session.add(invitation)
    db.session.flush()
    ids = {"workspace_id": str(workspace_id), "invitation_id": str(invitation.id)}
    after_commit(SEND, firm_id, scope_kind="firm", key=str(invitation.id), ids=ids)
    return InvitationId(invitation.id)


def renew_link(workspace_id: WorkspaceId, invitation_id: InvitationId) -> str:
    """Give an open invitation a new link and return its secret; the link before is void.

    Raises:
        InvitationOver: it was used or withdrawn.
    """
    token = new_token()
    renewed = db.session.execute(
        update(Invitation)
        .where(
            Invitation.workspace_id == workspace_id,
            Invitation.id == invitation_id,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(hash=hash_of(token))
        .returning(Invitation.id)
    )
    if renewed.one_or_none() is None:
        raise InvitationOver(invitation_id)
    return token


def send_again(actor: Actor, firm_id: FirmId, invitation_id: InvitationId, email: str, *, now: datetime) -> None:
    """Have an open or expired invitation sent anew, to the same or another address; it counts from today again.

    At most once a minute: a second click in the same minute asks for nothing more.

    Raises:
        NotFound: it isn't this firm's.
        InvalidFields: the address isn't one.
        InvitationUsed, InvitationOver: it was used, or withdrawn.
    """
    actor.must_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id)
    mine = (Invitation.firm_id == firm_id, Invitation.id == invitation_id)
    invitation = db.session.scalar(select(Invitation).where(*mine).with_for_update())
    if invitation is None:
        raise NotFound(invitation_id)
    if invitation.used_at is not None:
        raise InvitationUsed(invitation_id)
    if invitation.withdrawn_at is not None:
        raise InvitationOver(invitation_id)
    if not looks_like_address(email):
        raise InvalidFields([Problem("contact_email", msg("This isn't an e-mail address."))])
    before, invitation.email = invitation.email, email.strip().lower()
    invitation.expires_at = now + VALID_FOR
    ids = {"workspace_id": str(invitation.workspace_id), "invitation_id": str(invitation_id)}
    after_commit(SEND, firm_id, scope_kind="firm", key=f"{invitation_id}:{now:%Y-%m-%dT%H:%M}", ids=ids)
    about = About("invitation", invitation_id, before={"email": before}, after={"email": invitation.email})
    enter_in_firm(actor, "invitation_resent", about, in_=firm_id, now=now)


def record_mail(actor: Actor, firm_id: FirmId, invitation_id: InvitationId, outcome: Outcome, *, now: datetime) -> None:
    """Write what became of an invitation's mail, so that the firm sees it."""
    actor.must_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id)
    after = {"email": outcome.email, "reason": outcome.reason} if outcome.reason else {"email": outcome.email}
    about = About("invitation", invitation_id, after=after)
    enter_in_firm(actor, MAIL_ACTS[outcome.mail], about, in_=firm_id, now=now)


def find_place(token: str) -> Place:
    """Return where the invitation of a link lies.

    Raises:
        NotFound: no invitation has this link.
    """
    row = db.session.execute(BY_HASH, {"hash": hash_of(token)}).one_or_none()
    if row is None:
        raise NotFound
    return Place(WorkspaceId(row.workspace_id), InvitationId(row.id), FirmId(row.firm_id))


def use(place: Place, *, now: datetime) -> UUID:
    """Mark an invitation used, once, and return its collaboration; of a hundred at once, one succeeds.

    Raises:
        InvitationUsed: somebody was here before.
        InvitationOver: it is withdrawn or too old.
    """
    invitation = db.session.get_one(
        Invitation, (place.workspace_id, place.id), with_for_update=True, populate_existing=True
    )
    if invitation.used_at is not None:
        raise InvitationUsed(place.id)
    if invitation.withdrawn_at is not None or invitation.expires_at <= now:
        raise InvitationOver(place.id)
    invitation.used_at = now
    return invitation.collaboration_id
