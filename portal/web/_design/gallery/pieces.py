"""Invented cards, notices, runs and a timeline."""

from datetime import UTC, datetime

from portal.web._design.gallery.shell import HERE
from portal.web._design.navigation import Link
from portal.web._design.pieces import Action, Card, Figure, Notice, Progress, TimelineEntry

TABLE_ACTIONS = (
    Action(label="Preview", url=f"{HERE}/received"),
    Action(
        label="Run",
        url=f"{HERE}/received",
        weight="primary",
        confirm="Invoices get numbers now and can't be deleted afterwards. Nothing is sent yet.",
    ),
)
REFUSED = Action(
    label="Send to collection",
    weight="danger",
    refusal="The collection service isn't active for this company.",
    remedy=Link("Company settings", f"{HERE}/form"),
)
CARDS = (
    Card(
        Figure("Due out today", 4, f"{HERE}/requests"),
        (Figure("late", 0, f"{HERE}/requests", "bad"),),
        "last check 15:00",
    ),
    Card(Figure("Needs correction", 7, f"{HERE}/requests", "warn"), (Figure("answered", 3, f"{HERE}/requests"),)),
    Card(
        Figure("To run today", 12, f"{HERE}/requests"),
        (Figure("errors", 31, f"{HERE}/requests", "bad"), Figure("cancelled", 7, f"{HERE}/requests")),
    ),
    Card(Figure("To send", 214, f"{HERE}/requests"), (), "letters are cut off at 16:30"),
    Card(
        Figure("Needs attention", 5, f"{HERE}/requests", "bad"),
        (Figure("outcome unknown", 1, f"{HERE}/requests", "warn"),),
    ),
    Card(
        Figure("Reminders due", 61, f"{HERE}/requests"),
        (Figure("#1", 44, f"{HERE}/requests"), Figure("#2", 17, f"{HERE}/requests")),
    ),
    Card(Figure("Approvals waiting", 0, f"{HERE}/requests")),
    Card(Figure("Payments to place", 9, f"{HERE}/requests"), (Figure("near miss", 6, f"{HERE}/requests", "warn"),)),
)
NOTICES = (
    Notice(
        "bad",
        "38 of 1,204 requests can't be invoiced: 31 with errors, 7 cancelled.",
        (Link("Show them", f"{HERE}/requests?state=invalid"),),
    ),
    Notice("warn", "Terms of service change on 1 January; the client hasn't accepted them yet."),
    Notice("good", "Every delivery of yesterday has its receipt."),
    Notice(
        "info",
        "Two accounts receive the same reference series.",
        (),
        ("FI21 1234 5600 0007 85", "FI32 9876 5400 0007 93"),
    ),
)
RUN = Progress(
    title="Run 2026-114 Subscriptions",
    done=743,
    total=1166,
    url=f"{HERE}/progress",
    step="Numbering done, rendering, 41 s left",
    figures=(
        Figure("issued", 1164, f"{HERE}/requests"),
        Figure("rendered", 743, f"{HERE}/requests"),
        Figure("set aside", 2, f"{HERE}/requests", "warn"),
    ),
)
FINISHED = Progress(
    title="Run 2026-113 Advertisements", done=88, total=88, url="", step="Finished 23 Nov 09:41", finished=True
)


def _at(hour: int, minute: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


TIMELINE = (
    TimelineEntry(
        text="Issued in run 2026-114", at=_at(8, 4), who="Anna Lind", on_behalf_of="Kuusi Keramiikka Oy", icon="file"
    ),
    TimelineEntry(text="E-invoice chosen: the receiver was found at its operator", at=_at(8, 5), icon="right"),
    TimelineEntry(
        text="Handed over", at=_at(8, 5), icon="send", tone="info", evidence=(Link("id 7f3a…", f"{HERE}/preview"),)
    ),
    TimelineEntry(
        text="Delivered", at=_at(8, 7), icon="check", tone="good", evidence=(Link("Receipt", f"{HERE}/preview"),)
    ),
    TimelineEntry(
        text="The customer asked about line 2", at=_at(12, 40, 25), who="Matkailu Oy", icon="chat", tone="warn"
    ),
    TimelineEntry(text="A reminder is possible from Tue 8 Dec (Finland, business)", icon="bell"),
)
