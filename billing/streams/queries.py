"""Reading the streams and number series of a workspace."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Integer, Text, Uuid, column, func, literal_column, select, table

from billing.countries.reference_settings import USUAL_KIND, ReferenceKind, ReferenceSettings
from billing.streams.models import NumberSeries, Stream
from billing.streams.rules import DueRule, StreamTerms, printed_number
from tenants.kernel.country import CURRENCIES, Country
from tenants.kernel.db import db
from tenants.kernel.ids import SeriesId, StreamId, WorkspaceId
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import NotFound
from tenants.workspaces.queries import get_workspace

# The seller's, requests' and invoices' slices stand above this one, so their models aren't imported.
AGREEMENT = table(
    "seller", column("workspace_id"), column("reference_kind"), column("reference_length"), column("currency", Text)
)
REQUEST = table("billing_request", column("workspace_id", Uuid), column("stream_id", Uuid), column("state", Text))
INVOICE = table(
    "invoice", column("workspace_id", Uuid), column("series_id", Uuid), column("number", Text), column("taken_back_at")
)


class NoSuchStream(NotFound):
    """There is no such stream here."""


class NoSuchSeries(NotFound):
    """There is no such number series here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFacts:
    """A number series; `year` is the one it has come to, 0 where it doesn't begin anew each year or hasn't begun."""

    id: SeriesId
    name: str
    prefix: str
    digits: int
    next_number: int
    first_number: int
    yearly: bool
    year: int
    used: bool

    def next_printed(self, on: date) -> str:
        """Return the number that an invoice of that day would get, if nobody takes one before."""
        return next_printed(self, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFacts:
    """A stream, what it says and asks of its invoices, and its number series."""

    id: StreamId
    workspace_id: WorkspaceId
    code: str
    name: str
    active: bool
    terms: StreamTerms
    series_id: SeriesId
    series_name: str
    prefix: str
    digits: int
    next_number: int
    yearly: bool
    year: int

    def next_printed(self, on: date) -> str:
        """Return the number that an invoice of that day would get, if nobody takes one before."""
        return next_printed(self, on)


FACTS = (
    select(Stream, NumberSeries)
    .join(
        NumberSeries,
        (NumberSeries.workspace_id == Stream.workspace_id) & (NumberSeries.id == Stream.series_id),
    )
    .order_by(Stream.name, Stream.code)
)


def next_printed(series: SeriesFacts | StreamFacts, on: date) -> str:
    """Return the number that an invoice of a day would get; in a new year a yearly series begins at 1."""
    year = max(series.year, on.year) if series.yearly else None
    begun = not series.yearly or series.year in {0, year}
    return printed_number(series.prefix, series.digits, series.next_number if begun else 1, year)


def stream_rows(workspace_id: WorkspaceId) -> tuple[StreamFacts, ...]:
    """Return the streams of a workspace by name."""
    return tuple(_facts(row) for row in db.session.execute(FACTS.where(Stream.workspace_id == workspace_id)))


def find_stream(workspace_id: WorkspaceId, code: str) -> StreamFacts | None:
    """Return a stream by its code, or None."""
    row = db.session.execute(FACTS.where(Stream.workspace_id == workspace_id, Stream.code == code)).one_or_none()
    return None if row is None else _facts(row)


def get_stream(workspace_id: WorkspaceId, stream_id: StreamId) -> StreamFacts:
    """Return a stream.

    Raises:
        NoSuchStream: the workspace has none by that id.
    """
    row = db.session.execute(FACTS.where(Stream.workspace_id == workspace_id, Stream.id == stream_id)).one_or_none()
    if row is None:
        raise NoSuchStream(stream_id)
    return _facts(row)


def stream_name(workspace_id: WorkspaceId, stream_id: StreamId) -> str:
    """Return what a stream is called; also to an author, who sees no series but their own.

    Raises:
        NoSuchStream: the workspace has none by that id.
    """
    name = db.session.scalar(select(Stream.name).where(Stream.workspace_id == workspace_id, Stream.id == stream_id))
    if name is None:
        raise NoSuchStream(stream_id)
    return name


def series_rows(workspace_id: WorkspaceId) -> tuple[SeriesFacts, ...]:
    """Return the number series of a workspace by prefix, also those that no stream uses."""
    used = select(INVOICE.c.series_id).where(
        INVOICE.c.workspace_id == NumberSeries.workspace_id, INVOICE.c.series_id == NumberSeries.id
    )
    query = select(NumberSeries, used.exists()).where(NumberSeries.workspace_id == workspace_id)
    rows = db.session.execute(query.order_by(NumberSeries.prefix))
    return tuple(_series(series, used=used) for series, used in rows)


def get_series(workspace_id: WorkspaceId, series_id: SeriesId) -> SeriesFacts:
    """Return a number series.

    Raises:
        NoSuchSeries: the workspace has none by that id.
    """
    found = next((row for row in series_rows(workspace_id) if row.id == series_id), None)
    if found is None:
        raise NoSuchSeries(series_id)
    return found


def find_series_of(workspace_id: WorkspaceId, author_id: UUID) -> SeriesId | None:
    """Return the series that numbers one author's invoices alone, or None."""
    own = (NumberSeries.workspace_id == workspace_id, NumberSeries.author_id == author_id)
    found = db.session.scalar(select(NumberSeries.id).where(*own))
    return SeriesId(found) if found else None


def ready_count(workspace_id: WorkspaceId, stream_id: StreamId) -> int:
    """Return how many requests of a stream are ready to be invoiced."""
    query = select(func.count()).select_from(REQUEST)
    query = query.where(REQUEST.c.workspace_id == workspace_id, REQUEST.c.stream_id == stream_id)
    return db.session.scalar(query.where(REQUEST.c.state == "ready")) or 0


def numbers_from(workspace_id: WorkspaceId, prefix: str) -> tuple[str, ...]:
    """Return the highest printed numbers that begin with a prefix, of whatever series; a few are enough to go above."""
    number = INVOICE.c.number
    # As in `stands`, which is above this slice.
    stands = INVOICE.c.taken_back_at.is_(None).cast(Integer) != literal_column("0")
    ours = (INVOICE.c.workspace_id == workspace_id, stands)
    query = select(number).where(*ours, number >= prefix, number < f"{prefix}:")
    return tuple(db.session.scalars(query.order_by(func.length(number).desc(), number.desc()).limit(1000)))


def streams_beyond_first(workspace_id: WorkspaceId) -> tuple[StreamFacts, ...]:
    """Return the streams in use but the one opened first: what a plan without several streams doesn't run."""
    in_use = FACTS.where(Stream.workspace_id == workspace_id, Stream.active.is_(True))
    rows = db.session.execute(in_use.order_by(None).order_by(Stream.opened_at, NumberSeries.prefix, Stream.code))
    return tuple(_facts(row) for row in rows)[1:]


def is_beyond_first(workspace_id: WorkspaceId, stream_id: StreamId) -> bool:
    """Say whether a stream is one that only a plan with several streams runs."""
    return any(stream.id == stream_id for stream in streams_beyond_first(workspace_id))


def reference_settings(workspace_id: WorkspaceId, country: Country) -> ReferenceSettings:
    """Return how a workspace's payment references are built; as is usual in the country where nothing is saved yet."""
    query = select(AGREEMENT.c.reference_kind, AGREEMENT.c.reference_length)
    row = db.session.execute(query.where(AGREEMENT.c.workspace_id == workspace_id)).one_or_none()
    return ReferenceSettings(ReferenceKind(row[0]), row[1]) if row else ReferenceSettings(USUAL_KIND[country])


def terms_of(stream: Stream) -> StreamTerms:
    """Return what a stream says and asks of its invoices."""
    return StreamTerms(
        payment_days=stream.payment_days,
        due_rule=cast("DueRule", stream.due_rule),
        above=cast("Any", stream.texts_above),
        below=cast("Any", stream.texts_below),
        sales_account=stream.sales_account,
        price_list=stream.price_list or "",
        vat=stream.vat,
        least=None
        if stream.least_minor is None
        else from_minor(stream.least_minor, company_currency(WorkspaceId(stream.workspace_id))),
    )


def company_currency(workspace_id: WorkspaceId) -> str:
    """Return the currency that a company invoices in, its country's until it has said so."""
    query = select(AGREEMENT.c.currency).where(AGREEMENT.c.workspace_id == workspace_id)
    return db.session.scalar(query) or CURRENCIES[get_workspace(workspace_id).country]


def _facts(row: Any) -> StreamFacts:
    stream, series = cast("Stream", row.Stream), cast("NumberSeries", row.NumberSeries)
    return StreamFacts(
        id=StreamId(stream.id),
        workspace_id=WorkspaceId(stream.workspace_id),
        code=stream.code,
        name=stream.name,
        active=stream.active,
        terms=terms_of(stream),
        series_id=SeriesId(stream.series_id),
        series_name=series.name,
        prefix=series.prefix,
        digits=series.digits,
        next_number=series.next_number,
        yearly=series.yearly,
        year=series.year,
    )


def _series(row: NumberSeries, *, used: bool) -> SeriesFacts:
    return SeriesFacts(
        id=SeriesId(row.id),
        name=row.name,
        prefix=row.prefix,
        digits=row.digits,
        next_number=row.next_number,
        first_number=row.first_number,
        yearly=row.yearly,
        year=row.year,
        used=used,
    )
