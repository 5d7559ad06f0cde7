"""The page on which a person says how much of an invoice is to be credited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flask import url_for

from billing.corrections.actions import TakenBack
from billing.corrections.rules.crediting import field_of
from billing.delivery.queries.withheld import sent_among
from billing.en16931.model import Invoice
from billing.invoices.queries import InvoiceFacts, credits_of, get_invoice
from billing.invoices.rules.left import Left, left_of
from portal.web._design import Action, Field, Notice, Option
from portal.web._design.filters import amount, money
from portal.web._design.words import Words
from portal.web.crediting.typed import Typed
from portal.web.posted import with_problems
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

REASON_HINT = msg("It is printed on the credit note.")
WITHHELD_HINT = msg("Both stay in the books. This is possible only where the whole invoice is credited.")
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A line of the invoice: what was sold, what it came to, and the field for how much of it is credited."""

    name: str
    net: Decimal
    left: Decimal
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPage:
    """The invoice, what is left of it, the fields, and what the credit note would come to once that was asked."""

    number: str
    customer: str
    currency: str
    facts: tuple[tuple[Words, Words], ...]
    extent: Field
    lines: tuple[CreditLine, ...]
    more: tuple[Field, ...]
    wrong: tuple[Field, ...]
    sums: tuple[tuple[Words, Words], ...]
    notice: Notice | None
    url: str
    back_url: str
    issue: Action


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of what was typed: what is wrong with it, why it can't be, or the credit note that it makes."""

    problems: Sequence[Problem] = ()
    refusal: Message | None = None
    note: Invoice | None = None


def credit_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    invoice_id: InvoiceId,
    typed: Typed | None = None,
    shown: Shown = Shown(),
) -> CreditPage:
    """Return the page for an invoice, as typed or as it begins: everything that is left, and not sent where it wasn't.

    Raises:
        NoSuchInvoice: the workspace has none by that id.
    """
    invoice = get_invoice(workspace_id, invoice_id)
    earlier = credits_of(workspace_id, (invoice,)).get(invoice_id, ())
    left = left_of(invoice.content, [one.content for one in earlier])
    ids = [invoice_id, *(one.row.id for one in earlier)]
    sendable = not (invoice.row.taken_over or sent_among(workspace_id, ids))
    given = typed or Typed(withheld=sendable)
    lines = _lines(invoice, left, given, shown.problems)
    more = _more(given, sendable=sendable)
    extent = with_problems((_extent(given, left, invoice.row.currency),), shown.problems)[0]
    return CreditPage(
        number=invoice.row.number,
        customer=invoice.row.customer_name,
        currency=invoice.row.currency,
        facts=_facts(invoice, left),
        extent=extent,
        lines=lines,
        more=more,
        wrong=(extent, *(line.field for line in lines)),
        sums=_sums(shown.note) if shown.note else (),
        notice=Notice("bad", shown.refusal) if shown.refusal else None,
        url=url_for("crediting.crediting", workspace_id=workspace_id, invoice_id=invoice_id),
        back_url=url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=invoice_id),
        issue=_issue(actor, workspace_id, invoice, left),
    )


def _facts(invoice: InvoiceFacts, left: Left) -> tuple[tuple[Words, Words], ...]:
    currency = invoice.row.currency
    return (
        (msg("Customer"), f"{invoice.row.customer_number} {invoice.row.customer_name}"),
        (msg("Total"), money(invoice.row.total, currency)),
        (msg("Left to credit"), money(left.gross, currency)),
        (msg("Open"), money(invoice.row.open, currency)),
    )


def _extent(given: Typed, left: Left, currency: str) -> Field:
    everything = msg("Everything that is left: %(gross)s with VAT", gross=money(left.gross, currency))
    return Field(
        name="extent",
        label=msg("How much"),
        kind="radio",
        value=given.extent,
        required=True,
        options=(Option("all", everything), Option("lines", msg("Parts of it, by the lines below"))),
    )


def _lines(invoice: InvoiceFacts, left: Left, given: Typed, problems: Sequence[Problem]) -> tuple[CreditLine, ...]:
    currency = invoice.row.currency
    names = {problem.field for problem in problems}
    fields = tuple(
        Field(
            name=field_of(place),
            label=f"{one.line.id} {one.line.item.name}",
            kind="money",
            value=given.amounts.get(place, ""),
            suffix=currency,
            maxlength=20,
        )
        for place, one in enumerate(left.lines)
    )
    # What is wrong with all of them is said at the first.
    if "lines" in names:
        first = [Problem(field_of(0), one.message) for one in problems if one.field == "lines"]
        problems = [*problems, *first]
    marked = with_problems(fields, problems)
    return tuple(
        CreditLine(one.line.item.name, one.line.net, one.net, field)
        for one, field in zip(left.lines, marked, strict=True)
    )


def _more(given: Typed, *, sendable: bool) -> tuple[Field, ...]:
    reason = Field(name="reason", label=msg("Reason"), value=given.reason, hint=REASON_HINT, maxlength=LONGEST_REASON)
    if not sendable:
        return (reason,)
    withheld = Field(
        name="withheld",
        label=msg("Mark the invoice and the credit note as not sent"),
        kind="checkbox",
        checked=given.withheld,
        hint=WITHHELD_HINT,
    )
    return reason, withheld


def _sums(note: Invoice) -> tuple[tuple[Words, Words], ...]:
    currency, totals = note.currency, note.totals
    return (
        (msg("Net"), amount(totals.net, currency)),
        (msg("VAT"), amount(totals.vat, currency)),
        (msg("Total"), money(totals.gross, currency)),
    )


def _issue(actor: Actor, workspace_id: WorkspaceId, invoice: InvoiceFacts, left: Left) -> Action:
    action = Action(
        label=msg("Issue the credit note"),
        weight="primary",
        confirm=msg("The credit note gets a number and can't be deleted afterwards. Nothing is sent yet."),
    )
    if invoice.content.is_credit_note:
        return replace(action, refusal=msg("A credit note can't be credited."))
    if invoice.row.state == "taken_back":
        return replace(action, refusal=TakenBack().message)
    if left.is_nothing:
        return replace(action, refusal=msg("This invoice has been credited in full already."))
    return permitted(action, actor, Permission.CREDIT_INVOICES, workspace_id)
