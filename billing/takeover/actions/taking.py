"""Taking a list of open receivables over: all of it or nothing, and only if it comes to what the old ledger has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from billing.en16931.model.plain import to_plain
from billing.invoices.models import Invoice
from billing.ledger.actions import Event, post
from billing.ledger.rules.postings import postings_of_take_over
from billing.requests.rules.draft import Upload
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts
from billing.streams.actions import change_series
from billing.streams.queries import stream_rows
from billing.streams.rules.series import NewSeries
from billing.takeover.models import PastReminder, TakeOver
from billing.takeover.queries.history import why_no_take_over
from billing.takeover.queries.rehearsal import Opening, SeriesStart, rehearse_take_over
from billing.takeover.rules.content import opening_content
from billing.takeover.rules.judging import Judged, Total, difference, reference_of
from tenants.files.actions import NewFile, keep_file
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.bulk import add_rows
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, SeriesId, StreamId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.money import to_minor
from tenants.kernel.refusals import Conflict, Forbidden, InvalidFields, Problem


class NotBeforeFirstRun(Conflict):
    """Nothing can be taken over: %(reason)s"""


class ReceivablesWrong(Conflict):
    """Some invoices of the list have to be corrected first; nothing was taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a person says of a list: what the old ledger has open by currency, and where each series goes on."""

    totals: Mapping[str, Decimal | None]
    next_numbers: Mapping[SeriesId, int]


def take_over(actor: Actor, workspace_id: WorkspaceId, file: Upload, stated: Stated, *, now: datetime) -> int:
    """Write the open receivables of a list with their opening balances, and return how many; nothing is sent for them.

    Raises:
        NotBeforeFirstRun: invoices have been issued here already.
        ReceivablesWrong: something of the list has to be corrected.
        InvalidFields: the old ledger has another total, or a series can't go on where it is said to.
        SellerMissing, Invalid: as `rehearse_take_over`.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    # Runs lock the seller as well: none starts between this look and what is written.
    seller = get_seller(workspace_id, lock=True)
    if (reason := why_no_take_over(workspace_id)) is not None:
        raise NotBeforeFirstRun(reason=reason)
    opening = rehearse_take_over(workspace_id, file.data, now=now)
    if opening.wrong:
        raise ReceivablesWrong
    _refuse_unequal(opening.totals, stated.totals)
    _write(workspace_id, opening.rows, seller, now)
    moved = _set_series(actor, workspace_id, opening.starts, stated.next_numbers, now)
    _enter(actor, workspace_id, file, opening, moved, now)
    return len(opening.rows)


def _refuse_unequal(totals: Iterable[Total], stated: Mapping[str, Decimal | None]) -> None:
    """Refuse a list that doesn't come to what the old ledger has open, in each currency."""
    found = {total.currency: difference(total, stated.get(total.currency)) for total in totals}
    if problems := [Problem(f"total_{currency}", reason) for currency, reason in found.items() if reason]:
        raise InvalidFields(problems)


def _write(workspace_id: WorkspaceId, rows: Iterable[Judged], seller: SellerFacts, now: datetime) -> None:
    streams = stream_rows(workspace_id)
    ids = {"": StreamId(streams[0].id), **{stream.code: StreamId(stream.id) for stream in streams}}
    written = [(row, _row(workspace_id, ids[row.listed.stream], row, seller, now)) for row in rows]
    add_rows(Invoice, [values for _row, values in written])
    on = local_day(now, seller.country)
    events = (
        Event(
            name="taken_over",
            invoice_id=InvoiceId(values["id"]),
            posted_on=on,
            currency=row.listed.currency,
            postings=postings_of_take_over(to_minor(row.listed.open, row.listed.currency)),
        )
        for row, values in written
    )
    post(workspace_id, events)
    add_rows(PastReminder, [one for row, values in written for one in _reminders(workspace_id, row, values["id"])])


def _row(
    workspace_id: WorkspaceId, stream_id: StreamId, row: Judged, seller: SellerFacts, now: datetime
) -> dict[str, Any]:
    if row.customer is None:
        raise ReceivablesWrong
    content = opening_content(row.listed, seller, row.customer)
    totals = content.totals
    return {
        "workspace_id": workspace_id,
        "id": uuid4(),
        "number": content.number,
        "kind": "credit_note" if content.is_credit_note else "invoice",
        "taken_over": True,
        "customer_id": row.customer.id,
        "stream_id": stream_id,
        "issued_on": content.issued_on,
        "due_on": content.due_on,
        "currency": content.currency,
        "reference": reference_of(row.listed),
        "net_minor": to_minor(totals.net, content.currency),
        "vat_minor": to_minor(totals.vat, content.currency),
        "total_minor": to_minor(totals.gross, content.currency),
        "content": to_plain(content),
        "issued_at": now,
    }


def _reminders(workspace_id: WorkspaceId, row: Judged, invoice_id: Any) -> Iterable[dict[str, Any]]:
    for place, reminder in enumerate(row.listed.reminders, 1):
        yield {
            "workspace_id": workspace_id,
            "id": uuid4(),
            "invoice_id": invoice_id,
            "place": place,
            "kind": reminder.kind,
            "sent_on": reminder.sent_on,
            "fee_minor": to_minor(reminder.fee, row.listed.currency),
            "currency": row.listed.currency,
        }


def _set_series(
    actor: Actor,
    workspace_id: WorkspaceId,
    starts: Iterable[SeriesStart],
    wanted: Mapping[SeriesId, int],
    now: datetime,
) -> dict[str, list[int]]:
    """Have each series that has given no number go on where it is said to, at the least above what was taken over.

    Returns the next number before and after, of each series that was changed.
    """
    problems: list[Problem] = []
    moved: dict[str, list[int]] = {}
    for start in starts:
        series = start.series
        following = wanted.get(series.id, start.next_number)
        new = NewSeries(series.name, series.prefix, series.digits, series.yearly, following)
        if following != series.next_number or following < start.next_number:
            try:
                change_series(actor, workspace_id, series.id, new, now=now)
                moved[str(series.id)] = [series.next_number, following]
            except InvalidFields as refusal:
                problems += [Problem(f"next_{series.id}", one.message) for one in refusal.problems]
    if problems:
        raise InvalidFields(problems)
    return moved


def _enter(  # noqa: PLR0917  one call writes it down
    actor: Actor, workspace_id: WorkspaceId, file: Upload, opening: Opening, moved: dict[str, list[int]], now: datetime
) -> None:
    """Keep the file, and write down who took it over and what it came to."""
    if actor.user_id is None:
        raise Forbidden
    name = file.name[:120] or "receivables.csv"
    file_id = keep_file(workspace_id, NewFile(name, "text/csv", file.data), now=now)
    row = TakeOver(
        workspace_id=workspace_id,
        file_id=file_id,
        invoices=len(opening.rows),
        totals={total.currency: to_minor(total.open, total.currency) for total in opening.totals},
        taken_by=actor.user_id,
        taken_at=now,
        series=moved,
    )
    db.session.add(row)
    db.session.flush()
    sums = {total.currency: f"{total.open:f}" for total in opening.totals}
    after: dict[str, Any] = {"file": name, "invoices": len(opening.rows), **sums}
    enter(actor, "receivables_taken_over", About("file", file_id, after=after), in_=workspace_id, now=now)
