"""What a list of open receivables would bring, before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Text, any_, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from billing.customers.queries import customers_by_number
from billing.invoices.models import Invoice
from billing.invoices.queries.stands import STANDS
from billing.seller.queries import get_seller
from billing.streams.queries import SeriesFacts, series_rows, stream_rows
from billing.streams.rules.series import NewSeries, highest_place
from billing.takeover.formats.receivables import read_receivables
from billing.takeover.rules.judging import Judged, Known, Total, judge, reference_of, totals
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId


@dataclass(frozen=True, slots=True)
class SeriesStart:
    """A series that has given no number yet, and the running number that it goes on from after a list."""

    series: SeriesFacts
    next_number: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A list as it would be taken over: each invoice with what is wrong, the totals, and where the series go on."""

    rows: tuple[Judged, ...]
    totals: tuple[Total, ...]
    starts: tuple[SeriesStart, ...]

    @property
    def wrong(self) -> int:
        """Return how many invoices have to be corrected."""
        return sum(bool(row.problems) for row in self.rows)


def rehearse_take_over(workspace_id: WorkspaceId, data: bytes, *, now: datetime) -> Opening:
    """Return what a file of open receivables would bring.

    Raises:
        SellerMissing: the company's settings haven't been saved yet.
        Invalid: the file is broken; the sentence says where.
    """
    seller = get_seller(workspace_id)
    on = local_day(now, seller.country)
    listed = read_receivables(data, seller.currency)
    known = Known(
        seller=seller,
        on=on,
        customers=customers_by_number(workspace_id, {row.customer_number for row in listed}),
        numbers=_there(workspace_id, Invoice.number, (row.number for row in listed)),
        streams=frozenset(stream.code for stream in stream_rows(workspace_id)),
        references=_there(workspace_id, Invoice.reference, (reference_of(row) for row in listed)),
    )
    rows = tuple(judge(listed, known))
    starts = _starts(workspace_id, [row.number for row in listed], on.year)
    return Opening(rows, totals(listed), starts)


def _there(workspace_id: WorkspaceId, column: InstrumentedAttribute[Any], wanted: Iterable[str]) -> frozenset[str]:
    one_of = column == any_(literal(list(wanted), ARRAY(Text)))
    ours = (Invoice.workspace_id == workspace_id, STANDS)
    return frozenset(db.session.scalars(select(column).where(*ours, one_of)))


def _starts(workspace_id: WorkspaceId, numbers: Sequence[str], year: int) -> tuple[SeriesStart, ...]:
    def start(series: SeriesFacts) -> SeriesStart:
        shape = NewSeries(series.name, series.prefix, series.digits, series.yearly)
        return SeriesStart(series, max(series.next_number, highest_place(numbers, shape, year) + 1))

    return tuple(start(series) for series in series_rows(workspace_id) if not series.used)
