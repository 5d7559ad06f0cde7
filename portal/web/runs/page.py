"""The page of one run: how far it has come, and what it did."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import current_app, url_for

from billing.corrections.queries.undoing import Undoing
from billing.delivery.queries import RunDeliveries
from billing.runs.queries import RunFacts, RunProgress, Standstill
from billing.runs.rules.collective import CollectiveInvoice
from billing.runs.rules.totals import CurrencyTotal
from portal.web._design import Action, Field, Figure, Link, Notice, Progress
from portal.web._design.filters import day, moment, number
from portal.web._design.words import Words
from portal.web.choosing import joined
from portal.web.reasons import permitted
from portal.web.runs.collective import Collective, collective_of, requests_fact
from portal.web.runs.left_out import LeftOut, left_out_of
from portal.web.runs.next_steps import Step, retry_action, steps_after
from portal.web.runs.outcome import Outcome, outcome_of
from portal.web.runs.sending import delivery_facts
from portal.web.runs.undoing import anew_field, crediting_words, linked_runs, stopped_crediting, undo_action
from portal.web.runs.words import RateRow, account_facts, claim_facts, numbers, rate_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import RunId, WorkspaceId
from tenants.kernel.language import Message, msg

ENOUGH = 20
MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPage:
    """A run on its way, or the summary that stays of it."""

    title: Message
    progress: Progress
    is_over: bool
    facts: tuple[tuple[Words, Words], ...]
    totals: tuple[RateRow, ...]
    sums: tuple[CurrencyTotal, ...]
    accounts: tuple[tuple[Words, Words], ...]
    collective: Collective | None
    deliveries: tuple[tuple[Words, Words], ...]
    left_out: tuple[LeftOut, ...]
    pdf: Action
    csv_url: str
    table_url: str
    retry: Action | None
    retry_hidden: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    invoices_url: str
    send: Action
    restart: Action | None
    stopped: Notice | None
    outcome: Outcome
    undo: Action | None
    linked: tuple[Link, ...]
    under_way: Progress | None
    is_undo: bool
    is_credit: bool
    anew: Field
    next_step: Link


@dataclass(frozen=True, slots=True)
class Stand:
    """How a run stands: how far it has come, its deliveries, whether it can be or has been undone.

    `collective` are its invoices that hold several requests; `under_way` is how far the run has come that undoes it.
    """

    come: RunProgress
    deliveries: RunDeliveries
    undoing: Undoing
    collective: tuple[CollectiveInvoice, ...] = ()
    under_way: RunProgress | None = None


def run_page(
    actor: Actor, workspace_id: WorkspaceId, run: RunFacts, stand: Stand, *, on: date, now: datetime
) -> RunPage:
    """Return the page of a run from its facts, how far it has come, and how its deliveries stand."""
    row, come = run.row, stand.come
    return RunPage(
        title=title_of(come),
        progress=progress_of(workspace_id, come, now=now),
        is_over=come.state == "done",
        facts=_facts(run, stand.undoing),
        totals=rate_rows(run.totals),
        sums=run.sums,
        accounts=account_facts(run.accounts),
        collective=collective_of(stand.collective),
        left_out=left_out_of(workspace_id, run),
        pdf=_pdf(workspace_id, run, come),
        csv_url=url_for("runs.invoices_csv", workspace_id=workspace_id, run_id=row.id),
        table_url=url_for("runs.summary_table", workspace_id=workspace_id, run_id=row.id),
        retry=retry_action(actor, workspace_id, run),
        retry_hidden=(("ids", joined(one.request_id for one in run.set_aside if one.is_ready)),),
        steps=steps_after(workspace_id, on=on) if come.state == "done" else (),
        invoices_url=invoices_url(workspace_id, come.run_id),
        send=_send(actor, workspace_id, stand),
        restart=_restart(actor, workspace_id, come),
        stopped=_stopped(come),
        outcome=outcome_of(run, stand.deliveries, on=on),
        undo=undo_action(actor, workspace_id, come, stand.undoing),
        linked=tuple(linked_runs(workspace_id, stand.undoing)),
        under_way=progress_of(workspace_id, stand.under_way, now=now) if stand.under_way else None,
        is_undo=row.kind == "undo",
        is_credit=stand.undoing.credit_notes > 0 and not stand.undoing.invoices,
        anew=anew_field(),
        deliveries=delivery_facts(stand.deliveries),
        next_step=Link(
            msg("Back to the requests"), url_for("requests.requests", workspace_id=workspace_id, stream=row.stream_id)
        ),
    )


def progress_of(workspace_id: WorkspaceId, come: RunProgress, *, now: datetime) -> Progress:
    """Return how far a run has come; a request is done when its document is made, or when it is left out."""
    here = url_for("runs.run", workspace_id=workspace_id, run_id=come.run_id)
    issued = invoices_url(workspace_id, come.run_id) or here
    return Progress(
        title=title_of(come),
        done=come.documented + come.set_aside,
        total=come.chosen,
        url=url_for("runs.progress", workspace_id=workspace_id, run_id=come.run_id),
        step=step_words(come, now),
        figures=(
            Figure(msg("credited") if come.kind == "undo" else msg("issued"), come.issued, issued),
            Figure(msg("documents made"), come.rendered, issued),
            *(() if come.kind == "undo" else (Figure(msg("sent"), come.sent, issued),)),
            Figure(msg("left out"), come.set_aside, f"{here}#left-out", "warn" if come.set_aside else "neutral"),
            *((Figure(msg("without a document"), come.not_made, issued, "bad"),) if come.not_made else ()),
        ),
        finished=come.is_settled,
    )


def title_of(run: RunProgress) -> Message:
    """Return what a run is called."""
    return msg("Run %(number)s %(stream)s", number=run.number, stream=run.stream_name)


def invoices_url(workspace_id: WorkspaceId, run_id: RunId) -> str:
    """Return the list of exactly the run's invoices; empty in a portal without that list."""
    endpoint = "invoices.invoices"
    if endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, workspace_id=workspace_id, run=run_id)


def step_words(come: RunProgress, now: datetime) -> Words:
    """Return the step that a run is at, and how long it will still take once that can be reckoned."""
    if come.standstill is not None:
        is_crediting = come.kind == "undo" and come.standstill.numbering
        return stopped_crediting(come.standstill) if is_crediting else standstill_words(come.standstill)
    if come.is_settled:
        return msg("Finished %(at)s", at=moment(come.finished_at))
    if come.waiting:
        return crediting_words(come) if come.kind == "undo" else msg("Numbering: each invoice gets its number.")
    if not come.is_rendered:
        return _rendering(come, now)
    return msg("The summary is being written.")


def standstill_words(still: Standstill) -> Message:
    """Return which part of a run stands still, and that a person has to start it again."""
    if still.numbering:
        return msg(
            "Part %(parts)s was interrupted at numbering again and again (%(attempts)s times), so nobody is at work"
            " on it any more. Start it again.",
            parts=", ".join(map(str, still.numbering)),
            attempts=still.attempts,
        )
    if still.documents:
        return msg(
            "Making the documents of part %(parts)s was interrupted again and again (%(attempts)s times), so nobody"
            " is at work on them any more. Start it again.",
            parts=", ".join(map(str, still.documents)),
            attempts=still.attempts,
        )
    return msg(
        "Writing the summary was interrupted again and again (%(attempts)s times). Start it again.",
        attempts=still.attempts,
    )


def _rendering(come: RunProgress, now: datetime) -> Words:
    """Say that documents are being made, and for how long still, once enough are to reckon by."""
    if come.rendered < ENOUGH:
        return msg("Numbering done, the documents are being made.")
    passed = (now - come.started_at).total_seconds()
    left = int(passed / come.rendered * (come.issued - come.rendered)) + 1
    if left > MINUTE:
        return msg("Numbering done, the documents are being made, %(minutes)s min left.", minutes=-(-left // MINUTE))
    return msg("Numbering done, the documents are being made, %(seconds)s s left.", seconds=left)


def _facts(run: RunFacts, made: Undoing) -> tuple[tuple[Words, Words], ...]:
    row = run.row
    return (
        *(((msg("Invoices"), number(made.invoices)),) if made.invoices or not made.credit_notes else ()),
        *(((msg("Credit notes"), number(made.credit_notes)),) if made.credit_notes else ()),
        *requests_fact(row.issued, row.billed),
        (msg("Numbers"), numbers(row.first_number, row.last_number) or "–"),
        (msg("Invoice date"), day(row.issued_on)),
        *(((msg("Due date of all"), day(row.due_on)),) if row.due_on else ()),
        *claim_facts(run.claims),
        (msg("Left out"), number(row.set_aside)),
        (msg("Started by"), f"{row.started_by_name}, {moment(row.started_at)}"),
    )


def _pdf(workspace_id: WorkspaceId, run: RunFacts, come: RunProgress) -> Action:
    url = url_for("runs.summary_pdf", workspace_id=workspace_id, run_id=run.row.id)
    action = Action(label=msg("Summary as PDF"), url=url, method="get", icon="download")
    return (
        action
        if come.summary_file_id
        else replace(action, refusal=msg("The summary is written at the end of the run."))
    )


def _restart(actor: Actor, workspace_id: WorkspaceId, come: RunProgress) -> Action | None:
    """Return starting again what was interrupted; nothing where nothing was."""
    if come.standstill is None:
        return None
    url = url_for("runs.restart", workspace_id=workspace_id, run_id=come.run_id)
    action = Action(label=msg("Start again"), url=url, weight="primary", icon="refresh")
    needed = Permission.CREDIT_INVOICES if come.kind == "undo" else Permission.RUN_INVOICING
    return permitted(action, actor, needed, workspace_id)


def _stopped(come: RunProgress) -> Notice | None:
    """Return why a run stands still; nothing where it doesn't."""
    if come.standstill is None:
        return None
    return Notice("bad", msg("Why it stopped: %(cause)s", cause=come.standstill.cause))


def _what_leaves(count: int, missing: int) -> Message:
    if missing:
        return msg(
            "%(count)s invoices are sent to the customers now; %(missing)s without a document wait for attention.",
            count=number(count),
            missing=number(missing),
        )
    return msg(
        "%(count)s invoices are sent to the customers now, each by the way that its card says.", count=number(count)
    )


def _send(actor: Actor, workspace_id: WorkspaceId, stand: Stand) -> Action:
    """Return sending what hasn't been sent, saying how much leaves; or why nothing can."""
    come, deliveries = stand.come, stand.deliveries
    action = Action(
        label=msg("Send them"),
        url=url_for("runs.send", workspace_id=workspace_id, run_id=come.run_id),
        weight="primary",
        icon="send",
        confirm=_what_leaves(deliveries.unsent - come.not_made, come.not_made),
    )
    action = permitted(action, actor, Permission.SEND_DOCUMENTS, workspace_id)
    if not action.allowed:
        return action
    if stand.under_way is not None:
        return replace(action, refusal=msg("The run is being undone, so nothing of it is sent now."))
    if not come.is_rendered:
        return replace(action, refusal=msg("The documents are still being made."))
    if deliveries.unsent <= come.not_made:
        return replace(action, refusal=msg("Nothing of this run is left to be sent."))
    return action
