"""An invoice's timeline as the design shows it, ending with what comes next."""

from collections.abc import Iterable, Iterator
from datetime import date

from flask import url_for

from billing.invoices.queries import InvoiceRow
from billing.standing.queries.timeline import TimelineRow
from portal.web._design import Link, TimelineEntry
from portal.web._design.filters import weekday
from portal.web._design.states import STATES, Tone
from portal.web._design.words import Words, say
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

LOOKS: dict[str, tuple[str, Tone]] = {
    "issued": ("file", "neutral"),
    "taken_over": ("download", "neutral"),
    "taken_back": ("undo", "neutral"),
    "reminded_before": ("bell", "neutral"),
    "rendered": ("file", "neutral"),
    "route": ("right", "neutral"),
    "try": ("refresh", "neutral"),
    "delivery_resolved": ("eye", "info"),
    "document_asked_for": ("refresh", "neutral"),
    "document_not_made": ("cross", "bad"),
    "by_hand_taken_back": ("undo", "neutral"),
}


def story(
    workspace_id: WorkspaceId, rows: Iterable[TimelineRow], company: str, *, to_staff: bool
) -> Iterator[TimelineEntry]:
    """Yield what happened; what a firm's people did, they did for the company. Staff are shown a fault's raw text."""
    for row in rows:
        icon, tone = LOOKS.get(row.kind) or (STATES[row.kind].icon, STATES[row.kind].tone)
        yield TimelineEntry(
            text=_sentence(row, row.raw if to_staff else ""),
            at=row.at,
            who=row.who,
            on_behalf_of=company if row.firm else "",
            icon=icon,
            tone=tone,
            evidence=tuple(_evidence(workspace_id, row)),
        )


def what_comes_next(row: InvoiceRow, delivery: str, on: date) -> Iterator[TimelineEntry]:
    """Yield what is to come: sending, or the due day."""
    if delivery == "unsent":
        yield TimelineEntry(text=msg("To be sent"), icon="send")
    if delivery == "by_hand":
        yield TimelineEntry(text=msg("To be printed and handed over"), icon="file")
    if row.state != "open":
        return
    if row.due_on >= on:
        yield TimelineEntry(text=msg("Falls due %(day)s", day=weekday(row.due_on)), icon="clock")
    else:
        yield TimelineEntry(text=msg("Overdue since %(day)s", day=weekday(row.due_on)), icon="alert", tone="warn")


def _sentence(row: TimelineRow, raw: str) -> Words:
    """Return the sentence with the reason, and the other side's words as they came, once."""
    reason = say(row.reason)
    parts = [say(row.text), reason, row.detail, "" if raw in reason else raw]
    return ": ".join(part.rstrip(".") for part in parts if part)


def _evidence(workspace_id: WorkspaceId, row: TimelineRow) -> Iterator[Link]:
    if row.run_id is not None:
        yield Link(msg("The run"), url_for("runs.run", workspace_id=workspace_id, run_id=row.run_id))
