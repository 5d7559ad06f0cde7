"""How a workspace's desk works, and the number prefixes of its authors."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from billing.desk.models import DeskSetting
from billing.desk.queries import author_rows, desk_terms
from billing.desk.rules.promise import DeskTerms
from billing.streams.actions import one_at_a_time, open_series
from billing.streams.models import NumberSeries
from billing.streams.rules import NewSeries
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import SeriesId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields, NotFound, Problem
from tenants.plans.capabilities import Capability


class HasPrefix(Conflict):
    """This author has a number series already; it can't be given another, since its numbers are printed."""


@dataclass(frozen=True, slots=True)
class DeskInput:
    """How the desk works, as typed: times as 15:00."""

    cut_off: str
    day_ends: str
    four_eyes: bool


def set_desk(actor: Actor, workspace_id: WorkspaceId, typed: DeskInput, *, now: datetime) -> None:
    """Keep how the desk works; what was promised before stays promised.

    Raises:
        InvalidFields: a time can't be read, or the day ends before its cut-off.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    terms = _read(typed)
    before = desk_terms(workspace_id)
    if before == terms:
        return
    values = {**asdict(terms), "changed_at": now}
    row = insert(DeskSetting).values(workspace_id=workspace_id, **values)
    db.session.execute(row.on_conflict_do_update("pk_desk_setting", set_=values))
    about = About("workspace", workspace_id, before=asdict(before), after=asdict(terms))
    enter(actor, "desk_changed", about, in_=workspace_id, now=now)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many digits the running number of an author's series has, and which one comes next."""

    digits: int
    next_number: int = 1


def give_prefix(
    actor: Actor, workspace_id: WorkspaceId, user_id: UserId, prefix: str, numbers: Numbers, *, now: datetime
) -> SeriesId:
    """Open a number series for one author alone, whose invoices it numbers from then on.

    Raises:
        NotFound: they are no author here.
        HasPrefix: they have a series already.
        InvalidFields: the prefix is taken or begins like another, makes no reference, or numbers of it exist already.
        NotAllowedNow: the plan has no authors.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    actor.must_have(Capability.AUTHORS, in_=workspace_id)
    one_at_a_time(workspace_id)
    author = next((row for row in author_rows(workspace_id) if row.user_id == user_id), None)
    if author is None:
        raise NotFound(user_id)
    if author.series_id is not None:
        raise HasPrefix(user_id)
    new = NewSeries(name=author.name, prefix=prefix.strip(), digits=numbers.digits, next_number=numbers.next_number)
    series_id = open_series(actor, workspace_id, new, now=now)
    series = select(NumberSeries.id).where(NumberSeries.workspace_id == workspace_id, NumberSeries.id == series_id)
    db.session.execute(update(NumberSeries).where(NumberSeries.id.in_(series)).values(author_id=user_id))
    about = About("series", series_id, after={"author": author.name, "prefix": new.prefix})
    enter(actor, "prefix_given", about, in_=workspace_id, now=now)
    return series_id


def _read(typed: DeskInput) -> DeskTerms:
    problems, times = [], {}
    for name in ("cut_off", "day_ends"):
        try:
            times[name] = datetime.strptime(getattr(typed, name).strip().replace(".", ":"), "%H:%M").time()  # noqa: DTZ007  of any day
        except ValueError:
            problems.append(Problem(name, msg("Write a time of day, such as 15:00.")))
    if not problems and times["day_ends"] <= times["cut_off"]:
        problems.append(Problem("day_ends", msg("The working day ends after the cut-off.")))
    if problems:
        raise InvalidFields(problems)
    return DeskTerms(times["cut_off"], times["day_ends"], typed.four_eyes)
