"""Sending on many together: what each chosen invoice says, why some can't go, and what is asked once for all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from flask import url_for

from billing.attachments.rules.attached import name_of
from billing.desk.actions import FourEyes
from billing.desk.actions.batches import MOST
from billing.desk.queries import WrittenFacts, desk_terms, get_written, ground_of
from billing.desk.queries.waiting import WaitingRow
from billing.desk.rules.content import Ground, meaning_of
from billing.desk.rules.shown import shown_as
from billing.en16931.model import Invoice
from portal.web._design import Action, Field, Notice, Option
from portal.web._design.filters import day
from portal.web._design.words import Words
from portal.web.channels import CHANNELS
from portal.web.desk.page import hand_refusal
from portal.web.desk.review import ShownLine, check_fields, shown_lines, whom, why_untaxed
from portal.web.reasons import permitted
from portal.web.work import work_facts
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem
from tenants.workspaces.queries import get_workspace

AT_ONCE = MOST
MORE = msg("These are the first %(count)s, most urgent first. Choose the others when these are sent on.", count=AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenInvoice:
    """An invoice among those chosen: what it says, the mark of that, and why it doesn't go where it doesn't."""

    id: str
    url: str
    customer: str
    writer: str
    total: Decimal | None
    currency: str
    details: tuple[tuple[Words, Words], ...]
    lines: tuple[ShownLine, ...]
    channel: Words
    problem: Words
    mark: str
    reasons: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyPage:
    """What goes together, what doesn't and why, and what is asked once for all of them.

    `batch` is the id under which it is asked for, so that a second click is the first one again.
    """

    notice: Notice | None
    going: tuple[ChosenInvoice, ...]
    staying: tuple[ChosenInvoice, ...]
    fields: tuple[Field, ...]
    send: Action
    list_url: str
    batch: str


def many_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    rows: Iterable[WaitingRow],
    *,
    answers: Mapping[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
    now: datetime,
) -> ManyPage:
    """Return the page of what was chosen, with what was answered and what is wrong with that where it was refused."""
    chosen = tuple(rows)
    shown = tuple(_chosen(actor, workspace_id, row, now) for row in chosen[:AT_ONCE])
    going = tuple(one for one in shown if not one.reasons)
    return ManyPage(
        notice=Notice("info", MORE) if len(chosen) > AT_ONCE else None,
        going=going,
        staying=tuple(one for one in shown if one.reasons),
        fields=(*check_fields(answers or {}, problems), *_fields(workspace_id, answers or {}, problems, now)),
        send=_send(actor, workspace_id, len(going)),
        list_url=url_for("desk.of_client", workspace_id=workspace_id),
        batch=(answers or {}).get("batch") or str(uuid4()),
    )


def _chosen(actor: Actor, workspace_id: WorkspaceId, row: WaitingRow, now: datetime) -> ChosenInvoice:
    found = get_written(workspace_id, row.id)
    taken = hand_refusal(row, actor)
    is_own = desk_terms(workspace_id).four_eyes and str(actor.user_id) in found.writers
    reasons = (*([taken] if taken else []), *([FourEyes(row.id).message] if is_own else []))
    return _told(found, row, reasons, now)


def _told(found: WrittenFacts, waiting: WaitingRow, reasons: tuple[Words, ...], now: datetime) -> ChosenInvoice:
    row = found.row
    ground = ground_of(row.workspace_id, found.typed, now=now)
    meaning = meaning_of(found.typed, ground, found.attached)
    return ChosenInvoice(
        id=str(row.id),
        url=url_for("desk.review", workspace_id=row.workspace_id, written_id=row.id),
        customer=row.customer_name,
        writer=row.writer,
        total=row.total,
        currency=row.currency,
        details=tuple((label, said) for label, said in _details(found, meaning.content, ground) if said),
        lines=tuple(shown_lines(meaning.content)),
        channel=CHANNELS[waiting.route.channel],
        problem=waiting.route.problem or "",
        mark=shown_as(meaning.content, ground.customer, version=found.version),
        reasons=reasons or tuple(problem.message for problem in meaning.problems),
    )


def _details(found: WrittenFacts, content: Invoice, ground: Ground) -> Iterable[tuple[Words, Words]]:
    """Yield what else the checklist asks about: whom, when, due when, and what the customer asked for."""
    typed = found.typed
    yield msg("Customer"), whom(ground)
    yield msg("Due"), day(ground.due_on(content, ground.on))
    if content.delivery and content.delivery.delivered_on:
        yield msg("Delivered on"), day(content.delivery.delivered_on)
    if content.period:
        yield msg("Period"), " – ".join(day(each) for each in (content.period.start, content.period.end) if each)
    yield msg("Order reference"), typed.order_reference
    yield msg("Buyer reference"), typed.buyer_reference
    yield msg("Why there is no VAT"), why_untaxed(content, ground)
    yield from work_facts(content)
    yield msg("Message to the customer"), typed.message
    yield msg("Attachments"), ", ".join(map(name_of, found.attached))


def _fields(
    workspace_id: WorkspaceId, answers: Mapping[str, str], problems: tuple[Problem, ...], now: datetime
) -> Iterable[Field]:
    wrong = {problem.field: (problem.message,) for problem in problems}
    today = local_day(now, get_workspace(workspace_id).country)
    yield Field(
        name="issued_on",
        label=msg("Invoice date"),
        kind="date",
        value=answers.get("issued_on") or today.isoformat(),
        hint=msg("Each is due as agreed with its customer, counted from this day."),
        errors=wrong.get("issued_on", ()),
        required=True,
    )
    usual = Option("", msg("Each as its customer card says"))
    yield Field(
        name="channel",
        label=msg("Way of delivery"),
        kind="radio",
        value=answers.get("channel", ""),
        options=(usual, *(Option(name, label) for name, label in CHANNELS.items())),
        hint=msg("One that can't go that way stays at the desk, and is named with the reason."),
    )


def _send(actor: Actor, workspace_id: WorkspaceId, count: int) -> Action:
    question = msg("%(count)s get their numbers now and leave for their customers.", count=count)
    send = Action(
        label=msg("Number them and send them on"),
        url=url_for("desk.send_many", workspace_id=workspace_id),
        weight="primary",
        icon="send",
        confirm=question,
    )
    return permitted(send, actor, Permission.RUN_INVOICING, workspace_id)
