"""How a rehearsed run differs from the last one of its stream, for the preview."""

from dataclasses import dataclass

from flask import url_for

from billing.runs.queries import Rehearsal
from billing.runs.rules.comparing import Difference
from portal.web._design import Link
from portal.web._design.filters import day, number
from portal.web._design.words import Words
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

MOST = 50


@dataclass(frozen=True, slots=True)
class Compared:
    """The run that this one is compared with, what differs by kind, and the largest differences."""

    run: Link
    counts: tuple[tuple[Words, Words], ...]
    rows: tuple[Difference, ...]
    more: int


def compared_with(workspace_id: WorkspaceId, found: Rehearsal) -> Compared | None:
    """Return how a rehearsal differs from the last run of its stream; None where there was none yet."""
    last = found.compared_with
    if last is None:
        return None
    kinds = [one.kind for one in found.differences]
    return Compared(
        run=Link(
            msg("Compared with run %(number)s of %(day)s", number=last.number, day=day(last.issued_on)),
            url_for("runs.run", workspace_id=workspace_id, run_id=last.id),
        ),
        counts=(
            (msg("Customers whose sum changed by a quarter or more"), number(kinds.count("changed"))),
            (msg("Customers of that run who are missing"), number(kinds.count("missing"))),
            (msg("Customers who weren't in it"), number(kinds.count("new"))),
        ),
        rows=found.differences[:MOST],
        more=max(len(found.differences) - MOST, 0),
    )
