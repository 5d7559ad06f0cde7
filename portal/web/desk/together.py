"""What became of invoices that were asked to be sent on together: how many, and which weren't and why."""

from dataclasses import dataclass

from flask import url_for

from billing.desk.queries import BatchFacts, RefusedItem, get_batch, newest_batch, refused_items, still_at_desk
from portal.web._design import Action, Figure, Link, Notice, Progress
from portal.web._design.filters import day, moment
from portal.web._design.words import Words
from portal.web.channels import CHANNELS
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import BatchId, WorkspaceId
from tenants.kernel.language import msg


@dataclass(frozen=True, slots=True)
class ShownRefusal:
    """An invoice that wasn't sent on, and where it is checked."""

    url: str
    item: RefusedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherPage:
    """How far it has come, what was given to all, and what was refused."""

    progress: Progress
    facts: tuple[tuple[Words, Words], ...]
    stopped: Notice | None
    restart: Action | None
    refused: tuple[ShownRefusal, ...]
    list_url: str


def together_page(actor: Actor, workspace_id: WorkspaceId, batch_id: BatchId) -> TogetherPage:
    """Return the page of a batch.

    Raises:
        NoSuchBatch: the workspace has none by that id.
    """
    batch = get_batch(workspace_id, batch_id)
    return TogetherPage(
        progress=progress_of(workspace_id, batch),
        facts=_facts(batch),
        stopped=Notice("bad", msg("Why it stopped: %(cause)s", cause=batch.stopped.cause)) if batch.stopped else None,
        restart=_restart(actor, workspace_id, batch),
        refused=tuple(
            ShownRefusal(url_for("desk.review", workspace_id=workspace_id, written_id=one.written_id), one)
            for one in refused_items(workspace_id, batch_id)
        ),
        list_url=url_for("desk.of_client", workspace_id=workspace_id),
    )


def progress_of(workspace_id: WorkspaceId, batch: BatchFacts) -> Progress:
    """Return how far a batch has come."""
    here = url_for("desk.together", workspace_id=workspace_id, batch_id=batch.id)
    sent = url_for("written.written", workspace_id=workspace_id, state="all")
    return Progress(
        title=msg("Send on together"),
        done=batch.sent + batch.refused,
        total=batch.chosen,
        url=url_for("desk.together_progress", workspace_id=workspace_id, batch_id=batch.id),
        step=_step(batch),
        figures=(
            Figure(msg("sent on"), batch.sent, sent),
            Figure(msg("not sent on"), batch.refused, f"{here}#refused", "warn" if batch.refused else "neutral"),
        ),
        finished=batch.finished_at is not None,
    )


def own_notice(actor: Actor, workspace_id: WorkspaceId) -> Notice | None:
    """Return how what a reader asked for last goes on, or that some of it wasn't sent on and is at the desk still."""
    batch = newest_batch(workspace_id, actor.user_id) if actor.user_id else None
    if batch is None:
        return None
    links = (Link(msg("Show them"), url_for("desk.together", workspace_id=workspace_id, batch_id=batch.id)),)
    if batch.finished_at is None:
        done = batch.sent + batch.refused
        told = msg("Sending on together: %(done)s of %(chosen)s are done.", done=done, chosen=batch.chosen)
        return Notice("bad" if batch.stopped else "info", told, links)
    left = still_at_desk(workspace_id, batch.id) if batch.refused else 0
    told = msg("Not sent on with the others, and still at the desk: %(count)s.", count=left)
    return Notice("warn", told, links) if left else None


def _step(batch: BatchFacts) -> Words:
    if batch.stopped is not None:
        return msg(
            "It was interrupted again and again (%(attempts)s times), so nobody is at work on it any more. Start it"
            " again.",
            attempts=batch.stopped.attempts,
        )
    if batch.finished_at is not None:
        return msg("Finished %(at)s", at=moment(batch.finished_at))
    if batch.waiting == batch.chosen:
        return msg("Asked for: sending on begins in a moment.")
    return msg("Each gets its number and leaves by itself.")


def _facts(batch: BatchFacts) -> tuple[tuple[Words, Words], ...]:
    usual = msg("Each as its customer card says")
    return (
        (msg("Started by"), f"{batch.asker}, {moment(batch.asked_at)}"),
        (msg("Invoice date"), day(batch.issued_on)),
        (msg("Way of delivery"), CHANNELS[batch.channel] if batch.channel else usual),
    )


def _restart(actor: Actor, workspace_id: WorkspaceId, batch: BatchFacts) -> Action | None:
    if batch.stopped is None:
        return None
    url = url_for("desk.restart_together", workspace_id=workspace_id, batch_id=batch.id)
    action = Action(label=msg("Start again"), url=url, weight="primary", icon="refresh")
    return permitted(action, actor, Permission.RUN_INVOICING, workspace_id)
