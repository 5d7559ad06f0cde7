"""Starting what was chosen, and finding the run that a second click meant."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from billing.runs.actions import Wish, begin_run
from billing.runs.queries import run_rows
from portal.web.choosing import Chosen
from tenants.kernel.actor import Actor
from tenants.kernel.country import Country, local_day
from tenants.kernel.ids import RunId, WorkspaceId
from tenants.kernel.refusals import Conflict

A_MOMENT = timedelta(minutes=1)


class DatesPassed(Conflict):
    """The preview is of %(day)s. The invoice date is offered anew: look at it, then run."""


def refuse_passed(wish: Wish, country: Country, *, now: datetime) -> None:
    """Refuse a run whose preview was left open over midnight; a day in the past that was chosen on purpose stands.

    Raises:
        DatesPassed: the invoice date is the day of the preview, and that is over.
    """
    shown = local_day(wish.rehearsed.at, country) if wish.rehearsed else None
    if shown == wish.issued_on and wish.issued_on < local_day(now, country):
        raise DatesPassed(day=wish.issued_on)


def start_each(
    actor: Actor,
    workspace_id: WorkspaceId,
    chosen: Sequence[Chosen],
    wish: Wish,
    *,
    now: datetime,
) -> list[RunId]:
    """Start a run for each stream of what was chosen: all of them or, where one is refused, none.

    Raises:
        Conflict: as `begin_run`.
    """
    return [begin_run(actor, workspace_id, one.stream_id, one.request_ids, wish, now=now) for one in chosen]


def just_started(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> RunId | None:
    """Return the newest run where the same person started it a moment ago: what a second click on Run is after.

    By then its requests may be invoiced, so that "all that match" comes to nothing.
    """
    newest = next(iter(run_rows(workspace_id, limit=1)), None)
    if newest is None or newest.started_by != actor.user_id or now - newest.started_at > A_MOMENT:
        return None
    return newest.id
