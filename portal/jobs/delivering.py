"""Jobs of delivery: making documents, and carrying deliveries out; whatever takes time holds no transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar, cast

import structlog

from billing.delivery.actions import (
    Held,
    Load,
    Way,
    give_up,
    keep_documents,
    pack,
    record,
    render_each_alone,
    say_not_rendered,
    send_first,
    send_invoices,
    take,
)
from billing.delivery.actions.queueing import ids_of
from billing.delivery.channels import OpenChannel, Outside, Parcel, open_channel
from billing.delivery.queries.parcels import with_files
from billing.delivery.queries.sheets import has_files, sheets_of, with_attached
from billing.delivery.rendering import Rendered, Sheet, expect_documents, render
from billing.delivery.rules.routes import Channel
from billing.desk.actions import follow_delivery
from billing.runs.queries import chunk_invoices
from portal.edge.settings import settings
from portal.jobs.work import Work
from tenants.files.queries import FileDamaged
from tenants.kernel.faults import reached
from tenants.kernel.ids import DeliveryId, InvoiceId, RunId
from tenants.kernel.refusals import Conflict, InvalidFields
from tenants.outside.outcome import Outcome

BATCH = 20
Id = TypeVar("Id")
log = structlog.get_logger()


def render_chunk(work: Work) -> None:
    """Make the documents of a chunk's invoices; at the last attempt each gets a task alone."""
    with work.step() as now:
        ids = chunk_invoices(work.workspace_id, RunId(work.id("run_id")), int(work.claim.ids["chunk"]))
        if work.claim.last:
            render_each_alone(work.workspace_id, ids, now=now)
    if not work.claim.last:
        _render(work, ids)


def render_invoice(work: Work) -> None:
    """Make the document of one invoice."""
    _render(work, [InvoiceId(work.id("invoice_id"))])


def send_written(work: Work) -> None:
    """Make the document of an invoice that the desk sent on, and send it by its channel.

    What is printed here waits for the person who hands it over.
    """
    invoice_id = InvoiceId(work.id("invoice_id"))
    expect_documents()
    with work.step():
        sheets = sheets_of(work.workspace_id, [invoice_id])
    if _make(work, sheets):
        work.give_back("The document could not be made; the log has the details.")
        return
    with work.last_step() as now:
        _send_as_chosen(work, invoice_id, now=now)
        reached("written_sent")


def _send_as_chosen(work: Work, invoice_id: InvoiceId, *, now: datetime) -> None:
    """Send an invoice by the way that the desk chose, else by its customer's.

    A way that isn't open any more, since the card was changed meanwhile, leaves it among what is to be sent.
    """
    chosen, address = work.claim.ids.get("channel"), work.claim.ids.get("address")
    if not chosen:
        send_invoices(work.actor(), work.workspace_id, [invoice_id], now=now)
        return
    try:
        way = Way(cast("Channel", chosen), address or None)
        send_first(work.actor(), work.workspace_id, invoice_id, way, now=now)
    except (Conflict, InvalidFields):
        log.exception("way_not_open", invoice=str(invoice_id))


def follow_written(work: Work) -> None:
    """Write at the desk how the newest sending of an invoice ended, and have its writer told."""
    with work.last_step() as now:
        follow_delivery(work.workspace_id, InvoiceId(work.id("invoice_id")), now=now)


def _render(work: Work, ids: Sequence[InvoiceId]) -> None:
    """Render in small batches, so that a kill costs seconds; what fails is tried once more, then told."""
    expect_documents()
    failed: list[Sheet] = []
    for batch in _batches(ids):
        with work.step():
            sheets = sheets_of(work.workspace_id, batch)
        reached("render_loaded")
        failed += _make(work, sheets)
    again = _make(work, failed)
    with work.last_step() as now:
        for sheet in again:
            said = "It failed twice; the log has the details."
            say_not_rendered(work.actor(), work.workspace_id, sheet.invoice_id, said, now=now)


def _make(work: Work, sheets: Sequence[Sheet]) -> list[Sheet]:
    """Render sheets and keep what came of them; returns those that failed. One with attached files is made alone."""
    failed = _make_together(work, [sheet for sheet in sheets if not has_files(sheet)])
    for sheet in filter(has_files, sheets):
        whole = _with_attached(work, sheet)
        failed += [sheet] if whole is None or _make_together(work, [whole]) else []
    return failed


def _with_attached(work: Work, sheet: Sheet) -> Sheet | None:
    try:
        with work.step():
            return with_attached(work.workspace_id, sheet)
    except (FileDamaged, KeyError):
        log.exception("attached_file_missing", invoice=str(sheet.invoice_id))
        return None


def _make_together(work: Work, sheets: Sequence[Sheet]) -> list[Sheet]:
    if not sheets:
        return []
    made = [(sheet, _rendered(sheet)) for sheet in sheets]
    reached("render_made")
    with work.step() as now:
        keep_documents(work.workspace_id, [rendered for _, rendered in made if rendered is not None], now=now)
        reached("render_written")
    reached("render_kept")
    return [sheet for sheet, rendered in made if rendered is None]


def _rendered(sheet: Sheet) -> Rendered | None:
    try:
        return render(sheet)
    except Exception:
        log.exception("render_failed", invoice=str(sheet.invoice_id))
        return None


def _batches(ids: Sequence[Id]) -> Iterator[Sequence[Id]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


def deliver(work: Work) -> None:
    """Carry deliveries out by one channel, over one connection; at the last attempt they are given up, visibly."""
    ids, channel = ids_of(work.claim.ids["delivery_ids"]), cast("Channel", work.claim.ids["channel"])
    if work.claim.last:
        with work.last_step() as now:
            give_up(work.actor(), work.workspace_id, ids, now=now)
        return
    config = settings()
    outside = Outside(config.smtp_url, config.mail_from, config.einvoice_outbox)
    with open_channel(channel, outside) as opened:
        _carry(work, opened, ids)


Carried = list[tuple[Load, Outcome]]


def _carry(work: Work, channel: OpenChannel, ids: Sequence[DeliveryId]) -> None:
    """Carry deliveries out; what they hold is read a batch at a time, and nothing sent waits for that unrecorded."""
    for batch in _batches(ids):
        with work.step():
            heavy = with_files(work.workspace_id, batch)
            parcels = pack(work.workspace_id, [each for each in batch if each not in heavy])
        _hand_all_over(work, channel, parcels)
        for each in (one for one in batch if one in heavy):
            with work.step():
                parcels = pack(work.workspace_id, [each])
            _hand_all_over(work, channel, parcels)


def _hand_all_over(work: Work, channel: OpenChannel, parcels: Sequence[Parcel]) -> None:
    """Write down the outcome of what was handed over together with the claim of what comes next."""
    held, carried = Held(work.claim.fence), Carried()
    for at in range(0, len(parcels) + channel.at_once, channel.at_once):
        if not carried and at >= len(parcels):
            break
        with work.step() as now:
            for load, outcome in carried:
                record(work.actor(), work.workspace_id, load, outcome, held, now=now)
            loads = take(work.workspace_id, parcels[at : at + channel.at_once], held, now=now)
        reached("deliver_claimed")
        carried = [(load, _hand_over(channel, load)) for load in loads]
        reached("deliver_sent")


def _hand_over(channel: OpenChannel, load: Load) -> Outcome:
    """Hand one parcel over; where an earlier try broke off, ask first what became of it."""
    found = channel.look_up(load.parcel) if load.interrupted else None
    return found or channel.send(load.parcel)
