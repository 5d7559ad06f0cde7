"""Issuing: taking numbers of a series, and writing what got them; the run's transaction holds both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update

from billing.en16931.model import Invoice as Content
from billing.en16931.model.plain import to_plain
from billing.invoices.models import Invoice
from billing.invoices.queries import last_issued_on, next_numbers
from billing.invoices.queries.sales_accounts import sales_accounts
from billing.invoices.rules.numbering import Block, Numbered
from billing.ledger.actions import Event, post
from billing.ledger.rules import postings_of_issue
from billing.seller.rules import SellerFacts
from billing.streams.models import NumberSeries
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, InvoiceId, RequestId, RunId, SeriesId, StreamId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.money import to_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvoice:
    """An invoice that has its number: of which request, the first of several, for which customer, and its content."""

    id: InvoiceId
    numbered: Numbered
    request_id: RequestId
    customer_id: CustomerId
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What invoices written together share; `author_id` is who wrote them in the portal."""

    run_id: RunId
    stream_id: StreamId
    series_id: SeriesId
    issued_at: datetime
    author_id: UUID | None = None


def take_numbers(
    workspace_id: WorkspaceId, series_id: SeriesId, seller: SellerFacts, count: int, *, issued_on: date
) -> Block:
    """Take the next numbers of a series, as many as there are up to a count; a rollback gives them back.

    The series is locked until the transaction ends, so two who take numbers leave no gap and take none twice, and the
    invoice dates within a series never go back: where a newer one is there already, none is taken.
    """
    block = next_numbers(workspace_id, series_id, seller, count, on=issued_on, lock=True)
    last = last_issued_on(workspace_id, series_id)
    if last is not None and issued_on < last:
        return Block((), msg("The newest invoice of the series is dated %(day)s, after this one.", day=last))
    if block.numbers:
        newest = block.numbers[-1]
        db.session.execute(
            update(NumberSeries)
            .where(NumberSeries.workspace_id == workspace_id, NumberSeries.id == series_id)
            .values(next_number=newest.place + 1, year=newest.year)
            .execution_options(synchronize_session=False)
        )
    return block


def write_invoices(workspace_id: WorkspaceId, batch: Batch, invoices: Iterable[NewInvoice]) -> int:
    """Write issued invoices and post them to the ledger, each in one statement; returns how many."""
    new = list(invoices)
    accounts = sales_accounts(workspace_id, batch.stream_id, [one.content for one in new])
    with_accounts = list(zip(new, accounts, strict=True))
    add_rows(Invoice, (_row(workspace_id, batch, one, theirs) for one, theirs in with_accounts))
    post(workspace_id, (_issued(one, theirs) for one, theirs in with_accounts))
    return len(new)


def _row(workspace_id: WorkspaceId, batch: Batch, new: NewInvoice, accounts: Mapping[str, str]) -> dict[str, Any]:
    content, totals = new.content, new.content.totals
    asked = totals.payable
    return {
        "workspace_id": workspace_id,
        "id": new.id,
        "number": new.numbered.number,
        "series_id": batch.series_id,
        "series_year": new.numbered.year,
        "place_in_series": new.numbered.place,
        "kind": "credit_note" if content.is_credit_note else "invoice",
        "run_id": batch.run_id,
        "request_id": new.request_id,
        "customer_id": new.customer_id,
        "stream_id": batch.stream_id,
        "issued_on": content.issued_on,
        "due_on": content.due_on or content.issued_on,
        "currency": content.currency,
        "reference": new.numbered.reference,
        "net_minor": to_minor(totals.net, content.currency),
        "vat_minor": to_minor(totals.vat, content.currency),
        "total_minor": to_minor(totals.gross, content.currency),
        "asked_minor": None if asked == totals.gross else to_minor(asked, content.currency),
        "content": to_plain(content),
        "sales_accounts": dict(accounts),
        "author_id": batch.author_id,
        "issued_at": batch.issued_at,
    }


def _issued(new: NewInvoice, accounts: Mapping[str, str]) -> Event:
    return Event(
        name="issued",
        invoice_id=new.id,
        posted_on=new.content.issued_on,
        currency=new.content.currency,
        postings=postings_of_issue(new.content, accounts),
    )
