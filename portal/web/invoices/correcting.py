"""What corrects an invoice, and how it can be corrected."""

from datetime import date

from flask import url_for

from billing.corrections.queries import Corrections
from billing.invoices.queries import InvoiceFacts, InvoiceRow
from portal.web._design import Action, Link, Notice
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg


def related(workspace_id: WorkspaceId, corrections: Corrections) -> tuple[Link, ...]:
    """Return the ways to the credit notes of an invoice, or to the invoices that a credit note corrects."""
    return (
        *(_link(workspace_id, row, msg("Credit note %(number)s", number=row.number)) for row in corrections.credits),
        *(_link(workspace_id, row, msg("Invoice %(number)s", number=row.number)) for row in corrections.corrects),
    )


def correcting(
    actor: Actor, workspace_id: WorkspaceId, invoice: InvoiceFacts, corrections: Corrections
) -> tuple[Action, ...]:
    """Return crediting an invoice and making its requests anew; nothing for a credit note, or what was taken back.

    What was taken over from an earlier program has no request here.
    """
    if invoice.content.is_credit_note or invoice.row.state == "taken_back":
        return ()
    done = msg("It has been credited in full.") if corrections.left.is_nothing else ""
    credit = Action(
        label=msg("Credit"),
        url=url_for("crediting.crediting", workspace_id=workspace_id, invoice_id=invoice.row.id),
        method="get",
        icon="undo",
        refusal=done,
    )
    anew = Action(
        label=msg("Make the request anew"),
        url=url_for("crediting.again", workspace_id=workspace_id, invoice_id=invoice.row.id),
        icon="plus",
        refusal="" if done else msg("Credit the invoice in full first. Then its request can be made anew."),
        confirm=msg("A copy of what was invoiced goes to the requests, where it can be put right and run."),
    )
    first = credit if done else permitted(credit, actor, Permission.CREDIT_INVOICES, workspace_id)
    if invoice.row.request_id is None:
        return (first,)
    return first, permitted(anew, actor, Permission.EDIT_REQUESTS, workspace_id) if done else anew


def late_notice(row: InvoiceRow, corrections: Corrections, *, on: date) -> Notice | None:
    """Return that an invoice is dated before the day it would be sent on, and what can be done; None where it isn't."""
    if row.kind == "credit_note" or row.issued_on >= on or corrections.left.is_nothing:
        return None
    sentence = msg(
        "It is dated %(day)s and hasn't been sent. Send it as it is, or credit it in full, make its request anew and"
        " run that with a date of today.",
        day=row.issued_on,
    )
    return Notice("warn", sentence)


def _link(workspace_id: WorkspaceId, row: InvoiceRow, label: Message) -> Link:
    return Link(label, url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=row.id))
