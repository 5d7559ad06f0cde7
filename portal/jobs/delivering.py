"""Jobs of delivery: making documents, and carrying deliveries out; whatever takes time holds no transaction."""

from collections.abc import Iterator, Sequence
from typing import cast

import structlog
from flask import current_app

from billing.delivery.actions import (
    Held,
    Load,
    give_up,
    keep_documents,
    record,
    render_each_alone,
    say_not_rendered,
    take,
)
from billing.delivery.actions.queueing import ids_of
from billing.delivery.channels import OpenChannel, Outside, open_channel
from billing.delivery.queries.sheets import sheets_of
from billing.delivery.rendering import Rendered, Sheet, render
from billing.delivery.rules.routes import Channel
from billing.runs.queries import chunk_invoices
from portal.config import Config
from portal.jobs.work import Work
from tenants.kernel.faults import reached
from tenants.kernel.ids import DeliveryId, InvoiceId, RunId
from tenants.outside.outcome import Outcome

BATCH = 20
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


def _render(work: Work, ids: Sequence[InvoiceId]) -> None:
    """Render in small batches, so that a kill costs seconds; what fails is tried once more, then told."""
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
    """Render sheets and keep what came of them; returns those that failed."""
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


def _batches(ids: Sequence[InvoiceId]) -> Iterator[Sequence[InvoiceId]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


def deliver(work: Work) -> None:
    """Carry deliveries out by one channel, over one connection; at the last attempt they are given up, visibly."""
    ids, channel = ids_of(work.claim.ids["delivery_ids"]), cast("Channel", work.claim.ids["channel"])
    if work.claim.last:
        with work.last_step() as now:
            give_up(work.actor(), work.workspace_id, ids, now=now)
        return
    config: Config = current_app.extensions["samla_config"]
    outside = Outside(config.smtp_url, config.mail_from, config.einvoice_outbox)
    with open_channel(channel, outside) as opened:
        _carry(work, opened, list(ids))


Carried = list[tuple[Load, Outcome]]


def _carry(work: Work, channel: OpenChannel, left: list[DeliveryId]) -> None:
    """Write down the outcome of what was handed over together with the claim of what comes next."""
    held, carried = Held(work.claim.fence), Carried()
    while left or carried:
        with work.step() as now:
            for load, outcome in carried:
                record(work.actor(), work.workspace_id, load, outcome, held, now=now)
            loads = take(work.workspace_id, left, held, at_most=channel.at_once, now=now)
        reached("deliver_claimed")
        left = _rest(left, loads)
        carried = [(load, _hand_over(channel, load)) for load in loads]
        reached("deliver_sent")


def _rest(left: list[DeliveryId], loads: Sequence[Load]) -> list[DeliveryId]:
    """Return what is still to be taken: nothing, once there was nothing to take."""
    taken = {load.delivery_id for load in loads}
    return [each for each in left if each not in taken] if taken else []


def _hand_over(channel: OpenChannel, load: Load) -> Outcome:
    """Hand one parcel over; where an earlier try broke off, ask first what became of it."""
    found = channel.look_up(load.parcel) if load.interrupted else None
    return found or channel.send(load.parcel)
