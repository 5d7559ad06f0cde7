"""Taking a whole list back that was taken over by mistake: reversed on the ledger, kept, and its numbers free again."""

from datetime import datetime

from sqlalchemy import select, update

from billing.delivery.actions.queueing import one_at_a_time
from billing.invoices.models import Invoice
from billing.ledger.actions import Event, post
from billing.ledger.queries import open_amounts
from billing.ledger.rules.postings import postings_of_take_back
from billing.seller.queries import get_seller
from billing.streams.actions import change_series
from billing.streams.queries import numbers_from, series_rows
from billing.streams.rules import NewSeries, highest_place
from billing.takeover.models import TakeOver
from billing.takeover.queries import NoSuchTakeOver, rests_on
from billing.takeover.rules.returning import Moved, number_before
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import Country, local_day
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, TakeOverId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.money import from_minor, to_minor
from tenants.kernel.refusals import Conflict, InvalidFields, Problem

LONGEST_REASON = 300


class AlreadyBack(Conflict):
    """This list has been taken back already."""


class GoneOn(Conflict):
    """Invoices or credit notes have been issued here since, so the list can't be taken back any more."""


def take_back(actor: Actor, workspace_id: WorkspaceId, take_over_id: TakeOverId, reason: str, *, now: datetime) -> int:
    """Reverse the opening balances of a list, mark its invoices as taken back, and return how many they are.

    Nothing is deleted: the invoices, the file and the entries stay. Their numbers and references are free for another
    list, and series that the list had moved go on where they did before it.

    Raises:
        NoSuchTakeOver: the workspace has none by that id.
        InvalidFields: no reason is given, or it is too long.
        AlreadyBack: it was taken back before.
        GoneOn: a run has begun here, or one of the invoices was credited.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    why = _reason(reason)
    # Crediting waits for the first, and runs for the second: neither begins between this look and what is written.
    one_at_a_time(workspace_id)
    seller = get_seller(workspace_id, lock=True)
    row = _locked(workspace_id, take_over_id)
    if row.taken_back_at is not None:
        raise AlreadyBack(take_over_id)
    if not rests_on(workspace_id, take_over_id).is_nothing:
        raise GoneOn(take_over_id)
    count = _reverse(workspace_id, row, seller.country, now)
    row.taken_back_at, row.taken_back_by, row.taken_back_reason = now, actor.user_id, why
    db.session.flush()
    _return_series(actor, workspace_id, row, seller.country, now)
    _enter(actor, workspace_id, row, now)
    return count


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason:
        raise InvalidFields([Problem("reason", msg("Say why; it stays in the audit trail."))])
    if len(reason) > LONGEST_REASON:
        raise InvalidFields([Problem("reason", msg("At most %(most)s characters.", most=LONGEST_REASON))])
    return reason


def _locked(workspace_id: WorkspaceId, take_over_id: TakeOverId) -> TakeOver:
    query = select(TakeOver).where(TakeOver.workspace_id == workspace_id, TakeOver.id == take_over_id)
    found = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NoSuchTakeOver(take_over_id)
    return found


def _reverse(workspace_id: WorkspaceId, row: TakeOver, country: Country, now: datetime) -> int:
    """Mark the invoices of a list, and post the reverse of what is open on each."""
    theirs = (Invoice.workspace_id == workspace_id, Invoice.taken_over, Invoice.issued_at == row.taken_at)
    marking = update(Invoice).where(*theirs, Invoice.taken_back_at.is_(None)).values(taken_back_at=now)
    marked = marking.returning(Invoice.id, Invoice.currency).execution_options(synchronize_session=False)
    currencies = {InvoiceId(id_): currency for id_, currency in db.session.execute(marked)}
    amounts = open_amounts(workspace_id, list(currencies))
    on = local_day(now, country)
    events = (
        Event(
            name="taken_back",
            invoice_id=id_,
            posted_on=on,
            currency=currency,
            postings=postings_of_take_back(to_minor(amounts[id_], currency)),
        )
        for id_, currency in currencies.items()
    )
    post(workspace_id, events)
    return len(currencies)


def _return_series(actor: Actor, workspace_id: WorkspaceId, row: TakeOver, country: Country, now: datetime) -> None:
    """Have each series go on where it did before the list, unless somebody has set it otherwise since."""
    year, gone = local_day(now, country).year, _gone(workspace_id)
    for series in series_rows(workspace_id):
        moved = row.series.get(str(series.id))
        if moved is None or series.next_number != moved[1]:
            continue
        shape = NewSeries(series.name, series.prefix, series.digits, series.yearly)
        taken = highest_place(numbers_from(workspace_id, series.prefix), shape, year)
        before = number_before(moved[1], gone.get(str(series.id), ()), taken)
        new = NewSeries(series.name, series.prefix, series.digits, series.yearly, before)
        change_series(actor, workspace_id, series.id, new, now=now)


def _gone(workspace_id: WorkspaceId) -> dict[str, list[Moved]]:
    """Return by series how lists moved it that have been taken back."""
    query = select(TakeOver.series).where(TakeOver.workspace_id == workspace_id, TakeOver.taken_back_at.is_not(None))
    found: dict[str, list[Moved]] = {}
    for series in db.session.scalars(query):
        for series_id, (before, after) in series.items():
            found.setdefault(series_id, []).append(Moved(before, after))
    return found


def _enter(actor: Actor, workspace_id: WorkspaceId, row: TakeOver, now: datetime) -> None:
    sums = {currency: f"{from_minor(minor, currency):f}" for currency, minor in sorted(row.totals.items())}
    after = {"invoices": row.invoices, **sums, "reason": row.taken_back_reason}
    about = About("file", row.file_id, after=after)
    enter(actor, "receivables_taken_back", about, in_=workspace_id, now=now)
