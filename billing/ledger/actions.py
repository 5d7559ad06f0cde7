"""Posting events; an entry that is written stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from billing.ledger.models import LedgerEntry
from billing.ledger.rules import Posting
from tenants.kernel.bulk import add_rows
from tenants.kernel.ids import InvoiceId, WorkspaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event on an invoice with its sides, which sum to zero."""

    name: str
    invoice_id: InvoiceId
    posted_on: date
    currency: str
    postings: tuple[Posting, ...]


def post(workspace_id: WorkspaceId, events: Iterable[Event]) -> int:
    """Write the sides of events, all in one statement; returns how many. The database refuses an event off balance."""
    return add_rows(LedgerEntry, (row for event in events for row in _rows(workspace_id, event)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """How much of an invoice's receivable a credit note takes up, in minor units, positive."""

    invoice_id: InvoiceId
    credit_note_id: InvoiceId
    posted_on: date
    currency: str
    amount_minor: int


def offset(workspace_id: WorkspaceId, offsets: Iterable[Offset]) -> int:
    """Set credit notes off against the invoices that they correct, in one statement; returns how many sides."""
    return add_rows(LedgerEntry, (row for one in offsets if one.amount_minor for row in _sides(workspace_id, one)))


def _sides(workspace_id: WorkspaceId, one: Offset) -> list[dict[str, object]]:
    event_id = uuid4()
    return [
        {
            "workspace_id": workspace_id,
            "id": uuid4(),
            "event_id": event_id,
            "event": "credited",
            "posted_on": one.posted_on,
            "account": "receivable",
            "invoice_id": invoice_id,
            "amount_minor": amount,
            "currency": one.currency,
        }
        for invoice_id, amount in ((one.invoice_id, -one.amount_minor), (one.credit_note_id, one.amount_minor))
    ]


def _rows(workspace_id: WorkspaceId, event: Event) -> list[dict[str, object]]:
    event_id = uuid4()
    return [
        {
            "workspace_id": workspace_id,
            "id": uuid4(),
            "event_id": event_id,
            "event": event.name,
            "posted_on": event.posted_on,
            "account": side.account,
            "sales_account": side.sales_account,
            "invoice_id": event.invoice_id,
            "amount_minor": side.amount_minor,
            "currency": event.currency,
        }
        for side in event.postings
    ]
