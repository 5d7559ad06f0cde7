"""Opening streams and number series, changing them, and switching streams off and on."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select, text

from billing.streams.models import NumberSeries, Stream
from billing.streams.queries import (
    NoSuchSeries,
    NoSuchStream,
    SeriesFacts,
    company_currency,
    find_stream,
    get_series,
    numbers_from,
    ready_count,
    reference_settings,
    series_rows,
    stream_rows,
)
from billing.streams.rules import (
    NewSeries,
    NewStream,
    StreamTerms,
    highest_place,
    name_problems,
    problems_of,
    series_problems,
    terms_problems,
    used_problems,
)
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import Country, local_day
from tenants.kernel.db import db
from tenants.kernel.ids import SeriesId, StreamId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.money import round_money, to_minor
from tenants.kernel.refusals import Conflict, InvalidFields, Problem
from tenants.plans.capabilities import Capability
from tenants.workspaces.queries import get_workspace

# Two who open a stream at once must not find the same prefix free: the second waits until the first is done.
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('streams of ' || :workspace, 0))")


class CodeTaken(Conflict):
    """There is a stream with that code already."""


class SeriesUsed(Conflict):
    """The series has given numbers already: its prefix, width and next number stay as they are, without a gap."""


class RequestsWait(Conflict):
    """Ready requests in the stream: %(count)s. They can't be run until it is switched on again."""

    def __init__(self, stream_id: StreamId, *, count: int) -> None:
        """Keep how many wait."""
        super().__init__(stream_id, count=count)
        self.count = count


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamCard:
    """What can be changed in a stream."""

    name: str
    series_id: SeriesId
    terms: StreamTerms


def open_stream(actor: Actor, workspace_id: WorkspaceId, new: NewStream, *, now: datetime) -> StreamId:
    """Open a stream, with a number series of its own unless it shares one that is there.

    Raises:
        NotAllowedNow: there is one, and the plan has no more.
        InvalidFields: something has to be changed, such as a prefix that is taken or begins like another of the
            company's, numbers that make no payment reference under the bank agreement, or that exist already.
        CodeTaken: there is a stream with that code.
        NoSuchSeries: the series to be shared isn't there.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    one_at_a_time(workspace_id)
    _must_have_room(actor, workspace_id)
    if find_stream(workspace_id, new.code) is not None:
        raise CodeTaken(new.code)
    country = get_workspace(workspace_id).country
    problems = problems_of(new, _prefixes(workspace_id), country, reference_settings(workspace_id, country))
    if not problems and new.series_id is None:
        problems = _used_problems(workspace_id, new.series, country, now)
    if problems:
        raise InvalidFields(problems)
    series_id = new.series_id and get_series(workspace_id, new.series_id).id
    stream = Stream(
        workspace_id=workspace_id,
        code=new.code,
        name=new.name.strip(),
        series_id=series_id or _written(workspace_id, new.series).id,
        active=True,
        opened_at=now,
        changed_at=now,
    )
    db.session.add(stream)
    db.session.flush()
    enter(actor, "stream_opened", About("stream", stream.id, after=asdict(new)), in_=workspace_id, now=now)
    return StreamId(stream.id)


def change_stream(
    actor: Actor, workspace_id: WorkspaceId, stream_id: StreamId, card: StreamCard, *, now: datetime
) -> None:
    """Keep a stream's name, series, term of payment and texts; invoices that were issued stay as they are.

    Raises:
        NoSuchStream, NoSuchSeries.
        InvalidFields: something has to be changed.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    stream = _locked(workspace_id, stream_id)
    if problems := [*name_problems(card.name), *terms_problems(card.terms)]:
        raise InvalidFields(problems)
    values = {
        "name": card.name.strip(),
        "series_id": get_series(workspace_id, card.series_id).id,
        "payment_days": card.terms.payment_days,
        "due_rule": card.terms.due_rule,
        "texts_above": _kept(card.terms.above),
        "texts_below": _kept(card.terms.below),
        "least_minor": _minor(workspace_id, card.terms.least),
        "sales_account": card.terms.sales_account,
        "price_list": card.terms.price_list or None,
        "vat": card.terms.vat,
    }
    _change(actor, "stream_changed", stream, values, now)


def _minor(workspace_id: WorkspaceId, least: Decimal | None) -> int | None:
    currency = company_currency(workspace_id)
    return None if least is None else to_minor(round_money(least, currency), currency)


def switch_off(
    actor: Actor, workspace_id: WorkspaceId, stream_id: StreamId, *, knowing: int = 0, now: datetime
) -> None:
    """Switch a stream off: nothing is fetched into it or run in it until it is switched on again.

    Raises:
        NoSuchStream.
        RequestsWait: more requests are ready in it than whoever asks knows of.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    stream = _locked(workspace_id, stream_id)
    waiting = ready_count(workspace_id, stream_id)
    if waiting > knowing:
        raise RequestsWait(stream_id, count=waiting)
    _change(actor, "stream_switched_off", stream, {"active": False}, now, ready=waiting)


def switch_on(actor: Actor, workspace_id: WorkspaceId, stream_id: StreamId, *, now: datetime) -> None:
    """Switch a stream on again.

    Raises:
        NoSuchStream.
        NotAllowedNow: another is in use, and the plan has no more than one.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    one_at_a_time(workspace_id)
    stream = _locked(workspace_id, stream_id)
    if not stream.active:
        _must_have_room(actor, workspace_id)
    _change(actor, "stream_switched_on", stream, {"active": True}, now)


def open_series(actor: Actor, workspace_id: WorkspaceId, new: NewSeries, *, now: datetime) -> SeriesId:
    """Open a number series that no stream uses yet.

    Raises:
        InvalidFields: something has to be changed, such as a prefix that begins like another of the company's, numbers
            that make no payment reference under the bank agreement, or that exist already.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    one_at_a_time(workspace_id)
    _judge(workspace_id, new, _prefixes(workspace_id), now)
    series = _written(workspace_id, new)
    enter(actor, "series_opened", About("series", series.id, after=asdict(new)), in_=workspace_id, now=now)
    return SeriesId(series.id)


def change_series(
    actor: Actor, workspace_id: WorkspaceId, series_id: SeriesId, new: NewSeries, *, now: datetime
) -> None:
    """Change a series before its first number; afterwards its name only, since anything else would leave a gap.

    Raises:
        NoSuchSeries.
        SeriesUsed: it has given numbers, and more than its name would change.
        InvalidFields: something has to be changed; also where the next number exists already.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    one_at_a_time(workspace_id)
    row = _locked_series(workspace_id, series_id)
    facts = get_series(workspace_id, series_id)
    values: dict[str, Any] = {"name": new.name.strip()}
    if not facts.used:
        _judge(workspace_id, new, (prefix for prefix in _prefixes(workspace_id) if prefix != facts.prefix), now)
        values |= {"prefix": new.prefix, "digits": new.digits, "yearly": new.yearly, "year": 0}
        values |= {"next_number": new.next_number, "first_number": new.next_number}
    elif _numbering(new) != _numbering(facts):
        raise SeriesUsed(series_id)
    elif problems := name_problems(new.name):
        raise InvalidFields(problems)
    _change(actor, "series_changed", row, values, now)


def _numbering(series: NewSeries | SeriesFacts) -> tuple[str, int, bool, int]:
    return series.prefix, series.digits, series.yearly, series.next_number


def one_at_a_time(workspace_id: WorkspaceId) -> None:
    """Have everybody else who opens or changes streams and series wait until this transaction ends."""
    db.session.execute(ONE_AT_A_TIME, {"workspace": str(workspace_id)})


def _must_have_room(actor: Actor, workspace_id: WorkspaceId) -> None:
    if any(stream.active for stream in stream_rows(workspace_id)):
        actor.must_have(Capability.SEVERAL_STREAMS, in_=workspace_id)


def _prefixes(workspace_id: WorkspaceId) -> tuple[str, ...]:
    return tuple(series.prefix for series in series_rows(workspace_id))


def _judge(workspace_id: WorkspaceId, new: NewSeries, prefixes: Any, now: datetime) -> None:
    country = get_workspace(workspace_id).country
    problems: list[Problem] = series_problems(new, prefixes, country, reference_settings(workspace_id, country))
    if problems := problems or _used_problems(workspace_id, new, country, now):
        raise InvalidFields(problems)


def _used_problems(workspace_id: WorkspaceId, new: NewSeries, country: Country, now: datetime) -> list[Problem]:
    year = local_day(now, country).year
    return used_problems(new, highest_place(numbers_from(workspace_id, new.prefix), new, year))


def _written(workspace_id: WorkspaceId, new: NewSeries) -> NumberSeries:
    values = {**asdict(new), "name": new.name.strip(), "first_number": new.next_number}
    series = NumberSeries(workspace_id=workspace_id, **values)
    db.session.add(series)
    db.session.flush()
    return series


def _kept(texts: Any) -> dict[str, str]:
    return {language: text.strip() for language, text in texts.items() if text.strip()}


def _locked(workspace_id: WorkspaceId, stream_id: StreamId) -> Stream:
    query = select(Stream).where(Stream.workspace_id == workspace_id, Stream.id == stream_id).with_for_update()
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NoSuchStream(stream_id)
    return found


def _locked_series(workspace_id: WorkspaceId, series_id: SeriesId) -> NumberSeries:
    """Return a series that nobody takes a number of until the transaction ends."""
    query = select(NumberSeries).where(NumberSeries.workspace_id == workspace_id, NumberSeries.id == series_id)
    found = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NoSuchSeries(series_id)
    return found


def _change(
    actor: Actor, act: str, row: Stream | NumberSeries, values: dict[str, Any], now: datetime, **said: int
) -> None:
    """Write what differs, and what it was before into the journal; nothing where nothing does."""
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    for name, value in after.items():
        setattr(row, name, value)
    if isinstance(row, Stream):
        row.changed_at = now
    db.session.flush()
    about = About("stream" if isinstance(row, Stream) else "series", row.id, before=before, after={**after, **said})
    enter(actor, act, about, in_=WorkspaceId(row.workspace_id), now=now)
