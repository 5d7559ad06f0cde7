"""Invoices that nobody has sent, and those of them whose document couldn't be made.

The parts are put together once; only the workspaces differ (`places`).
"""

from sqlalchemy import ARRAY, CTE, ColumnElement, String, Uuid, and_, any_, bindparam, cast, or_, select

from billing.delivery.models import Document, UnsentInvoice
from billing.invoices.models import Invoice
from tenants.kernel.db import spelled_out
from tenants.kernel.outbox.models import Task

RENDERING = ("render_chunk", "render_invoice")
AT_WORK = ("ready", "running")
PLACES = bindparam("places", type_=ARRAY(Uuid))

UNDELIVERED = (
    select(
        UnsentInvoice.workspace_id,
        UnsentInvoice.invoice_id,
        Invoice.customer_id,
        Invoice.run_id,
        Invoice.issued_at,
    )
    .join(
        Invoice,
        and_(Invoice.workspace_id == UnsentInvoice.workspace_id, Invoice.id == UnsentInvoice.invoice_id),
    )
    .where(UnsentInvoice.workspace_id == any_(PLACES))
    .cte("undelivered")
    .prefix_with("MATERIALIZED")
)
# Naming the workspaces here once more would tell nothing new, yet PostgreSQL takes each condition for another one that
# thins the rows out: over tables filled a moment ago it then expects a single invoice, and joins 500 of them in 28 s.
IS_UNDELIVERED = and_(UNDELIVERED.c.workspace_id == Invoice.workspace_id, UNDELIVERED.c.invoice_id == Invoice.id)

_AT_WORK = (
    select(Task.scope_id, Task.ids["run_id"].astext.label("run_id"), Task.ids["invoice_id"].astext.label("invoice_id"))
    .where(Task.scope_id == any_(PLACES), Task.kind.in_(spelled_out(RENDERING)), Task.state.in_(spelled_out(AT_WORK)))
    .cte("at_work")
    .prefix_with("MATERIALIZED")
)


def _is_being_made(one: CTE) -> ColumnElement[bool]:
    """Return whether somebody is at work on the document of an invoice, known by `run_id` and `invoice_id`."""
    of_run = _AT_WORK.c.run_id == cast(one.c.run_id, String)
    of_itself = _AT_WORK.c.invoice_id == cast(one.c.invoice_id, String)
    here = _AT_WORK.c.scope_id == one.c.workspace_id
    return select(_AT_WORK.c.scope_id).where(here, or_(of_run, of_itself)).exists()


# Of an undelivered one with its document, if any, joined to it.
IS_SENDABLE = or_(Document.id.is_not(None), _is_being_made(UNDELIVERED))

# Those without a document are few, and mostly none: looked for first, they spare a look at every invoice that waits.
_WITHOUT_DOCUMENT = (
    select(UnsentInvoice.workspace_id, UnsentInvoice.invoice_id)
    .outerjoin(
        Document,
        and_(Document.workspace_id == UnsentInvoice.workspace_id, Document.invoice_id == UnsentInvoice.invoice_id),
    )
    .where(UnsentInvoice.workspace_id == any_(PLACES), Document.id.is_(None))
    .cte("without_document")
    .prefix_with("MATERIALIZED")
)
_NOT_MADE_YET = (
    select(
        _WITHOUT_DOCUMENT.c.workspace_id,
        _WITHOUT_DOCUMENT.c.invoice_id,
        Invoice.run_id,
        Invoice.issued_at,
    )
    .join(
        Invoice,
        and_(Invoice.workspace_id == _WITHOUT_DOCUMENT.c.workspace_id, Invoice.id == _WITHOUT_DOCUMENT.c.invoice_id),
    )
    .cte("not_made_yet")
    .prefix_with("MATERIALIZED")
)
# Without a document, and nobody is at work on one any more.
UNMADE = (
    select(_NOT_MADE_YET.c.workspace_id, _NOT_MADE_YET.c.invoice_id, _NOT_MADE_YET.c.issued_at)
    .where(~_is_being_made(_NOT_MADE_YET))
    .cte("unmade")
)
