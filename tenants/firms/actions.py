"""Founding a firm on the platform, and taking people on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from tenants.companies.actions import ensure_company
from tenants.firms.models import Firm, FirmMembership
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.refusals import Conflict, Forbidden, Invalid, NotFound

ROLES = frozenset({"owner", "manager", "accountant", "assistant", "auditor"})


class FirmThere(Conflict):
    """A firm with this business id is here already."""


class UnknownRole(Invalid):
    """There is no such role."""


class OwnersOnly(Forbidden):
    """Only an owner of the firm decides who its owners are."""


class LastOwner(Conflict):
    """A firm needs an owner. Make somebody else owner first."""


@dataclass(frozen=True, slots=True)
class NewFirm:
    """What a firm is founded with."""

    country: Country
    business_id: str
    name: str
    email: str


def found_firm(firm_id: UUID, new: NewFirm, *, owner: UserId, now: datetime) -> FirmId:
    """Write a firm with its first owner; done by whoever runs the installation, in that firm's scope.

    Raises:
        FirmThere: its company is a firm already, which can't be seen from here.
    """
    company_id = ensure_company(new.country, new.business_id, new.name, now=now)
    row = {"id": firm_id, "company_id": company_id, "email": new.email.lower(), "created_at": now}
    once = insert(Firm).values(**row).on_conflict_do_nothing(constraint="uq_firm_company_id").returning(Firm.id)
    if db.session.scalar(once) is None:
        raise FirmThere
    db.session.add(FirmMembership(firm_id=firm_id, user_id=owner, role="owner", created_at=now))
    return FirmId(firm_id)


def take_on(actor: Actor, firm_id: FirmId, user_id: UserId, role: str, *, now: datetime) -> None:
    """Make a user one of the firm's staff, or change their role.

    Raises:
        UnknownRole: the role isn't one of a firm's.
        OwnersOnly: only an owner makes somebody an owner, or changes one.
        LastOwner: it would leave the firm without an owner.
    """
    actor.must_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm_id)
    if role not in ROLES:
        raise UnknownRole(role)
    _guard_owners(actor, firm_id, user_id, role)
    join_firm(firm_id, user_id, role, now=now)
    enter_in_firm(actor, "person_taken_on", About("user", user_id, after={"role": role}), in_=firm_id, now=now)


def join_firm(firm_id: FirmId, user_id: UserId, role: str, *, now: datetime) -> None:
    """Write that a user is on a firm's staff; whoever calls it has made sure that somebody there wants that."""
    row = {"firm_id": firm_id, "user_id": user_id, "role": role, "created_at": now, "ended_at": None}
    statement = insert(FirmMembership).values(**row)
    again = {"role": role, "ended_at": None}
    db.session.execute(statement.on_conflict_do_update("pk_firm_membership", set_=again))


def let_go(actor: Actor, firm_id: FirmId, user_id: UserId, *, now: datetime) -> None:
    """End somebody's work at a firm; from their next request on they reach nothing of it.

    Raises:
        NotFound: they aren't on its staff.
        OwnersOnly: they are an owner, and the actor isn't.
        LastOwner: nobody would be left to own the firm.
    """
    actor.must_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm_id)
    _guard_owners(actor, firm_id, user_id, None)
    theirs = (FirmMembership.firm_id == firm_id, FirmMembership.user_id == user_id, FirmMembership.ended_at.is_(None))
    ended = db.session.execute(
        update(FirmMembership).where(*theirs).values(ended_at=now).returning(FirmMembership.role)
    )
    role = ended.scalar_one_or_none()
    if role is None:
        raise NotFound(user_id)
    enter_in_firm(actor, "person_let_go", About("user", user_id, before={"role": role}), in_=firm_id, now=now)


def _guard_owners(actor: Actor, firm_id: FirmId, user_id: UserId, role: str | None) -> None:
    """Refuse what would change an owner by another's hand, or leave none."""
    active = select(FirmMembership).where(FirmMembership.firm_id == firm_id, FirmMembership.ended_at.is_(None))
    owners = {row.user_id for row in db.session.scalars(active.where(FirmMembership.role == "owner").with_for_update())}
    if (user_id in owners) == (role == "owner"):
        return
    if actor.user_id not in owners:
        raise OwnersOnly(user_id)
    if owners == {user_id}:
        raise LastOwner(firm_id)
