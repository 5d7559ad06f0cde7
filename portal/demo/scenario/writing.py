"""Journey C: the client's admin writes invoices; the accountant sends one on, returns one, and finds one waiting."""

from dataclasses import dataclass

from billing.customers.queries import find_by_number
from billing.delivery.queries.deliveries import DeliveryRow, deliveries_of
from billing.desk.actions import (
    SendingOn,
    begin_written,
    claim_written,
    return_written,
    save_written,
    send_on,
    submit_written,
)
from billing.desk.queries import WrittenQuery, WrittenRow, get_written, ground_of, written_rows
from billing.desk.rules.checklist import CHECKS
from billing.desk.rules.content import meaning_of
from billing.desk.rules.shown import shown_as
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.invoices.queries import get_invoice
from portal.demo.scenario.assignment import Assignment
from portal.demo.scenario.proving import wrong_mails
from portal.demo.scenario.stage import acting, looking
from portal.demo.scenario.story import Handwritten
from tenants.kernel.country import local_day
from tenants.kernel.ids import InvoiceId, UserId, WrittenId

AT_DESK = frozenset({"submitted", "in_review"})
ALL = 1000


@dataclass(frozen=True, slots=True)
class Desk:
    """The work at the desk, and the person of the client who writes."""

    job: Assignment
    writer: UserId


def use_desk(desk: Desk) -> None:
    """Have invoices written, submitted and dealt with as the story has it, and wait until what was sent on has left."""
    job = desk.job
    for wanted in job.work.written:
        row = _find(job, wanted) or _submit(desk, wanted)
        if row.state in AT_DESK and wanted.outcome == "returned":
            _return(job, row.id, wanted)
        elif row.state in AT_DESK and wanted.outcome == "sent":
            _send_on(job, row.id)
        _tell(job, wanted)


def _find(job: Assignment, wanted: Handwritten) -> WrittenRow | None:
    with looking(job.accountant):
        rows = written_rows(job.workspace_id, WrittenQuery(state="all", limit=ALL))
    return next((row for row in rows if row.subject == wanted.text), None)


def _get(job: Assignment, wanted: Handwritten) -> WrittenRow:
    row = _find(job, wanted)
    if row is None:
        raise LookupError(wanted.text)
    return row


def _submit(desk: Desk, wanted: Handwritten) -> WrittenRow:
    """Have the writer begin, fill in and submit in one transaction, so that no half of it is left."""
    job = desk.job
    with acting(desk.writer, in_=job.workspace_id) as (actor, now):
        customer = find_by_number(job.workspace_id, wanted.customer_number)
        line = TypedLine(text=wanted.text, quantity=wanted.quantity, price=wanted.price)
        typed = TypedInvoice(
            customer_id=str(customer.id) if customer else "",
            delivered_on=local_day(now, job.story.country).isoformat(),
            message=wanted.message,
            lines=(line,),
        )
        written_id = begin_written(actor, job.workspace_id, now=now)
        version = save_written(actor, job.workspace_id, written_id, typed, version=1, now=now)
        submit_written(actor, job.workspace_id, written_id, version=version, now=now)
    return _get(job, wanted)


def _return(job: Assignment, written_id: WrittenId, wanted: Handwritten) -> None:
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        claim_written(actor, job.workspace_id, written_id, now=now)
        return_written(actor, job.workspace_id, written_id, {"lines": wanted.remark}, "", now=now)


def _send_on(job: Assignment, written_id: WrittenId) -> None:
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        claim_written(actor, job.workspace_id, written_id, now=now)
        found = get_written(job.workspace_id, written_id)
        ground = ground_of(job.workspace_id, found.typed, now=now)
        how = SendingOn(
            issued_on=local_day(now, job.story.country),
            due_on=None,
            checked=frozenset(CHECKS),
            shown=shown_as(meaning_of(found.typed, ground).content, ground.customer, version=found.version),
        )
        send_on(actor, job.workspace_id, written_id, how, now=now)


def _tell(job: Assignment, wanted: Handwritten) -> None:
    """Tell what became of an invoice; where it was sent on, once its mail has arrived with the document."""
    if wanted.outcome == "waits":
        job.ok(f"written by the client, waits at the desk for you: {wanted.text}")
    elif wanted.outcome == "returned":
        job.ok(f"written by the client, returned to be corrected: {wanted.text}")
    else:
        gone = job.stage.wait(lambda: _gone(job, wanted), what=f"Sending {wanted.text}")
        with looking(job.accountant):
            invoice = get_invoice(job.workspace_id, gone.invoice_id).row
            wrong = [*wrong_mails(job.stage, [(invoice, gone.delivery)])]
        job.expect(true=not wrong, otherwise="; ".join(wrong))
        job.ok(f"written by the client, checked, sent on as invoice {invoice.number}, arrived: {wanted.text}")


@dataclass(frozen=True, slots=True)
class Gone:
    """An invoice that was sent on, and how."""

    invoice_id: InvoiceId
    delivery: DeliveryRow


def _gone(job: Assignment, wanted: Handwritten) -> Gone | None:
    row = _get(job, wanted)
    if row.invoice_id is None:
        return None
    with looking(job.accountant):
        deliveries = deliveries_of(job.workspace_id, row.invoice_id)
    left = deliveries and deliveries[0].state in {"handed_over", "delivered"}
    return Gone(row.invoice_id, deliveries[0]) if left and row.state == "invoiced" else None
