"""Using an invitation to a firm's staff: as a new person, as one who is here already, or by the firm's own sign-in."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import text

from tenants.firms.actions import join_firm
from tenants.firms.queries import staff_rows
from tenants.identities.actions import link_identity
from tenants.identities.queries import person_known_as
from tenants.invitations.actions import InvitationOver
from tenants.invitations.rules import hash_of
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import Language, msg
from tenants.kernel.refusals import Conflict, InvalidFields, NotFound, Problem
from tenants.staffing.actions.inviting import open_one
from tenants.staffing.models import StaffInvitation
from tenants.users.actions import NewUser, add_user, set_password
from tenants.users.queries import find_person_by_email, get_person

BY_HASH = text("select firm_id, id from staff_invitation_by_hash(:hash)")


class AddressKnown(Conflict):
    """This e-mail address has an account already. Sign in with it, then open the invitation again."""


class AnotherAddress(Conflict):
    """Your firm's sign-in names another e-mail address than the one that was invited. Ask for an invitation to that."""


@dataclass(frozen=True, slots=True)
class StaffPlace:
    """Where an invitation lies; found by its link before any scope is known."""

    firm_id: FirmId
    id: UUID


@dataclass(frozen=True, slots=True)
class Known:
    """What a firm's provider calls a person."""

    issuer: str
    subject: str
    email: str


def find_staff_place(token: str) -> StaffPlace:
    """Return where the invitation of a link lies.

    Raises:
        NotFound: no invitation has this link.
    """
    row = db.session.execute(BY_HASH, {"hash": hash_of(token)}).one_or_none()
    if row is None:
        raise NotFound
    return StaffPlace(FirmId(row.firm_id), row.id)


def join_staff(place: StaffPlace, user_id: UserId, *, now: datetime) -> FirmId:
    """Use an invitation, once, and put a person who is signed in on the firm's staff.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
        AnotherAddress: it is for somebody else.
    """
    invitation = _still_open(place, now)
    person = get_person(user_id)
    if person.email != invitation.email:
        raise AnotherAddress
    _put_in_place(invitation, user_id, person.name, now)
    return place.firm_id


def join_staff_as_new(place: StaffPlace, new: NewUser, password: str, *, now: datetime) -> UserId:
    """Use an invitation to make a user with a password, who is on the firm's staff from now on.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
        AddressKnown: somebody signs in with this address already.
        InvalidFields: the name is missing, or the password is too weak.
    """
    invitation = _still_open(place, now)
    user_id = _new_person(invitation, new, None, now)
    set_password(user_id, password)
    _put_in_place(invitation, user_id, new.name.strip(), now)
    return user_id


def join_staff_by_provider(place: StaffPlace, user_id: UserId, known: Known, *, now: datetime) -> UserId:
    """Use an invitation to make a user, under an id chosen beforehand, who signs in by the firm's provider.

    One who was on the staff before, and is known by the same issuer and subject, comes back as who they were.

    Whoever comes has the link and what the provider vouches for, and is from then on known by issuer and subject
    alone (OpenID Connect Core, 5.7); the address only keeps a link that was passed on from counting.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
        AddressKnown: the address has an account, which only its owner links.
        AnotherAddress: the provider names another. LinkedElsewhere: its subject is somebody else here.
    """
    invitation = _still_open(place, now)
    if known.email.strip().lower() != invitation.email:
        raise AnotherAddress
    back = find_person_by_email(invitation.email)
    if back is not None:
        _put_in_place(invitation, back.id, back.name, now)
        if person_known_as(place.firm_id, known.issuer, known.subject) != back.id:
            raise AddressKnown
        return back.id
    new = NewUser(invitation.email, invitation.name, cast("Language", invitation.language))
    _new_person(invitation, new, user_id, now)
    _put_in_place(invitation, user_id, invitation.name, now)
    link_identity(user_id, place.firm_id, known.issuer, known.subject, now=now)
    return user_id


def _still_open(place: StaffPlace, now: datetime) -> StaffInvitation:
    """Return the invitation of a link that still counts: in time, and from somebody who may still invite so."""
    invitation = open_one(place.firm_id, place.id)
    roles = {row.user_id: row.role for row in staff_rows(place.firm_id)}
    may = {"owner"} if invitation.role == "owner" else {"owner", "manager"}
    if invitation.expires_at <= now or roles.get(UserId(invitation.invited_by)) not in may:
        raise InvitationOver(place.id)
    return invitation


def _new_person(invitation: StaffInvitation, new: NewUser, user_id: UserId | None, now: datetime) -> UserId:
    if not new.name.strip():
        raise InvalidFields([Problem("name", msg("Fill this in."))])
    if find_person_by_email(invitation.email) is not None:
        raise AddressKnown
    return add_user(new, user_id=user_id, now=now)


def _put_in_place(invitation: StaffInvitation, user_id: UserId, name: str, now: datetime) -> None:
    firm_id = FirmId(invitation.firm_id)
    join_firm(firm_id, user_id, invitation.role, now=now)
    invitation.used_at, invitation.used_by = now, user_id
    db.session.flush()
    # Only a name for the journal: whoever uses a link had no rights here until now.
    about = About("user", user_id, after={"role": invitation.role})
    enter_in_firm(Actor(user_id, name), "invitation_accepted", about, in_=firm_id, now=now)
