"""How far a number series has come, and the numbers that come next."""

from datetime import date

from sqlalchemy import select

from billing.invoices.models import Invoice
from billing.invoices.queries.stands import STANDS
from billing.invoices.rules.numbering import Block, Series, block_of
from billing.seller.rules import SellerFacts
from billing.streams.models import NumberSeries
from tenants.kernel.db import db
from tenants.kernel.ids import SeriesId, WorkspaceId


def next_numbers(
    workspace_id: WorkspaceId, series_id: SeriesId, seller: SellerFacts, count: int, *, on: date, lock: bool = False
) -> Block:
    """Return the next numbers of a series for invoices of a day; a yearly series begins at 1 in a new year.

    With `lock`, nobody else gets a number of it until the transaction ends.
    """
    query = select(NumberSeries).where(NumberSeries.workspace_id == workspace_id, NumberSeries.id == series_id)
    if lock:
        query = query.with_for_update(key_share=True)
    row = db.session.scalars(query.execution_options(populate_existing=True)).one()
    year = max(row.year, on.year) if row.yearly else None
    series = Series(
        prefix=row.prefix,
        digits=row.digits,
        next_number=row.next_number if row.year in {0, year} else 1,
        year=year,
        country=seller.country,
        settings=seller.reference_settings,
    )
    block = block_of(series, count)
    taken = _taken(workspace_id, [entry.reference for entry in block.numbers])
    return block_of(series, count, taken=taken) if taken else block


def last_issued_on(workspace_id: WorkspaceId, series_id: SeriesId) -> date | None:
    """Return the invoice date of the newest number of a series; None where there is none yet."""
    query = (
        select(Invoice.issued_on)
        .where(Invoice.workspace_id == workspace_id, Invoice.series_id == series_id)
        .order_by(Invoice.series_year.desc(), Invoice.place_in_series.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def _taken(workspace_id: WorkspaceId, references: list[str]) -> frozenset[str]:
    ours = (Invoice.workspace_id == workspace_id, STANDS)
    query = select(Invoice.reference).where(*ours, Invoice.reference.in_(references))
    return frozenset(db.session.scalars(query)) if references else frozenset()
