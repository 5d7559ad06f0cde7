"""Which credit notes an invoice has, by what they say themselves (BG-3), and what a credit note corrects."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, bindparam, func, literal, select, text

from billing.corrections.rules import Left, left_of
from billing.customers.models import Customer
from billing.invoices.models import Invoice
from billing.invoices.queries import InvoiceFacts, InvoiceRow, invoices_by_id
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, InvoiceId, WorkspaceId

# Found by the customer, which an index has; a credit note goes to whom the invoice went, by a card that may have been
# merged with the invoice's since.
CREDITS = text("""
    select distinct preceding ->> 'number' as number, credit.id
        from invoice credit, jsonb_array_elements(credit.content -> 'preceding_invoices') preceding
        where credit.workspace_id = :workspace and credit.kind = 'credit_note'
          and credit.customer_id in (select card.id from customer card where card.workspace_id = :workspace
              and (card.id = any(:cards) or card.merged_into_id = any(:cards)))
          and preceding ->> 'number' = any(:numbers)
""").bindparams(bindparam("cards", type_=ARRAY(Uuid())), bindparam("numbers", type_=ARRAY(Text())))


@dataclass(frozen=True, slots=True)
class Corrections:
    """The credit notes of an invoice with what they leave of it, or the invoices that a credit note corrects."""

    credits: tuple[InvoiceRow, ...]
    corrects: tuple[InvoiceRow, ...]
    left: Left


def credits_of(
    workspace_id: WorkspaceId, invoices: Collection[InvoiceFacts]
) -> dict[InvoiceId, tuple[InvoiceFacts, ...]]:
    """Return the credit notes of invoices, in the order of their numbers; invoices without any are left out."""
    by_number = {one.row.number: one.row.id for one in invoices}
    given = {
        "workspace": workspace_id,
        "cards": _cards(workspace_id, {one.row.customer_id for one in invoices}),
        "numbers": list(by_number),
    }
    pairs = db.session.execute(CREDITS, given).all()
    facts = invoices_by_id(workspace_id, [InvoiceId(row.id) for row in pairs]) if pairs else {}
    found: dict[InvoiceId, list[InvoiceFacts]] = {}
    for number, credit_id in sorted(pairs, key=lambda pair: facts[InvoiceId(pair.id)].row.number):
        found.setdefault(by_number[number], []).append(facts[InvoiceId(credit_id)])
    return {invoice_id: tuple(each) for invoice_id, each in found.items()}


def uncredited_among(workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId]) -> frozenset[InvoiceId]:
    """Return which of some invoices aren't credited in full; credit notes and what isn't there are passed over."""
    found = invoices_by_id(workspace_id, list(invoice_ids)).values()
    invoices = [one for one in found if not one.content.is_credit_note]
    credits_ = credits_of(workspace_id, invoices) if invoices else {}
    return frozenset(
        one.row.id
        for one in invoices
        if not left_of(one.content, [each.content for each in credits_.get(one.row.id, ())]).is_nothing
    )


def _cards(workspace_id: WorkspaceId, customer_ids: Collection[CustomerId]) -> list[UUID]:
    """Return the cards that stand for customers today: their own, or those that theirs were merged into."""
    query = select(func.coalesce(Customer.merged_into_id, Customer.id)).where(
        Customer.workspace_id == workspace_id, Customer.id == any_(literal(list(customer_ids), ARRAY(Uuid())))
    )
    return list({*customer_ids, *db.session.scalars(query)})


def corrections_of(workspace_id: WorkspaceId, invoice: InvoiceFacts) -> Corrections:
    """Return what corrects an invoice and what is left of it; of a credit note, what it corrects."""
    if invoice.content.is_credit_note:
        return Corrections((), _corrected(workspace_id, invoice), Left((), ()))
    credits_ = credits_of(workspace_id, (invoice,)).get(invoice.row.id, ())
    left = left_of(invoice.content, [one.content for one in credits_])
    return Corrections(tuple(one.row for one in credits_), (), left)


def _corrected(workspace_id: WorkspaceId, credit: InvoiceFacts) -> tuple[InvoiceRow, ...]:
    numbers = [one.number for one in credit.content.preceding_invoices]
    query = select(Invoice.id).where(
        Invoice.workspace_id == workspace_id, Invoice.number.in_(numbers), Invoice.kind == "invoice"
    )
    ids = [InvoiceId(id_) for id_ in db.session.scalars(query)] if numbers else []
    return tuple(one.row for one in invoices_by_id(workspace_id, ids).values()) if ids else ()
