"""The invoices of a run that is to be undone, and whether it has been."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select, text

from billing.invoices.models import Invoice
from billing.invoices.queries import InvoiceFacts, invoices_by_id
from billing.runs.models import InvoiceRun
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RunId, WorkspaceId

AT_ONCE = 1000
# Credit notes are found as those of one invoice are: by the cards of a merge, and by the invoice that they name (BG-3).
SENT = text("""
    with cards as (
        select distinct coalesce(card.merged_into_id, card.id) as id from invoice one
            join customer card on card.workspace_id = one.workspace_id and card.id = one.customer_id
            where one.workspace_id = :workspace and one.run_id = :run
    ), left_by_credit as (
        select preceding ->> 'number' as number
            from invoice credit, jsonb_array_elements(credit.content -> 'preceding_invoices') preceding
            where credit.workspace_id = :workspace and credit.kind = 'credit_note'
              and credit.customer_id in (select card.id from customer card where card.workspace_id = :workspace
                  and (card.id in (select id from cards) or card.merged_into_id in (select id from cards)))
              and exists (select from delivery where delivery.workspace_id = :workspace
                  and delivery.invoice_id = credit.id and delivery.state <> 'failed')
    )
    select count(*) from invoice one
        where one.workspace_id = :workspace and one.run_id = :run
          and (one.number in (select number from left_by_credit)
              or exists (select from delivery where delivery.workspace_id = :workspace
                  and delivery.invoice_id = one.id and delivery.state <> 'failed'))
""")


@dataclass(frozen=True, slots=True)
class Undoing:
    """What stands between a run and its undoing: the run that undid it, what was sent, and what is no invoice."""

    kind: str
    undone_by: RunId | None
    undone_by_number: int | None
    undoes: RunId | None
    undoes_number: int | None
    invoices: int
    credit_notes: int
    sent: int


def undo_of(workspace_id: WorkspaceId, run_id: RunId) -> Undoing:
    """Return how a run of a workspace stands to being undone."""
    run = db.session.execute(
        select(InvoiceRun.kind, InvoiceRun.undoes_run_id).where(
            InvoiceRun.workspace_id == workspace_id, InvoiceRun.id == run_id
        )
    ).one()
    linked = (InvoiceRun.undoes_run_id == run_id, InvoiceRun.id == run.undoes_run_id)
    others = db.session.execute(
        select(InvoiceRun.id, InvoiceRun.number, InvoiceRun.undoes_run_id).where(
            InvoiceRun.workspace_id == workspace_id, or_(*linked)
        )
    ).all()
    undone_by = next((one for one in others if one.undoes_run_id == run_id), None)
    undoes = next((one for one in others if one.id == run.undoes_run_id), None)
    invoices, credit_notes = _counts(workspace_id, run_id)
    return Undoing(
        kind=run.kind,
        undone_by=RunId(undone_by.id) if undone_by else None,
        undone_by_number=undone_by.number if undone_by else None,
        undoes=RunId(undoes.id) if undoes else None,
        undoes_number=undoes.number if undoes else None,
        invoices=invoices,
        credit_notes=credit_notes,
        sent=_sent(workspace_id, run_id),
    )


def invoices_of_run(workspace_id: WorkspaceId, run_id: RunId) -> tuple[InvoiceFacts, ...]:
    """Return what a run issued with its content, in the order of the numbers."""
    query = select(Invoice.id).where(Invoice.workspace_id == workspace_id, Invoice.run_id == run_id)
    ids = [InvoiceId(id_) for id_ in db.session.scalars(query.order_by(Invoice.number))]
    return tuple(
        one
        for start in range(0, len(ids), AT_ONCE)
        for one in invoices_by_id(workspace_id, ids[start : start + AT_ONCE]).values()
    )


def _counts(workspace_id: WorkspaceId, run_id: RunId) -> tuple[int, int]:
    rows = db.session.execute(
        select(Invoice.kind, func.count().label("many"))
        .where(Invoice.workspace_id == workspace_id, Invoice.run_id == run_id)
        .group_by(Invoice.kind)
    )
    found = {row.kind: int(row.many) for row in rows}
    return found.get("invoice", 0), found.get("credit_note", 0)


def _sent(workspace_id: WorkspaceId, run_id: RunId) -> int:
    """Return of how many invoices of a run they or a credit note have left, or may have; a failed sending didn't."""
    return db.session.scalar(SENT, {"workspace": workspace_id, "run": run_id}) or 0
