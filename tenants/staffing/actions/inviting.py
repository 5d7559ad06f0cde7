"""Inviting a person to a firm's staff, sending the link again, and withdrawing it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update

from tenants.clients.contacts import looks_like_address
from tenants.firms.actions import ROLES, OwnersOnly
from tenants.firms.queries import staff_rows
from tenants.invitations.actions import InvitationOver, InvitationUsed, Outcome
from tenants.invitations.rules import VALID_FOR, hash_of, new_token
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import Language, msg
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Forbidden, InvalidFields, NotFound, Problem
from tenants.staffing.models import StaffInvitation

SEND = "send_staff_invitation"
LONGEST_NAME = 200
MAIL_ACTS = {"sent": "invitation_sent", "failed": "invitation_failed", "unknown": "invitation_unknown"}


class AlreadyInvited(Conflict):
    """This address has an invitation that waits. Send that one again."""


@dataclass(frozen=True, slots=True)
class Recruit:
    """Whom a firm wants on its staff, and in which role; the mail is in their language."""

    email: str
    name: str
    role: str
    language: Language


def invite_to_staff(actor: Actor, firm_id: FirmId, who: Recruit, *, now: datetime) -> UUID:
    """Invite a person to a firm's staff; the link is made when its mail is, and kept nowhere.

    Raises:
        InvalidFields: something is missing, or the person is on the staff.
        OwnersOnly: only an owner invites another owner.
        AlreadyInvited: the address has an invitation that nobody used.
    """
    actor.must_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm_id)
    email = who.email.strip().lower()
    staff = staff_rows(firm_id)
    if problems := _problems(who, email, {row.email for row in staff}):
        raise InvalidFields(problems)
    if who.role == "owner" and actor.user_id not in {row.user_id for row in staff if row.role == "owner"}:
        raise OwnersOnly(email)
    if actor.user_id is None:
        raise Forbidden
    _refuse_second(firm_id, email)
    invitation = StaffInvitation(
        firm_id=firm_id,
        id=uuid4(),
        email=email,
        name=" ".join(who.name.split()),
        language=who.language,
        role=who.role,
        hash=hash_of(new_token()),
        mail="queued",
        invited_by=actor.user_id,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    db.session.add(invitation)
    db.session.flush()
    _have_it_sent(firm_id, invitation.id, key=str(invitation.id))
    about = About("staff_invitation", invitation.id, after={"email": email, "role": who.role})
    enter_in_firm(actor, "staff_invited", about, in_=firm_id, now=now)
    return invitation.id


def send_again(actor: Actor, firm_id: FirmId, invitation_id: UUID, *, now: datetime) -> None:
    """Have an invitation sent anew, under a new link that counts for 14 days from now; at most once a minute.

    Raises:
        NotFound: it isn't this firm's. InvitationUsed, InvitationOver: it was used, or withdrawn.
    """
    actor.must_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm_id)
    invitation = open_one(firm_id, invitation_id)
    invitation.expires_at, invitation.mail = now + VALID_FOR, "queued"
    _have_it_sent(firm_id, invitation_id, key=f"{invitation_id}:{now:%Y-%m-%dT%H:%M}")
    about = About("staff_invitation", invitation_id, after={"email": invitation.email})
    enter_in_firm(actor, "invitation_resent", about, in_=firm_id, now=now)


def withdraw(actor: Actor, firm_id: FirmId, invitation_id: UUID, *, now: datetime) -> None:
    """Withdraw an invitation; its link is void from now on.

    Raises:
        NotFound: it isn't this firm's. InvitationUsed, InvitationOver: it was used, or withdrawn.
    """
    actor.must_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm_id)
    invitation = open_one(firm_id, invitation_id)
    invitation.withdrawn_at = now
    about = About("staff_invitation", invitation_id, before={"email": invitation.email})
    enter_in_firm(actor, "staff_invitation_withdrawn", about, in_=firm_id, now=now)


def renew_link(firm_id: FirmId, invitation_id: UUID) -> str:
    """Give an open invitation a new link and return its secret; the link before is void.

    Raises:
        InvitationOver: it was used or withdrawn.
    """
    token = new_token()
    waits = (StaffInvitation.used_at.is_(None), StaffInvitation.withdrawn_at.is_(None))
    mine = (StaffInvitation.firm_id == firm_id, StaffInvitation.id == invitation_id)
    renewed = update(StaffInvitation).where(*mine, *waits).values(hash=hash_of(token)).returning(StaffInvitation.id)
    if db.session.scalar(renewed) is None:
        raise InvitationOver(invitation_id)
    return token


def record_mail(actor: Actor, firm_id: FirmId, invitation_id: UUID, outcome: Outcome, *, now: datetime) -> None:
    """Write what became of an invitation's mail, so that the firm sees it."""
    actor.must_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm_id)
    mine = (StaffInvitation.firm_id == firm_id, StaffInvitation.id == invitation_id)
    db.session.execute(update(StaffInvitation).where(*mine).values(mail=outcome.mail))
    after = {"email": outcome.email, "reason": outcome.reason} if outcome.reason else {"email": outcome.email}
    about = About("staff_invitation", invitation_id, after=after)
    enter_in_firm(actor, MAIL_ACTS[outcome.mail], about, in_=firm_id, now=now)


def open_one(firm_id: FirmId, invitation_id: UUID) -> StaffInvitation:
    """Return an invitation that was neither used nor withdrawn, locked; of a hundred at once, each waits for its turn.

    Raises:
        NotFound: it isn't this firm's. InvitationUsed, InvitationOver: it was used, or withdrawn.
    """
    mine = (StaffInvitation.firm_id == firm_id, StaffInvitation.id == invitation_id)
    query = select(StaffInvitation).where(*mine).with_for_update().execution_options(populate_existing=True)
    invitation = db.session.scalars(query).one_or_none()
    if invitation is None:
        raise NotFound(invitation_id)
    if invitation.used_at is not None:
        raise InvitationUsed(invitation_id)
    if invitation.withdrawn_at is not None:
        raise InvitationOver(invitation_id)
    return invitation


def _refuse_second(firm_id: FirmId, email: str) -> None:
    mine = (StaffInvitation.firm_id == firm_id, StaffInvitation.email == email)
    waits = (StaffInvitation.used_at.is_(None), StaffInvitation.withdrawn_at.is_(None))
    if db.session.scalar(select(StaffInvitation.id).where(*mine, *waits).limit(1)) is not None:
        raise AlreadyInvited(email)


def _have_it_sent(firm_id: FirmId, invitation_id: UUID, *, key: str) -> None:
    after_commit(SEND, firm_id, scope_kind="firm", key=key, ids={"invitation_id": str(invitation_id)})


def _problems(who: Recruit, email: str, known: set[str]) -> list[Problem]:
    problems = []
    if not who.name.strip() or len(who.name) > LONGEST_NAME:
        problems.append(Problem("name", msg("Fill this in.")))
    if not looks_like_address(email):
        problems.append(Problem("email", msg("This isn't an e-mail address.")))
    if email in known:
        problems.append(Problem("email", msg("This person is on the staff already.")))
    if who.role not in ROLES:
        problems.append(Problem("role", msg("Choose a role.")))
    return problems
