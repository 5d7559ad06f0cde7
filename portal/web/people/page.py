"""The page of a firm's people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for

from portal.auth.gate import current_actor
from portal.edge import clock
from portal.web._design import Action, Field, Link, Option
from portal.web._design.fields import unplaced
from portal.web._design.states import Tone
from portal.web.roles import FIRM_ROLES
from tenants.absences.queries import CoverRow, cover_rows
from tenants.firms.queries import FirmFacts, StaffRow, get_firm, staff_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem
from tenants.staffing.queries import StaffInvitationFacts, waiting_invitations

EXPIRED: tuple[str, Message, Tone] = ("clock", msg("Ran out"), "warn")
LOOKS: Mapping[str, tuple[str, Message, Tone]] = {
    "queued": ("clock", msg("The mail is on its way"), "info"),
    "sent": ("send", msg("Waits for an answer"), "info"),
    "failed": ("cross", msg("The mail couldn't be delivered"), "bad"),
    "unknown": ("alert", msg("Whether the mail arrived isn't known"), "warn"),
}


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """One of the staff, with what may be done."""

    row: StaffRow
    role_url: str
    roles: tuple[Option, ...]
    remove: Action | None


@dataclass(frozen=True, slots=True)
class CoverEntry:
    """A cover, and the way to end it."""

    row: CoverRow
    end: Action | None


@dataclass(frozen=True, slots=True)
class InvitedEntry:
    """Somebody who is invited and hasn't come yet, how that stands, and what may be done."""

    facts: StaffInvitationFacts
    role: Message
    look: tuple[str, Message, Tone]
    resend: Action | None
    withdraw: Action | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """A firm's people, those it has invited, and covers; `invite` is for whom may invite."""

    firm: FirmFacts
    staff: tuple[StaffEntry, ...]
    invited: tuple[InvitedEntry, ...]
    invite: Action | None
    covers: tuple[CoverEntry, ...]
    away: tuple[StaffRow, ...]
    cover: Action
    links: tuple[Link, ...]


def people_page(actor: Actor, firm_id: FirmId, *, now: datetime) -> PeoplePage:
    """Return the page as a person may see and use it."""
    staff = staff_rows(firm_id)
    manages = actor.may_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm_id)
    links = [Link(msg("Who may do what"), url_for("help.roles"))]
    if actor.may_in_firm(FirmPermission.SET_SIGN_IN, in_=firm_id):
        links.append(Link(msg("The firm's sign-in"), url_for("people.provider", firm_id=firm_id)))
    invite = Action(label=msg("Invite"), url=url_for("people.invite", firm_id=firm_id), weight="primary")
    return PeoplePage(
        firm=get_firm(firm_id),
        invited=tuple(_invited(facts, manages=manages) for facts in waiting_invitations(firm_id, now=now)),
        invite=invite if manages else None,
        staff=tuple(_staff(row, firm_id, manages=manages) for row in staff),
        covers=tuple(_cover(row, actor, firm_id, manages=manages) for row in cover_rows(firm_id, now=now)),
        away=tuple(row for row in staff if manages or row.user_id == actor.user_id),
        cover=Action(label=msg("Arrange the cover"), url=url_for("people.cover", firm_id=firm_id), weight="primary"),
        links=tuple(links),
    )


def show_people(firm_id: UUID, *, cover: Sequence[Problem] = (), invite: Sequence[Problem] = ()) -> str:
    """Return the page, with what is wrong in either of its forms as it was typed."""
    actor = current_actor()
    page = people_page(actor, FirmId(firm_id), now=clock.now())
    fields = cover_fields(page, request.form, cover)
    recruit = invite_fields(page, actor.user_id, request.form, invite) if page.invite else ()
    return render_template(
        "people/people.html",
        page=page,
        fields=fields,
        others=unplaced(cover, fields),
        recruit=recruit,
        recruit_others=unplaced(invite, recruit),
        roles=FIRM_ROLES,
    )


def invite_fields(
    page: PeoplePage, user_id: UserId | None, typed: Mapping[str, str], problems: Iterable[Problem]
) -> tuple[Field, ...]:
    """Return the form that invites, as empty or as typed; only an owner is offered to invite another."""
    wrong = {problem.field: (problem.message,) for problem in problems}
    owns = any(entry.row.user_id == user_id and entry.row.role == "owner" for entry in page.staff)
    roles = tuple(Option(role, words) for role, words in FIRM_ROLES.items() if owns or role != "owner")
    fields = (
        Field(name="name", label=msg("Name"), required=True, maxlength=200, autocomplete="off"),
        Field(name="email", label=msg("E-mail"), kind="email", required=True, maxlength=254, autocomplete="off"),
        Field(name="role", label=msg("Role"), kind="select", options=roles, required=True, value="accountant"),
    )
    return tuple(
        replace(field, value=typed.get(field.name, field.value), errors=wrong.get(field.name, ())) for field in fields
    )


def cover_fields(page: PeoplePage, typed: Mapping[str, str], problems: Iterable[Problem]) -> tuple[Field, ...]:
    """Return the form that arranges a cover, as empty or as typed."""
    wrong = {problem.field: (problem.message,) for problem in problems}
    away = tuple(Option(str(row.user_id), row.name) for row in page.away)
    everybody = tuple(Option(str(entry.row.user_id), entry.row.name) for entry in page.staff)
    labels = (
        ("away", msg("Who is away"), away),
        ("stand_in", msg("Who stands in"), everybody),
        ("first_day", msg("First day"), ()),
        ("last_day", msg("Last day"), ()),
    )
    return tuple(
        Field(
            name=name,
            label=label,
            kind="select" if options else "date",
            options=options,
            value=typed.get(name, ""),
            errors=wrong.get(name, ()),
            required=True,
        )
        for name, label, options in labels
    )


def _staff(row: StaffRow, firm_id: FirmId, *, manages: bool) -> StaffEntry:
    remove = Action(
        label=msg("Let go"),
        url=url_for("people.remove", firm_id=firm_id, user_id=row.user_id),
        confirm=msg("%(name)s reaches nothing of the firm from now on.", name=row.name),
    )
    roles = tuple(Option(role, words) for role, words in FIRM_ROLES.items()) if manages else ()
    role_url = url_for("people.give_role", firm_id=firm_id, user_id=row.user_id)
    return StaffEntry(row, role_url, roles, remove if manages else None)


def _invited(facts: StaffInvitationFacts, *, manages: bool) -> InvitedEntry:
    place: dict[str, Any] = {"firm_id": facts.firm_id, "invitation_id": facts.id}
    resend = Action(label=msg("Send again"), url=url_for("people.resend_invitation", **place))
    withdraw = Action(
        label=msg("Withdraw"),
        url=url_for("people.withdraw_invitation", **place),
        confirm=msg("The link that %(name)s got no longer works.", name=facts.name),
    )
    look = EXPIRED if facts.state == "expired" else LOOKS[facts.mail]
    role = FIRM_ROLES[facts.role]
    return InvitedEntry(facts, role, look, resend if manages else None, withdraw if manages else None)


def _cover(row: CoverRow, actor: Actor, firm_id: FirmId, *, manages: bool) -> CoverEntry:
    end = Action(label=msg("End now"), url=url_for("people.stop_cover", firm_id=firm_id, cover_id=row.id))
    return CoverEntry(row, end if manages or row.away_id == actor.user_id else None)
