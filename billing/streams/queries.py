"""Reading the streams of a workspace."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import column, select, table

from billing.countries.reference_settings import USUAL_KIND, ReferenceKind, ReferenceSettings
from billing.streams.models import NumberSeries, Stream
from billing.streams.rules import printed_number
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import SeriesId, StreamId, WorkspaceId
from tenants.kernel.refusals import NotFound

# The seller's slice stands above this one (saving the seller opens the first stream), so its model isn't imported.
AGREEMENT = table("seller", column("workspace_id"), column("reference_kind"), column("reference_length"))


class NoSuchStream(NotFound):
    """There is no such stream here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFacts:
    """A stream and its number series; `next_printed` is the number that the next invoice gets."""

    id: StreamId
    workspace_id: WorkspaceId
    code: str
    name: str
    active: bool
    series_id: SeriesId
    prefix: str
    digits: int
    next_number: int

    @property
    def next_printed(self) -> str:
        """Return the number that the next invoice of the stream gets, if nobody takes one before."""
        return printed_number(self.prefix, self.digits, self.next_number)


FACTS = (
    select(Stream, NumberSeries.prefix, NumberSeries.digits, NumberSeries.next_number)
    .join(
        NumberSeries,
        (NumberSeries.workspace_id == Stream.workspace_id) & (NumberSeries.id == Stream.series_id),
    )
    .order_by(Stream.name, Stream.code)
)


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


def streams_beyond_first(workspace_id: WorkspaceId) -> tuple[StreamFacts, ...]:
    """Return the streams in use but the one opened first: what a plan without several streams doesn't run."""
    in_use = FACTS.where(Stream.workspace_id == workspace_id, Stream.active.is_(True))
    rows = db.session.execute(in_use.order_by(None).order_by(Stream.opened_at, NumberSeries.prefix))
    return tuple(_facts(row) for row in rows)[1:]


def is_beyond_first(workspace_id: WorkspaceId, stream_id: StreamId) -> bool:
    """Say whether a stream is one that only a plan with several streams runs."""
    return any(stream.id == stream_id for stream in streams_beyond_first(workspace_id))


def reference_settings(workspace_id: WorkspaceId, country: Country) -> ReferenceSettings:
    """Return how a workspace's payment references are built; as is usual in the country where nothing is saved yet."""
    query = select(AGREEMENT.c.reference_kind, AGREEMENT.c.reference_length)
    row = db.session.execute(query.where(AGREEMENT.c.workspace_id == workspace_id)).one_or_none()
    return ReferenceSettings(ReferenceKind(row[0]), row[1]) if row else ReferenceSettings(USUAL_KIND[country])


def _facts(row: Any) -> StreamFacts:
    stream: Stream = row.Stream
    return StreamFacts(
        id=StreamId(stream.id),
        workspace_id=WorkspaceId(stream.workspace_id),
        code=stream.code,
        name=stream.name,
        active=stream.active,
        series_id=SeriesId(stream.series_id),
        prefix=row.prefix,
        digits=row.digits,
        next_number=row.next_number,
    )
