"""Crediting one invoice, in full, what is left of it, or parts of its lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from billing.corrections.actions.writing import Credit, author_of, issue_credits
from billing.corrections.rules import credit_lines, credit_rest
from billing.customers.queries import customers_by_id
from billing.delivery.actions.queueing import one_at_a_time
from billing.delivery.actions.withholding import withhold
from billing.delivery.queries.withheld import sent_among, withheld_among
from billing.en16931.model import Invoice
from billing.invoices.queries import InvoiceFacts, credits_of, get_invoice
from billing.invoices.rules.left import left_of
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import CustomerId, InvoiceId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Language, msg, translate
from tenants.kernel.refusals import Conflict
from tenants.plans.capabilities import Capability


class SentAlready(Conflict):
    """The invoice has been sent, so it can't be marked as not sent; the customer needs the credit note."""


class NotInFull(Conflict):
    """Only an invoice that is credited in full can be marked as not sent."""


class TakenBack(Conflict):
    """The invoice was taken over from an earlier program and taken back, so nothing of it can be credited here."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much to credit: net amounts by the place of the line, None for all that is left; why, and whether to send.

    Withheld, neither the invoice nor its credit notes leave the house.
    """

    amounts: Mapping[int, Decimal] | None = None
    reason: str = ""
    withheld: bool = False


def credit_invoice(
    actor: Actor, workspace_id: WorkspaceId, invoice_id: InvoiceId, wanted: Wanted, *, now: datetime
) -> InvoiceId:
    """Issue a credit note of an invoice, tied to it, and return its id; nothing that was issued changes.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not credit in the workspace.
        NoSuchInvoice, TakenBack, NotCreditable, NothingLeft: there is nothing to credit.
        InvalidFields: an amount is over what is left, each at its field.
        SentAlready, NotInFull: it is to be withheld, but has left or isn't credited in full.
        SeriesFull: there is no number for it.
    """
    actor.must(Permission.CREDIT_INVOICES, in_=workspace_id)
    actor.must_have(Capability.INVOICING, in_=workspace_id)
    one_at_a_time(workspace_id)
    original = get_invoice(workspace_id, invoice_id)
    earlier = credits_of(workspace_id, (original,)).get(invoice_id, ())
    content = rehearse_credit(original, earlier, wanted, languages_of(workspace_id, (original,)))
    if wanted.withheld:
        _refuse_withholding(workspace_id, original, earlier, content)
    issued = issue_credits(actor, workspace_id, (Credit(original, content),), now=now)
    note = issued.credit_notes[0]
    if wanted.withheld:
        both = [invoice_id, note.id, *(one.row.id for one in earlier)]
        fresh = [id_ for id_ in both if id_ not in withheld_among(workspace_id, both)]
        withhold(workspace_id, fresh, by=author_of(actor), now=now)
    after = {"credit_note": note.numbered.number, "total": str(content.totals.gross), "not_sent": wanted.withheld}
    about = About("invoice", invoice_id, after={**after, "reason": wanted.reason})
    enter(actor, "invoice_credited", about, in_=workspace_id, now=now)
    return note.id


def rehearse_credit(
    original: InvoiceFacts,
    earlier: Sequence[InvoiceFacts],
    wanted: Wanted,
    languages: Mapping[CustomerId, Language],
) -> Invoice:
    """Return the credit note as it would be, without number and day; the same code as when it is issued.

    Raises:
        TakenBack, NotCreditable, NothingLeft, InvalidFields: as `credit_invoice`.
    """
    if original.row.state == "taken_back":
        raise TakenBack(original.row.id)
    credits_ = [one.content for one in earlier]
    if wanted.amounts is not None:
        return credit_lines(original.content, credits_, wanted.amounts, reason=wanted.reason)
    rest = msg("What is left of invoice %(number)s", number=original.row.number)
    text = translate(rest, languages.get(original.row.customer_id, "en"))
    return credit_rest(original.content, credits_, text=text, reason=wanted.reason)


def languages_of(workspace_id: WorkspaceId, invoices: Iterable[InvoiceFacts]) -> dict[CustomerId, Language]:
    """Return the languages of invoices' customers, in one query however many there are."""
    found = customers_by_id(workspace_id, {one.row.customer_id for one in invoices})
    return {customer_id: customer.language for customer_id, customer in found.items()}


def _refuse_withholding(
    workspace_id: WorkspaceId, original: InvoiceFacts, earlier: Sequence[InvoiceFacts], content: Invoice
) -> None:
    ids = [original.row.id, *(one.row.id for one in earlier)]
    if original.row.taken_over or sent_among(workspace_id, ids):
        raise SentAlready(original.row.id)
    if not left_of(original.content, [*(one.content for one in earlier), content]).is_nothing:
        raise NotInFull(original.row.id)
