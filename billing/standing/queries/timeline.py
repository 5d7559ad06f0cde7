"""Everything that happened to one invoice, in order: from issuing it to the outcome of each sending."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from billing.delivery.queries import DeliveryRow, TryRow, deliveries_of, document_of
from billing.delivery.queries.by_hand import find_chosen
from billing.delivery.rules.troubles import what_happened
from billing.invoices.models import Invoice
from billing.invoices.queries import NoSuchInvoice
from billing.runs.models import InvoiceRun
from billing.standing.queries.corrected import corrected
from billing.takeover.queries.history import SentBefore, reminders_sent_before
from billing.takeover.rules.listed import ReminderKind
from tenants.companies.models import Company
from tenants.firms.models import Firm
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, RunId, WorkspaceId
from tenants.kernel.journal.models import JournalEntry
from tenants.kernel.language import Message, msg
from tenants.users.models import User

CHOSEN = {
    "email": msg("To be sent by e-mail to %(address)s"),
    "einvoice": msg("To be sent as an e-invoice to %(address)s"),
}
OUTCOMES = {
    "queued": msg("Queued"),
    "handed_over": msg("Handed over"),
    "delivered": msg("Delivered"),
    "bounced": msg("Bounced"),
    "rejected": msg("Rejected"),
    "failed": msg("Failed"),
    "unknown": msg("Unknown outcome"),
}
TRIES = {
    None: msg("Try %(place)s began"),
    "done": msg("Try %(place)s was taken"),
    "retry": msg("Try %(place)s didn't succeed and is repeated"),
    "final": msg("Try %(place)s was refused for good"),
    "unknown": msg("Try %(place)s ended without an answer"),
}
ACTS = {
    "delivery_resolved": msg("The outcome was found out and noted"),
    "document_asked_for": msg("The document was asked for again"),
    "document_not_made": msg("The document couldn't be made"),
    "by_hand_taken_back": msg("It isn't to be handed over after all"),
}
# What an earlier program had sent, without a fee and with one.
SENT_BEFORE: Mapping[ReminderKind, tuple[Message, Message]] = {
    "reminder": (
        msg("Reminder %(place)s had been sent on %(day)s"),
        msg("Reminder %(place)s had been sent on %(day)s, with a fee of %(fee)s %(currency)s"),
    ),
    "collection_warning": (
        msg("A collection warning had been sent on %(day)s"),
        msg("A collection warning had been sent on %(day)s, with a fee of %(fee)s %(currency)s"),
    ),
    "demand": (
        msg("A demand for payment had been sent on %(day)s"),
        msg("A demand for payment had been sent on %(day)s, with a fee of %(fee)s %(currency)s"),
    ),
}
SENDINGS = ("documents_sent", "document_resent", "documents_handed_over")
Sender = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One thing that happened: when, the sentence, by whom from which firm, and why or with which evidence.

    `kind` is issued, rendered, route, try, a delivery's state, or the act of a journal entry; `detail` are the other
    side's words or a receipt, said as they are. `raw` is what a fault calls itself, for the firm's staff alone.
    """

    at: datetime
    kind: str
    text: Message
    who: str = ""
    firm: str = ""
    reason: Message | None = None
    detail: str = ""
    raw: str = ""
    run_id: RunId | None = None
    delivery_id: DeliveryId | None = None


def timeline_of(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> tuple[TimelineRow, ...]:
    """Return what happened to an invoice, the first thing first.

    Raises:
        NoSuchInvoice: the workspace has none by that id.
    """
    deliveries = deliveries_of(workspace_id, invoice_id)
    senders = _senders(workspace_id, {delivery.created_at for delivery in deliveries})
    about = [invoice_id, *(delivery.id for delivery in deliveries)]
    rows = [
        *(_taken_over(workspace_id, invoice_id) or (_issued(workspace_id, invoice_id),)),
        *_rendered(workspace_id, invoice_id),
        *(row for delivery in deliveries for row in _sent(delivery, senders)),
        *_chosen(workspace_id, invoice_id),
        *_acts(workspace_id, about),
        *(
            TimelineRow(at=one.at, kind=one.kind, text=one.text, who=one.who)
            for one in corrected(workspace_id, invoice_id)
        ),
    ]
    return tuple(sorted(rows, key=lambda row: row.at))


def _issued(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> TimelineRow:
    same_run = (InvoiceRun.workspace_id == Invoice.workspace_id) & (InvoiceRun.id == Invoice.run_id)
    started = (
        (JournalEntry.scope_id == Invoice.workspace_id)
        & (JournalEntry.about_id == Invoice.run_id)
        & (JournalEntry.act == "run_started")
    )
    row = db.session.execute(
        select(Invoice.issued_at, Invoice.run_id, InvoiceRun.number, User.name, Company.name)
        .join(InvoiceRun, same_run)
        .join(User, User.id == InvoiceRun.started_by)
        .outerjoin(JournalEntry, started)
        .outerjoin(Firm, Firm.id == JournalEntry.firm_id)
        .outerjoin(Company, Company.id == Firm.company_id)
        .where(Invoice.workspace_id == workspace_id, Invoice.id == invoice_id)
    ).one_or_none()
    if row is None:
        raise NoSuchInvoice(invoice_id)
    issued_at, run_id, number, who, firm = row
    run = RunId(run_id) if run_id else None
    text = msg("Issued in run %(number)s", number=number)
    return TimelineRow(at=issued_at, kind="issued", text=text, who=who, firm=firm or "", run_id=run)


def _taken_over(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> tuple[TimelineRow, ...]:
    """Return how an invoice came from an earlier program, with what had been sent there; nothing for one of ours."""
    taken_over = select(Invoice.issued_at, Invoice.taken_back_at).where(
        Invoice.workspace_id == workspace_id, Invoice.id == invoice_id, Invoice.taken_over
    )
    found = db.session.execute(taken_over).one_or_none()
    if found is None:
        return ()
    at, back = found
    wanted = (JournalEntry.at == at, JournalEntry.act == "receivables_taken_over")
    who, firm = next(((who, firm) for _at, _act, who, firm in _entries(workspace_id, *wanted)), ("", ""))
    first = TimelineRow(at=at, kind="taken_over", text=msg("Taken over from an earlier program"), who=who, firm=firm)
    sent = reminders_sent_before(workspace_id, invoice_id)
    before = (TimelineRow(at=at, kind="reminded_before", text=_reminded(one)) for one in sent)
    return first, *before, *_taken_back(workspace_id, back)


def _taken_back(workspace_id: WorkspaceId, at: datetime | None) -> Iterator[TimelineRow]:
    if at is None:
        return
    wanted = (JournalEntry.at == at, JournalEntry.act == "receivables_taken_back")
    for _at, _act, who, firm in _entries(workspace_id, *wanted):
        text = msg("Taken back: the list it was in had been taken over by mistake")
        yield TimelineRow(at=at, kind="taken_back", text=text, who=who, firm=firm)


def _reminded(one: SentBefore) -> Message:
    facts: dict[str, object] = {"place": one.place, "day": one.sent_on}
    without, with_fee = SENT_BEFORE[one.kind]
    if not one.fee:
        return Message(without.id, facts)
    return Message(with_fee.id, facts | {"fee": one.fee, "currency": one.currency})


def _rendered(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> Iterator[TimelineRow]:
    document = document_of(workspace_id, invoice_id)
    if document is not None:
        yield TimelineRow(at=document.rendered_at, kind="rendered", text=msg("The document was made"))


def _chosen(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> Iterator[TimelineRow]:
    chosen = find_chosen(workspace_id, invoice_id)
    if chosen is not None:
        text = msg("Chosen to be printed here and handed over")
        yield TimelineRow(at=chosen.at, kind="by_hand", text=text, who=chosen.who)


def _sent(delivery: DeliveryRow, senders: Mapping[datetime, Sender]) -> Iterator[TimelineRow]:
    who, firm = senders.get(delivery.created_at, ("", ""))
    if delivery.channel == "print":
        text = msg("Printed here and handed over")
        yield TimelineRow(at=delivery.created_at, kind=delivery.state, text=text, who=who, firm=firm)
        return
    yield TimelineRow(
        at=delivery.created_at,
        kind="route",
        text=Message(CHOSEN[delivery.channel].id, {"address": delivery.address or "?"}),
        who=who,
        firm=firm,
        reason=delivery.route.reason,
        delivery_id=delivery.id,
    )
    yield from (_tried(one, delivery) for one in delivery.tries)
    if delivery.state != "queued":
        yield TimelineRow(
            at=_ended(delivery),
            kind=delivery.state,
            text=OUTCOMES[delivery.state],
            reason=delivery.reason,
            detail=delivery.receipt or "",
            delivery_id=delivery.id,
        )


def _tried(one: TryRow, delivery: DeliveryRow) -> TimelineRow:
    text = Message(TRIES[one.outcome].id, {"place": one.place})
    at, raw = one.ended_at or one.started_at, one.detail or ""
    if one.outcome == "done":
        return TimelineRow(at=at, kind="try", text=text, detail=raw, delivery_id=delivery.id)
    return TimelineRow(at=at, kind="try", text=text, reason=_why(one), raw=raw, delivery_id=delivery.id)


def _why(one: TryRow) -> Message | None:
    """Return what people are told of a try that didn't succeed."""
    if one.outcome not in {"retry", "final"}:
        return None
    return what_happened(one.stage or "", one.detail or "", "final")


def _ended(delivery: DeliveryRow) -> datetime:
    """Return when a delivery got to its state; one that no try began ended when it was made."""
    tried = max((one.ended_at or one.started_at for one in delivery.tries), default=delivery.created_at)
    return delivery.settled_at or delivery.handed_over_at or tried


def _acts(workspace_id: WorkspaceId, about: Collection[UUID]) -> Iterator[TimelineRow]:
    """Yield what people did with the invoice or a sending of it, from the audit trail."""
    wanted = (JournalEntry.about_id.in_(about), JournalEntry.act.in_(ACTS))
    for at, act, who, firm in _entries(workspace_id, *wanted):
        yield TimelineRow(at=at, kind=act, text=ACTS[act], who=who, firm=firm)


def _senders(workspace_id: WorkspaceId, moments: Collection[datetime]) -> dict[datetime, Sender]:
    """Return who had documents sent at some moments; an act and what it wrote have the same moment."""
    wanted = (JournalEntry.at.in_(moments), JournalEntry.act.in_(SENDINGS))
    return {at: (who, firm) for at, _act, who, firm in _entries(workspace_id, *wanted)}


def _entries(workspace_id: WorkspaceId, *wanted: ColumnElement[bool]) -> Iterator[tuple[datetime, str, str, str]]:
    """Yield the moment, the act, who did it and from which firm."""
    entry = JournalEntry
    rows = db.session.execute(
        select(entry.at, entry.act, entry.who, Company.name)
        .outerjoin(Firm, Firm.id == entry.firm_id)
        .outerjoin(Company, Company.id == Firm.company_id)
        .where(entry.scope_id == workspace_id, *wanted)
    )
    return ((at, act, who, firm or "") for at, act, who, firm in rows)
