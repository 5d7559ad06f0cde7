"""What was taken over, by whom, and whether more can be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from billing.invoices.models import Invoice
from billing.invoices.queries.stands import STANDS
from billing.runs.models import InvoiceRun
from billing.seller.queries import find_seller
from billing.streams.queries import stream_rows
from billing.takeover.models import PastReminder, TakeOver
from billing.takeover.rules.listed import ReminderKind
from tenants.files.models import File
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, TakeOverId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import NotFound
from tenants.users.models import User


class NoSuchTakeOver(NotFound):
    """There is no such take-over here."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """That a list was taken back: when, by whom, and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class TakeOverRow:
    """A list that was taken over: when, by whom, how many invoices, and what was open on them by currency."""

    id: TakeOverId
    taken_at: datetime
    taken_by: str
    invoices: int
    totals: Mapping[str, Decimal]
    file: str
    back: TakenBack | None


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A reminder that an earlier program sent: of which kind, with the fee claimed in the invoice's currency."""

    place: int
    kind: ReminderKind
    sent_on: date
    fee: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class TakenNumbers:
    """How many invoices were taken over, and the first and last of their numbers."""

    count: int
    first: str
    last: str


def why_no_take_over(workspace_id: WorkspaceId) -> Message | None:
    """Return why nothing can be taken over into a workspace, or None where it can: before its first run."""
    if find_seller(workspace_id) is None or not stream_rows(workspace_id):
        return msg("Fill in the settings first: they say who sells, and open the first number series.")
    run = select(InvoiceRun.id).where(InvoiceRun.workspace_id == workspace_id).limit(1)
    issued = select(Invoice.id).where(Invoice.workspace_id == workspace_id, Invoice.taken_over.is_(False)).limit(1)
    if db.session.scalar(run) or db.session.scalar(issued):
        return msg("Invoices have been issued here, so nothing more is taken over from an earlier program.")
    return None


def take_over_rows(workspace_id: WorkspaceId) -> tuple[TakeOverRow, ...]:
    """Return the lists that were taken over, the newest first."""
    return tuple(_rows(workspace_id))


def get_take_over(workspace_id: WorkspaceId, take_over_id: TakeOverId) -> TakeOverRow:
    """Return a list that was taken over.

    Raises:
        NoSuchTakeOver: the workspace has none by that id.
    """
    found = next(iter(_rows(workspace_id, TakeOver.id == take_over_id)), None)
    if found is None:
        raise NoSuchTakeOver(take_over_id)
    return found


def _rows(workspace_id: WorkspaceId, *wanted: ColumnElement[bool]) -> Iterator[TakeOverRow]:
    took, back = aliased(User), aliased(User)
    same_file = (File.workspace_id == TakeOver.workspace_id) & (File.id == TakeOver.file_id)
    query = (
        select(TakeOver, took.name, back.name, File.name)
        .join(took, took.id == TakeOver.taken_by)
        .join(File, same_file)
        .outerjoin(back, back.id == TakeOver.taken_back_by)
        .where(TakeOver.workspace_id == workspace_id, *wanted)
        .order_by(TakeOver.taken_at.desc())
    )
    for row, who, who_back, file in db.session.execute(query):
        at = row.taken_back_at
        yield TakeOverRow(
            TakeOverId(row.id),
            row.taken_at,
            who,
            row.invoices,
            {currency: from_minor(minor, currency) for currency, minor in sorted(row.totals.items())},
            file,
            TakenBack(at, who_back or "", row.taken_back_reason or "") if at else None,
        )


def taken_numbers(workspace_id: WorkspaceId) -> TakenNumbers | None:
    """Return the numbers that were taken over, None where there are none; they belong to no series here."""
    query = select(func.count(), func.min(Invoice.number), func.max(Invoice.number)).where(
        Invoice.workspace_id == workspace_id, Invoice.taken_over, STANDS
    )
    count, first, last = db.session.execute(query).one()
    return TakenNumbers(count, first, last) if count else None


def reminders_sent_before(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> tuple[SentBefore, ...]:
    """Return the reminders of an invoice that an earlier program sent, the first one first."""
    query = select(PastReminder).where(PastReminder.workspace_id == workspace_id, PastReminder.invoice_id == invoice_id)
    return tuple(
        SentBefore(
            row.place,
            cast("ReminderKind", row.kind),
            row.sent_on,
            from_minor(row.fee_minor, row.currency),
            row.currency,
        )
        for row in db.session.scalars(query.order_by(PastReminder.place))
    )


def reminded_times(workspace_id: WorkspaceId, times: int) -> ColumnElement[bool]:
    """Return the condition on invoices that so many reminders have been sent of them; an earlier program sent them.

    One that collection was announced of, or demanded, is past reminding, however often it was reminded of.
    """
    theirs = (PastReminder.workspace_id == workspace_id, PastReminder.invoice_id == Invoice.id)
    sent = select(func.count()).where(*theirs).correlate(Invoice).scalar_subquery()
    sterner = select(PastReminder.id).where(*theirs, PastReminder.kind != "reminder").correlate(Invoice).exists()
    return (sent == times) & ~sterner
