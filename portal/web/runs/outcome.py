"""What a run came to beside what its preview had shown, and whether it is sent later than it is dated."""

from dataclasses import dataclass, replace
from datetime import date

from billing.delivery.queries import RunDeliveries
from billing.runs.queries import RunFacts
from billing.runs.rules.rehearsed import Rehearsed, differing
from portal.web._design import Notice
from portal.web._design.filters import day
from tenants.kernel.language import Message, msg


@dataclass(frozen=True, slots=True)
class Outcome:
    """In what a run differs from its preview, whether it had one and came out alike, and that it is sent late."""

    differs: tuple[Message, ...]
    as_shown: bool
    late: Notice | None


def outcome_of(run: RunFacts, deliveries: RunDeliveries, *, on: date) -> Outcome:
    """Return what a run came to, on a day."""
    found = differs(run)
    return Outcome(found, run.row.rehearsed is not None and not found, late_notice(run, deliveries, on=on))


def differs(run: RunFacts) -> tuple[Message, ...]:
    """Return how a run that is over did otherwise than its preview showed; nothing where it had none."""
    row = run.row
    if row.rehearsed is None or row.state != "done":
        return ()
    done = replace(
        row.rehearsed,
        count=row.issued,
        left_out=row.set_aside,
        first=row.first_number,
        sums={one.currency: one.gross for one in run.sums},
    )
    return tuple(differing(_told(row.rehearsed), done))


def late_notice(run: RunFacts, deliveries: RunDeliveries, *, on: date) -> Notice | None:
    """Return that a run is dated before the day it would be sent on, and what can be done; None where it isn't."""
    if run.row.state != "done" or run.row.kind != "requests" or not deliveries.unsent or run.row.issued_on >= on:
        return None
    sentence = msg(
        "These invoices are dated %(day)s and haven't been sent. Send them as they are, or undo the run and run the"
        " requests again with dates of today.",
        day=day(run.row.issued_on),
    )
    return Notice("warn", sentence)


def _told(rehearsed: Rehearsed) -> Rehearsed:
    """Return what was shown without sums of nothing, which a run doesn't have."""
    return replace(rehearsed, sums={currency: sum_ for currency, sum_ in rehearsed.sums.items() if sum_})
