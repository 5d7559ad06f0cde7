"""What comes next when a run is over: reminders, the streams where requests wait, the channels with unsent invoices."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from flask import current_app, url_for

from billing.delivery.queries import unsent_counts
from billing.invoices.queries import InvoiceQuery, invoice_count
from billing.requests.queries import request_counts
from billing.runs.queries import RunFacts
from billing.streams.queries import stream_rows
from billing.takeover.queries import reminded_times
from portal.web._design import Action
from portal.web._design.filters import number
from portal.web._design.words import Words
from portal.web.channels import CHANNELS
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that comes next: what it is, what waits there, and whether nothing does any more."""

    label: Words
    waiting: Words
    url: str
    is_done: bool


def steps_after(workspace_id: WorkspaceId, *, on: date) -> tuple[Step, ...]:
    """Return the tick list at the end of a run: what is overdue, each stream that is switched on, each channel."""
    return (*_reminders(workspace_id, on), *_streams(workspace_id), *_channels(workspace_id))


def retry_action(actor: Actor, workspace_id: WorkspaceId, run: RunFacts) -> Action | None:
    """Return previewing again only what a run left out and is ready by now; nothing where it left nothing out."""
    if not run.set_aside or run.row.kind == "undo":
        return None
    ready = sum(one.is_ready for one in run.set_aside)
    action = Action(
        label=msg("Preview those that are ready now (%(count)s)", count=number(ready)),
        url=url_for("runs.preview", workspace_id=workspace_id),
        icon="refresh",
    )
    if not ready:
        return replace(action, refusal=msg("None of them is ready yet. Put them right first, each by its link."))
    return permitted(action, actor, Permission.EDIT_REQUESTS, workspace_id)


def _reminders(workspace_id: WorkspaceId, on: date) -> Iterator[Step]:
    """Yield what is due for a first and a second reminder: overdue, and so often reminded."""
    if "invoices.invoices" not in current_app.view_functions:
        return
    for place, (answer, times) in enumerate((("no", 0), ("once", 1)), 1):
        due = InvoiceQuery(state="open", overdue_on=on, also=reminded_times(workspace_id, times))
        count = invoice_count(workspace_id, due)
        yield Step(
            msg("Reminder #%(place)s", place=place),
            msg("%(count)s overdue", count=number(count)),
            url_for("invoices.invoices", workspace_id=workspace_id, state="overdue", reminded=answer),
            is_done=not count,
        )


def _streams(workspace_id: WorkspaceId) -> tuple[Step, ...]:
    found = []
    for stream in stream_rows(workspace_id):
        counts = request_counts(workspace_id, stream_id=stream.id)
        if stream.active or counts.ready or counts.invalid:
            waiting = msg(
                "%(ready)s ready, %(errors)s with errors", ready=number(counts.ready), errors=number(counts.invalid)
            )
            url = url_for("requests.requests", workspace_id=workspace_id, stream=stream.id)
            found.append(Step(stream.name, waiting, url, is_done=not (counts.ready or counts.invalid)))
    return tuple(found)


def _channels(workspace_id: WorkspaceId) -> tuple[Step, ...]:
    if "sending.sending" not in current_app.view_functions:
        return ()
    waiting = {one.channel: one.count for one in unsent_counts((workspace_id,))}
    return tuple(
        Step(
            msg("Send: %(channel)s", channel=label),
            msg("%(count)s unsent", count=number(waiting.get(channel, 0))),
            url_for("sending.sending", workspace_id=workspace_id, channel=channel),
            is_done=not waiting.get(channel),
        )
        for channel, label in CHANNELS.items()
    )
