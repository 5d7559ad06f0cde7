"""The credit notes of an invoice with what they leave of it, and what a credit note corrects."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from billing.invoices.models import Invoice
from billing.invoices.queries import InvoiceFacts, InvoiceRow, credits_of, invoices_by_id
from billing.invoices.queries.stands import STANDS
from billing.invoices.rules.left import Left, left_of
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Corrections:
    """The credit notes of an invoice with what they leave of it, or the invoices that a credit note corrects."""

    credits: tuple[InvoiceRow, ...]
    corrects: tuple[InvoiceRow, ...]
    left: Left


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


def corrections_of(workspace_id: WorkspaceId, invoice: InvoiceFacts) -> Corrections:
    """Return what corrects an invoice and what is left of it; of a credit note, what it corrects.

    Of one that was taken back, nothing: its number may be another's by now.
    """
    if invoice.row.state == "taken_back":
        return Corrections((), (), Left((), ()))
    if invoice.content.is_credit_note:
        return Corrections((), _corrected(workspace_id, invoice), Left((), ()))
    credits_ = credits_of(workspace_id, (invoice,)).get(invoice.row.id, ())
    left = left_of(invoice.content, [one.content for one in credits_])
    return Corrections(tuple(one.row for one in credits_), (), left)


def _corrected(workspace_id: WorkspaceId, credit: InvoiceFacts) -> tuple[InvoiceRow, ...]:
    numbers = [one.number for one in credit.content.preceding_invoices]
    query = select(Invoice.id).where(
        Invoice.workspace_id == workspace_id,
        Invoice.number.in_(numbers),
        Invoice.kind == "invoice",
        STANDS,
    )
    ids = [InvoiceId(id_) for id_ in db.session.scalars(query)] if numbers else []
    return tuple(one.row for one in invoices_by_id(workspace_id, ids).values()) if ids else ()
