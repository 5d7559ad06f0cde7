"""The page of a firm's people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from portal.web._design import Action, Field, Link, Option
from portal.web.people.words import FIRM_ROLES
from tenants.absences.queries import CoverRow, cover_rows
from tenants.firms.queries import FirmFacts, StaffRow, get_firm, staff_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """A firm's people and covers."""

    firm: FirmFacts
    staff: tuple[StaffEntry, ...]
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
    return PeoplePage(
        firm=get_firm(firm_id),
        staff=tuple(_staff(row, firm_id, manages=manages) for row in staff),
        covers=tuple(_cover(row, actor, firm_id, manages=manages) for row in cover_rows(firm_id, now=now)),
        away=tuple(row for row in staff if manages or row.user_id == actor.user_id),
        cover=Action(label=msg("Arrange the cover"), url=url_for("people.cover", firm_id=firm_id), weight="primary"),
        links=tuple(links),
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


def _cover(row: CoverRow, actor: Actor, firm_id: FirmId, *, manages: bool) -> CoverEntry:
    end = Action(label=msg("End now"), url=url_for("people.stop_cover", firm_id=firm_id, cover_id=row.id))
    return CoverEntry(row, end if manages or row.away_id == actor.user_id else None)
