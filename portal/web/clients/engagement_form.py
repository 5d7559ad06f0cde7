"""The form of an engagement: its name, what is done, from when to when, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flask import request

from portal.web._design import Field
from portal.web._design.fields import unplaced
from portal.web._design.words import Words
from portal.web.clients.fields import with_problems
from tenants.engagements.queries import EngagementRow
from tenants.engagements.rules import SERVICES, Terms
from tenants.firms.queries import StaffRow
from tenants.kernel.days import find_day
from tenants.kernel.ids import UserId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem


@dataclass(frozen=True, slots=True)
class Tick:
    """A person of the staff, or a service, to be ticked."""

    id: str
    name: Words
    ticked: bool


@dataclass(frozen=True, slots=True)
class EngagementForm:
    """An engagement: its name, its services, its days, and who works on it; `id` where it is there already."""

    name: Field
    days: tuple[Field, Field]
    services: tuple[Tick, ...]
    people: tuple[Tick, ...]
    people_error: Words
    others: tuple[Message, ...] = ()
    id: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return what a summary of errors lists."""
        errors = (self.people_error,) if self.people_error else ()
        return self.name, *self.days, Field(name="members", label=msg("Who does the work"), errors=errors)

    @property
    def is_wrong(self) -> bool:
        """Return whether something in it has to be changed."""
        return bool(self.others) or any(field.errors for field in self.fields)


def engagement_form(
    staff: Sequence[StaffRow], *, mine: str, problems: Sequence[Problem] = (), of: EngagementRow | None = None
) -> EngagementForm:
    """Return the form of a new engagement, or of one that is there; as posted where something was wrong in it."""
    posted = bool(problems)
    if posted:
        name, terms, ticked = request.form.get("engagement_name", ""), posted_terms(), _posted_people()
    elif of is not None:
        name, terms = of.name, Terms(of.services, of.starts_on, of.ends_on)
        ticked = {str(user_id) for user_id in of.member_ids}
    else:
        name, terms, ticked = "", Terms(("invoicing",)), {mine}
    wrong = next((problem.message for problem in problems if problem.field == "members"), "")
    name_field, first, last = with_problems([_name(name), *_days(terms)], problems)
    form = EngagementForm(
        name=name_field,
        days=(first, last),
        services=tuple(Tick(code, words, code in terms.services) for code, words in SERVICES.items()),
        people=tuple(Tick(str(row.user_id), row.name, str(row.user_id) in ticked) for row in staff),
        people_error=wrong,
        id=str(of.id) if of else "",
    )
    return replace(form, others=unplaced(problems, form.fields))


def posted_members() -> list[UserId]:
    """Return who was ticked; what isn't an id counts as a person who isn't there."""
    try:
        return [UserId(UUID(text)) for text in request.form.getlist("members")]
    except ValueError:
        return []


def posted_terms() -> Terms:
    """Return services and days as posted; a day that isn't one counts as left open."""
    form = request.form
    services = tuple(code for code in form.getlist("services") if code in SERVICES)
    return Terms(services, find_day(form.get("starts_on", "")), find_day(form.get("ends_on", "")))


def _posted_people() -> set[str]:
    return set(request.form.getlist("members"))


def _name(value: str) -> Field:
    return Field(
        name="engagement_name",
        label=msg("Name of the engagement"),
        value=value,
        hint=msg("For example Invoicing 2026."),
        required=True,
        maxlength=120,
    )


def _days(terms: Terms) -> tuple[Field, Field]:
    first, last = terms.starts_on, terms.ends_on
    return (
        Field(name="starts_on", label=msg("From"), kind="date", value=first.isoformat() if first else ""),
        Field(name="ends_on", label=msg("Until"), kind="date", value=last.isoformat() if last else ""),
    )
