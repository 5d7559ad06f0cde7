"""Invoices that nobody has sent, and those of them whose document couldn't be made.

The parts are put together once; only the workspaces differ (`places`).
"""

from sqlalchemy import ARRAY, String, Uuid, and_, any_, bindparam, cast, or_, select

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
_IS_BEING_MADE = (
    select(_AT_WORK.c.scope_id)
    .where(
        _AT_WORK.c.scope_id == UNDELIVERED.c.workspace_id,
        or_(
            _AT_WORK.c.run_id == cast(UNDELIVERED.c.run_id, String),
            _AT_WORK.c.invoice_id == cast(UNDELIVERED.c.invoice_id, String),
        ),
    )
    .exists()
)

# Of an undelivered one with its document, if any, joined to it: it has none, and nobody is at work on one any more.
IS_UNMADE = and_(Document.id.is_(None), ~_IS_BEING_MADE)
IS_SENDABLE = or_(Document.id.is_not(None), _IS_BEING_MADE)
