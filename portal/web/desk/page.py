"""The desk's list: what waits to be checked, of one client or of all, most urgent first."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.desk.actions import ClaimedByOther
from billing.desk.actions.batches import ELSEWHERE
from billing.desk.queries import WaitingRow, waiting_rows
from portal.web._design import (
    Action,
    Card,
    Choice,
    Column,
    Figure,
    Filter,
    Notice,
    Page,
    Selection,
    TableQuery,
    TableSpec,
    TableView,
)
from portal.web._design.filters import clock
from portal.web._design.states import Tone
from portal.web._design.words import Words
from portal.web.channels import CHANNELS
from tenants.kernel.actor import Actor
from tenants.kernel.country import ZONES
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

URGENCIES: dict[str, tuple[Words, Tone, str]] = {
    "late": (msg("Late"), "bad", "alert"),
    "last_check": (msg("Last check"), "warn", "bell"),
    "today": (msg("Due out today"), "info", "clock"),
    "later": (msg("Due out later"), "neutral", "clock"),
}
COLUMNS = (
    Column(key="customer", label=msg("Customer"), phone="title", sortable=False),
    Column(key="client", label=msg("Client"), sortable=False),
    Column(key="writer", label=msg("Written by"), sortable=False, phone="hidden"),
    Column(key="total", label=msg("Total"), kind="money", sortable=False),
    Column(key="way", label=msg("Way of delivery"), kind="state", sortable=False),
    Column(key="due", label=msg("Due out"), kind="state", sortable=False),
    Column(key="state", label=msg("State"), kind="state", sortable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """An invoice at the desk as the table shows it."""

    id: str
    name: str
    url: str
    customer: str
    subject: str
    client: str
    writer: str
    total: Decimal | None
    currency: str
    channel: Words
    problem: Words
    due_out_at: datetime
    urgency: tuple[Words, Tone, str]
    state: str
    claimer: str
    refusal: Words


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What waits, what is due by the next cut-off, and how the desk works where it is one client's."""

    last_check: Notice | None
    cards: tuple[Card, ...]
    view: TableView
    rows: tuple[DeskRow, ...]
    actions: tuple[Action, ...]
    settings_url: str
    together: Notice | None = None


def desk_page(
    actor: Actor,
    workspace_ids: Collection[WorkspaceId],
    args: MultiDict[str, str],
    *,
    path: str,
    settings_url: str = "",
    actions: tuple[Action, ...] = (),
    now: datetime,
) -> DeskPage:
    """Return the desk of some clients; `actions` are for what is selected."""
    waiting = waiting_rows(workspace_ids, now=now)
    spec = _spec(waiting)
    query = TableQuery.parse(spec, args)
    wanted = [row for row in waiting if _is_wanted(row, query, actor)]
    page = Page.of(query, len(wanted))
    shown = wanted[page.offset : page.last] if wanted else []
    return DeskPage(
        last_check=last_check(waiting, now),
        cards=_cards(waiting, path),
        view=TableView(
            spec=spec,
            query=query,
            page=page,
            path=path,
            selection=Selection.parse(args),
            selectable=sum(not hand_refusal(row, actor) for row in wanted),
        ),
        rows=tuple(_row(row, actor) for row in shown),
        actions=actions,
        settings_url=settings_url,
    )


def chosen_rows(
    actor: Actor, workspace_id: WorkspaceId, form: MultiDict[str, str], *, now: datetime
) -> tuple[WaitingRow, ...]:
    """Return what a form chose of one client's desk, in its order: rows by hand, or all that match and can be chosen.

    One that was named stays in when somebody else has taken it in hand, so that it is told why it doesn't go.

    Raises:
        UnreadableSelection: an id isn't one.
    """
    waiting, selection = waiting_rows((workspace_id,), now=now), Selection.parse(form)
    if not selection.all_matching:
        named = selection.uuids()
        return tuple(row for row in waiting if row.id in named)
    query, left_out = TableQuery.parse(_spec(waiting), form), selection.uuids_left_out()
    matching = (row for row in waiting if row.id not in left_out and not hand_refusal(row, actor))
    return tuple(row for row in matching if _is_wanted(row, query, actor))


def hand_refusal(row: WaitingRow, actor: Actor) -> Words:
    """Return what keeps an invoice from being chosen: it is sent on already, or somebody else has it in hand."""
    if row.is_going:
        return ELSEWHERE
    if row.claimed_by in {None, actor.user_id}:
        return ""
    return ClaimedByOther(row.id, who=row.claimer).message


def _is_wanted(row: WaitingRow, query: TableQuery, actor: Actor) -> bool:
    channel, urgency, hand = (query.answer(key) for key in ("channel", "due", "hand"))
    in_hand = {"": True, "mine": row.claimed_by == actor.user_id, "free": row.claimed_by is None}
    text = f"{row.customer_name} {row.company} {row.writer} {row.subject}".casefold()
    return (
        channel in {"", row.route.channel}
        and (urgency in {"", row.urgency})
        and in_hand[hand]
        and query.search.strip().casefold() in text
    )


def last_check(waiting: Collection[WaitingRow], now: datetime) -> Notice | None:
    """Return the row that stays on top from the cut-off of the day until nothing is due out any more."""
    due = [row for row in waiting if row.urgency in {"late", "last_check"}]
    if due:
        text = msg("Last check: invoices that still have to go out today or are late: %(count)s.", count=len(due))
        return Notice("bad" if any(row.urgency == "late" for row in due) else "warn", text)
    today = [row for row in waiting if row.urgency == "today"]
    if not today:
        return None
    first = min(_cut_off(row, now) for row in today)
    text = msg("Due out today: %(count)s. The cut-off is at %(time)s.", count=len(today), time=clock(first))
    return Notice("info", text)


def _cut_off(row: WaitingRow, now: datetime) -> datetime:
    """Return the moment of today's cut-off where an invoice's company is."""
    zone = ZONES[row.country]
    return datetime.combine(now.astimezone(zone), row.terms.cut_off, zone)


def _cards(waiting: Collection[WaitingRow], path: str) -> tuple[Card, ...]:
    by_channel = Counter(row.route.channel for row in waiting)
    by_urgency = Counter(row.urgency for row in waiting)
    ways = tuple(Figure(label, by_channel[name], f"{path}?channel={name}") for name, label in CHANNELS.items())
    due = tuple(Figure(words[0], by_urgency[name], f"{path}?due={name}") for name, words in URGENCIES.items())  # type: ignore[index]  # an urgency
    late = by_urgency["late"]
    return (
        Card(Figure(msg("Unsent"), len(waiting), path), ways),
        Card(Figure(msg("Late"), late, f"{path}?due=late", "bad" if late else "neutral"), due[1:]),
    )


def _spec(waiting: Collection[WaitingRow]) -> TableSpec:
    channels = Counter(row.route.channel for row in waiting)
    hands = (Choice("mine", msg("In my hands")), Choice("free", msg("In nobody's hands")))
    return TableSpec(
        name="desk",
        columns=COLUMNS,
        filters=(
            Filter(
                key="channel",
                label=msg("Way of delivery"),
                choices=tuple(Choice(name, label, channels[name]) for name, label in CHANNELS.items()),
            ),
            Filter(
                key="due",
                label=msg("Due out"),
                choices=tuple(Choice(name, word[0]) for name, word in URGENCIES.items()),
            ),
            Filter(key="hand", label=msg("Who checks it"), choices=hands),
        ),
        search_label=msg("Customer, client, writer or subject"),
    )


def _row(row: WaitingRow, actor: Actor) -> DeskRow:
    return DeskRow(
        id=str(row.id),
        name=f"{row.customer_name} {row.subject}",
        url=url_for("desk.review", workspace_id=row.workspace_id, written_id=row.id),
        customer=row.customer_name,
        subject=row.subject,
        client=row.company,
        writer=row.writer,
        total=row.total,
        currency=row.currency,
        channel=CHANNELS[row.route.channel],
        problem=row.route.problem or "",
        due_out_at=row.due_out_at,
        urgency=URGENCIES[row.urgency],
        state=row.state,
        claimer=row.claimer,
        refusal=hand_refusal(row, actor),
    )
