"""The invoices of a run that is to be undone, and whether it has been."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select, text

from billing.corrections.queries.credits import uncredited_among
from billing.delivery.queries.withheld import sent_among
from billing.invoices.models import Invoice
from billing.invoices.queries import credits_of, invoices_by_id
from billing.runs.models import InvoiceRun, RunItem
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RunId, WorkspaceId

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
# The invoices of a run that a credit note names, with those credit notes, whatever is left of them.
NAMED = text("""
    with one as (
        select id, number, customer_id from invoice where workspace_id = :workspace and run_id = :run
    ), cards as (
        select distinct coalesce(card.merged_into_id, card.id) as id from one
            join customer card on card.workspace_id = :workspace and card.id = one.customer_id
    ), named as (
        select credit.id, preceding ->> 'number' as number
            from invoice credit, jsonb_array_elements(credit.content -> 'preceding_invoices') preceding
            where credit.workspace_id = :workspace and credit.kind = 'credit_note'
              and credit.customer_id in (select card.id from customer card where card.workspace_id = :workspace
                  and (card.id in (select id from cards) or card.merged_into_id in (select id from cards)))
    )
    select distinct one.id as invoice_id, named.id as credit_note_id from one join named using (number)
""")


@dataclass(frozen=True, slots=True)
class ToCredit:
    """The invoices of a run with something left to credit, by number; those with nothing, and the latter's credits."""

    invoices: tuple[InvoiceId, ...]
    credited: tuple[InvoiceId, ...]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What stands between a run and its undoing: the run that undoes it, what was sent, and what is no invoice.

    `undone_by` is the newest run that undoes it, of which `earlier` ones left something out. `left` invoices are still
    to be credited, and of those `sent` have left.
    """

    kind: str
    undone_by: RunId | None
    undone_by_number: int | None
    is_under_way: bool
    earlier: tuple[tuple[RunId, int], ...]
    undoes: RunId | None
    undoes_number: int | None
    invoices: int
    credit_notes: int
    sent: int
    left: int


def undo_of(workspace_id: WorkspaceId, run_id: RunId) -> Undoing:
    """Return how a run of a workspace stands to being undone."""
    run = db.session.execute(
        select(InvoiceRun.kind, InvoiceRun.undoes_run_id).where(
            InvoiceRun.workspace_id == workspace_id, InvoiceRun.id == run_id
        )
    ).one()
    linked = (InvoiceRun.undoes_run_id == run_id, InvoiceRun.id == run.undoes_run_id)
    others = db.session.execute(
        select(InvoiceRun.id, InvoiceRun.number, InvoiceRun.undoes_run_id, InvoiceRun.state).where(
            InvoiceRun.workspace_id == workspace_id, or_(*linked)
        )
    ).all()
    undoing = sorted((one for one in others if one.undoes_run_id == run_id), key=lambda one: one.number)
    undone_by = undoing[-1] if undoing else None
    undoes = next((one for one in others if one.id == run.undoes_run_id), None)
    invoices, credit_notes = _counts(workspace_id, run_id)
    left = left_out_of(workspace_id, RunId(undone_by.id)) if undone_by else None
    return Undoing(
        kind=run.kind,
        undone_by=RunId(undone_by.id) if undone_by else None,
        undone_by_number=undone_by.number if undone_by else None,
        is_under_way=undone_by is not None and undone_by.state == "running",
        earlier=tuple((RunId(one.id), one.number) for one in undoing[:-1]),
        undoes=RunId(undoes.id) if undoes else None,
        undoes_number=undoes.number if undoes else None,
        invoices=invoices,
        credit_notes=credit_notes,
        sent=_sent(workspace_id, run_id) if left is None else _sent_of(workspace_id, left),
        left=invoices if left is None else len(left),
    )


def left_out_of(workspace_id: WorkspaceId, undo_id: RunId) -> tuple[InvoiceId, ...]:
    """Return the invoices that undoing a run left out and that aren't credited in full since, by number."""
    query = (
        select(Invoice.id)
        .join(InvoiceRun, (InvoiceRun.workspace_id == workspace_id) & (InvoiceRun.undoes_run_id == Invoice.run_id))
        .join(RunItem, (RunItem.workspace_id == workspace_id) & (RunItem.run_id == InvoiceRun.id))
        .where(Invoice.workspace_id == workspace_id, InvoiceRun.id == undo_id)
        .where(RunItem.state == "set_aside", RunItem.request_id == Invoice.request_id)
        .order_by(Invoice.number)
    )
    ids = [InvoiceId(id_) for id_ in db.session.scalars(query)]
    uncredited = uncredited_among(workspace_id, ids) if ids else frozenset()
    return tuple(id_ for id_ in ids if id_ in uncredited)


def to_credit(workspace_id: WorkspaceId, run_id: RunId) -> ToCredit:
    """Return what of a run is to be credited; only invoices that a credit note names are read for what is left.

    Of one that was undone before, that is what was left out then.
    """
    newest = select(InvoiceRun.id).where(InvoiceRun.workspace_id == workspace_id, InvoiceRun.undoes_run_id == run_id)
    undone_by = db.session.scalar(newest.order_by(InvoiceRun.number.desc()).limit(1))
    if undone_by is not None:
        return ToCredit(left_out_of(workspace_id, RunId(undone_by)), ())
    query = select(Invoice.id).where(Invoice.workspace_id == workspace_id, Invoice.run_id == run_id)
    ids = [InvoiceId(id_) for id_ in db.session.scalars(query.order_by(Invoice.number))]
    named = db.session.execute(NAMED, {"workspace": workspace_id, "run": run_id}).all()
    about = dict.fromkeys(InvoiceId(one.invoice_id) for one in named)
    nothing_left = about.keys() - uncredited_among(workspace_id, list(about))
    notes = [InvoiceId(one.credit_note_id) for one in named if one.invoice_id in nothing_left]
    credited = tuple(dict.fromkeys([*(id_ for id_ in ids if id_ in nothing_left), *notes]))
    return ToCredit(tuple(id_ for id_ in ids if id_ not in nothing_left), credited)


def _counts(workspace_id: WorkspaceId, run_id: RunId) -> tuple[int, int]:
    rows = db.session.execute(
        select(Invoice.kind, func.count().label("many"))
        .where(Invoice.workspace_id == workspace_id, Invoice.run_id == run_id)
        .group_by(Invoice.kind)
    )
    found = {row.kind: int(row.many) for row in rows}
    return found.get("invoice", 0), found.get("credit_note", 0)


def _sent_of(workspace_id: WorkspaceId, ids: Collection[InvoiceId]) -> int:
    """Return of how many of some invoices they or a credit note have left, or may have."""
    credits_ = credits_of(workspace_id, tuple(invoices_by_id(workspace_id, ids).values())) if ids else {}
    families = [(id_, *(one.row.id for one in credits_.get(id_, ()))) for id_ in ids]
    gone = sent_among(workspace_id, [one for family in families for one in family])
    return sum(not gone.isdisjoint(family) for family in families)


def _sent(workspace_id: WorkspaceId, run_id: RunId) -> int:
    """Return of how many invoices of a run they or a credit note have left, or may have; a failed sending didn't."""
    return db.session.scalar(SENT, {"workspace": workspace_id, "run": run_id}) or 0
