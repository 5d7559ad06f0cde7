"""Undoing a run as an action of its page, and the way between a run and the one that undid it."""

from collections.abc import Iterator
from dataclasses import replace

from flask import url_for

from billing.corrections.actions.undoing import refuse_undo
from billing.corrections.queries.undoing import Undoing
from billing.runs.queries import RunProgress, Standstill
from portal.web._design import Action, Field, Link
from portal.web._design.filters import number
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import RunId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict


def undo_action(actor: Actor, workspace_id: WorkspaceId, come: RunProgress, found: Undoing) -> Action | None:
    """Return undoing a run, or why that isn't possible; nothing for a correction and before a run is over."""
    if come.state != "done" or found.kind != "requests" or not found.invoices:
        return None
    if found.undone_by is not None and (found.is_under_way or not found.left):
        return None
    action = Action(
        label=msg("Undo the rest of the run") if found.undone_by else msg("Undo the run"),
        url=url_for("crediting.undo", workspace_id=workspace_id, run_id=come.run_id),
        icon="undo",
        confirm=msg(
            "%(count)s invoices are credited in full. They and their credit notes keep their numbers, are marked as not"
            " sent, and nothing leaves the house.",
            count=number(found.left),
        ),
    )
    try:
        refuse_undo(come.run_id, found)
    except Conflict as refusal:
        return replace(action, refusal=refusal.message)
    return permitted(action, actor, Permission.CREDIT_INVOICES, workspace_id)


def anew_field() -> Field:
    """Return the choice to have the run's requests made anew."""
    return Field(
        name="again",
        label=msg("Make the requests anew, so that they can be put right and run again"),
        kind="checkbox",
        checked=True,
    )


def crediting_words(come: RunProgress) -> Message:
    """Return the step that undoing a run is at: asked for, or at its invoices."""
    if come.waiting == come.chosen:
        return msg("Asked for: crediting the invoices begins in a moment.")
    return msg(
        "Crediting: %(done)s of %(chosen)s invoices are done.",
        done=number(come.chosen - come.waiting),
        chosen=number(come.chosen),
    )


def stopped_crediting(still: Standstill) -> Message:
    """Return that undoing a run stands still, and that a person has to start it again."""
    return msg(
        "Crediting the invoices of part %(parts)s was interrupted again and again (%(attempts)s times), so nobody is at"
        " work on it any more. Start it again.",
        parts=", ".join(map(str, still.numbering)),
        attempts=still.attempts,
    )


def linked_runs(workspace_id: WorkspaceId, found: Undoing) -> Iterator[Link]:
    """Yield the ways to the runs that undid this one, the newest last, or to the run that this one undid."""
    for run_id, run_number in found.earlier:
        yield Link(msg("Undone in part by run %(number)s", number=run_number), _url(workspace_id, run_id))
    if found.undone_by is not None:
        yield Link(_undone_words(found), _url(workspace_id, found.undone_by))
    if found.undoes is not None:
        yield Link(msg("Undoes run %(number)s", number=found.undoes_number), _url(workspace_id, found.undoes))


def _undone_words(found: Undoing) -> Message:
    if found.is_under_way:
        return msg("Being undone by run %(number)s", number=found.undone_by_number)
    if found.left:
        return msg("Undone in part by run %(number)s", number=found.undone_by_number)
    return msg("Undone by run %(number)s", number=found.undone_by_number)


def _url(workspace_id: WorkspaceId, run_id: RunId) -> str:
    return url_for("runs.run", workspace_id=workspace_id, run_id=run_id)
