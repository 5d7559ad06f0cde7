"""Checking one invoice: what it says, the checklist, and sending it on or returning it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import url_for

from billing.articles.rules.tax import UNTAXED
from billing.desk.actions import FourEyes
from billing.desk.actions.checking import LONGEST_REASON
from billing.desk.queries import (
    WrittenFacts,
    desk_terms,
    find_stream_of,
    find_waiting,
    get_written,
    ground_of,
    stream_choices,
)
from billing.desk.queries.waiting import WaitingRow
from billing.desk.rules.checklist import CHECKS, line_reason_fields, reason_fields
from billing.desk.rules.content import Ground, meaning_of
from billing.desk.rules.shown import shown_as
from billing.en16931.model import Invoice
from billing.invoices.rules.household import HOUSEHOLD_WORK, is_household_work
from billing.invoices.rules.vat_words import worded
from portal.web._design import Action, Field, Link
from portal.web._design.filters import day, moment, number, percent, price
from portal.web._design.words import Words, reader_language
from portal.web.addresses import country_name
from portal.web.attached import ShownAttachment, shown_attachments
from portal.web.channels import CHANNELS
from portal.web.desk.page import URGENCIES
from portal.web.desk.ways import way_fields
from portal.web.reasons import permitted
from portal.web.work import line_work, work_facts, work_sums
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem

# What is told at a field of the form; the rest stands above.
AT_FIELDS = frozenset({*(f"check.{name}" for name in CHECKS), "issued_on", "due_on", "channel", "address"})


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as it is checked."""

    text: str
    quantity: Words
    price: Words
    vat: Words
    net: Decimal
    mark: Words


@dataclass(frozen=True, slots=True)
class LineReasons:
    """What can be said at the fields of a line, which is folded until somebody wants to."""

    place: int
    text: str
    fields: tuple[Field, ...]

    @property
    def is_open(self) -> bool:
        """Return whether something is said there already, so that it has to be seen."""
        return any(field.value for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """One invoice at the desk; the two forms only for who has it in hand."""

    title: Words
    state: str
    shown: str
    is_mine: bool
    facts: tuple[tuple[Words, Words], ...]
    lines: tuple[ShownLine, ...]
    sums: tuple[tuple[Words, Decimal], ...]
    currency: str
    message: str
    attached: tuple[ShownAttachment, ...]
    problems: tuple[Words, ...]
    actions: tuple[Action, ...]
    checks: tuple[Field, ...]
    days: tuple[Field, ...]
    way: tuple[Field, ...]
    send: Action
    reasons: tuple[Field, ...]
    line_reasons: tuple[LineReasons, ...]
    reply: str
    give_back: Action
    urls: Mapping[str, str]


def review_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    written_id: WrittenId,
    *,
    answers: Mapping[str, str] | None = None,
    problems: Iterable[Problem] = (),
    now: datetime,
) -> ReviewPage:
    """Return the page, with what was ticked and typed and what is wrong with it where it was refused."""
    found = get_written(workspace_id, written_id)
    ground = ground_of(workspace_id, found.typed, now=now)
    meaning = meaning_of(found.typed, ground, found.attached)
    waiting = find_waiting(workspace_id, written_id, now=now)
    told = tuple(problems)
    at: dict[str, Any] = {"workspace_id": workspace_id, "written_id": written_id}
    ways = way_fields(answers or {}, told, ground, waiting.route.channel if waiting else None)
    return ReviewPage(
        title=msg("Invoice to %(customer)s", customer=found.row.customer_name),
        state=found.row.state,
        shown=shown_as(meaning.content, ground.customer, version=found.version),
        is_mine=found.row.state == "in_review" and found.row.claimed_by == actor.user_id,
        facts=tuple(_facts(found, meaning.content, waiting, ground)),
        lines=tuple(shown_lines(meaning.content)),
        sums=_sums(meaning.content, ground),
        currency=ground.currency,
        message=found.typed.message,
        attached=shown_attachments(found.attached, lambda sha256: url_for("written.attached", sha256=sha256, **at)),
        problems=tuple(each.message for each in (*meaning.problems, *told) if each.field not in AT_FIELDS),
        actions=tuple(_actions(actor, workspace_id, found)),
        checks=tuple(check_fields(answers or {}, told)),
        days=tuple(_days(answers, told, meaning.content, ground, now)),
        way=ways,
        send=_send(actor, workspace_id, found, waiting, has_choice=bool(ways)),
        reasons=tuple(_reasons(workspace_id, found, answers or {})),
        line_reasons=tuple(_line_reasons(found, answers or {})),
        reply=(answers or {}).get("message", ""),
        give_back=Action(label=msg("Return as needs correction"), url=url_for("desk.give_back", **at), icon="undo"),
        urls=_urls(at),
    )


def _reasons(workspace_id: WorkspaceId, found: WrittenFacts, answers: Mapping[str, str]) -> Iterable[Field]:
    """Yield a field for each place but the lines' at which it can be said what has to be corrected."""
    has_streams = len(stream_choices(workspace_id)) > 1
    for name, label in reason_fields(has_work=found.typed.has_work).items():
        if name != "stream_id" or has_streams:
            yield _reason(name, label, answers)


def _reason(name: str, label: Words, answers: Mapping[str, str]) -> Field:
    field = f"reason.{name}"
    return Field(name=field, label=label, value=answers.get(field, ""), maxlength=LONGEST_REASON)


def _line_reasons(found: WrittenFacts, answers: Mapping[str, str]) -> Iterable[LineReasons]:
    for place, line in enumerate(found.typed.lines, 1):
        fields = line_reason_fields(place, has_work=found.typed.has_work)
        yield LineReasons(place, line.text, tuple(_reason(name, label, answers) for name, label in fields.items()))


def _urls(at: dict[str, Any]) -> Mapping[str, str]:
    return {
        "preview": url_for("written.preview", **at),
        "change": url_for("written.invoice", **at),
        "list": url_for("desk.of_client", workspace_id=at["workspace_id"]),
    }


def _sums(content: Invoice, ground: Ground) -> tuple[tuple[Words, Decimal], ...]:
    totals = content.totals
    all_of_it = ((msg("Net"), totals.net), (msg("VAT"), totals.gross - totals.net), (msg("Total"), totals.gross))
    return (*all_of_it, *work_sums(content, ground))


def _facts(
    found: WrittenFacts, content: Invoice, waiting: WaitingRow | None, ground: Ground
) -> Iterable[tuple[Words, Words]]:
    row, typed = found.row, found.typed
    yield msg("Customer"), whom(ground)
    streams = stream_choices(row.workspace_id)
    stream = find_stream_of(row.workspace_id, typed)
    if len(streams) > 1 and stream is not None:
        yield msg("Kind of invoice"), stream.name
    yield msg("Written by"), row.writer
    if row.claimer:
        yield msg("Checked by"), row.claimer
    if waiting is not None:
        yield URGENCIES[waiting.urgency][0], moment(waiting.due_out_at)
        yield msg("Way of delivery"), CHANNELS[waiting.route.channel]
        yield msg("Why this way"), waiting.route.problem or waiting.route.reason
        yield msg("Address there"), waiting.route.address
    if content.delivery and content.delivery.delivered_on:
        yield msg("Delivered on"), day(content.delivery.delivered_on)
    if content.period:
        ends = (each for each in (content.period.start, content.period.end) if each)
        yield msg("Period"), " – ".join(day(each) for each in ends)
    for label, value in (
        (msg("Order reference"), typed.order_reference),
        (msg("Buyer reference"), typed.buyer_reference),
        (msg("Why there is no VAT"), why_untaxed(content, ground)),
    ):
        if value:
            yield label, value
    yield from work_facts(content)


def whom(ground: Ground) -> str:
    """Return who is billed beside their name: their ids and where they are, with the country of those abroad."""
    customer = ground.customer
    if customer is None:
        return ""
    place = f"{customer.postal_code} {customer.city}".strip()
    country = country_name(customer.country) if customer.country != ground.seller.country else ""
    return ", ".join(filter(None, (customer.business_id, customer.vat_id, customer.street, place, country)))


def why_untaxed(content: Invoice, ground: Ground) -> str:
    """Return why there is no VAT as the invoice will say it, in the reader's language where the law has such words."""
    breakdown = worded(content, ground.seller, reader_language()).vat_breakdown
    return "; ".join(entry.exemption_reason for entry in breakdown if entry.exemption_reason)


def shown_lines(content: Invoice) -> Iterable[ShownLine]:
    """Yield the lines of an invoice as they are checked."""
    for line in content.lines:
        rate = line.vat.rate
        is_taxed = line.vat.category == "S"
        vat = percent(rate) if is_taxed and rate is not None else UNTAXED.get(line.vat.category, line.vat.category)
        mark = HOUSEHOLD_WORK if is_household_work(line) else line_work(line)
        cost = price(line.price.net, content.currency)
        yield ShownLine(line.item.name, number(line.quantity), cost, vat, line.net, mark)


def _actions(actor: Actor, workspace_id: WorkspaceId, found: WrittenFacts) -> Iterable[Action]:
    at: dict[str, Any] = {"workspace_id": workspace_id, "written_id": found.row.id}
    mine = found.row.claimed_by == actor.user_id
    claim = Action(label=msg("Take it in hand"), url=url_for("desk.claim", **at), weight="primary", icon="hand")
    if found.row.state == "submitted":
        yield permitted(claim, actor, Permission.CHECK_WRITTEN, workspace_id)
    if found.row.state == "in_review" and not mine:
        question = msg("%(who)s checks it now. It is taken over from them.", who=found.row.claimer)
        over = Action(
            label=msg("Take it over"), url=claim.url, name="take_over", value="yes", icon="hand", confirm=question
        )
        yield permitted(over, actor, Permission.CHECK_WRITTEN, workspace_id)
    if found.row.state == "in_review" and mine:
        yield Action(label=msg("Let go of it"), url=url_for("desk.release", **at), icon="minus")
    if found.row.invoice_id is not None:
        url = url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=found.row.invoice_id)
        yield Action(label=msg("See the invoice"), url=url, method="get", icon="file")


def check_fields(answers: Mapping[str, str], problems: tuple[Problem, ...]) -> Iterable[Field]:
    """Yield the boxes of the checklist, each with that it has to be ticked where it wasn't."""
    wrong = {problem.field: problem.message for problem in problems}
    for name, label in CHECKS.items():
        field = f"check.{name}"
        errors = (wrong[field],) if field in wrong else ()
        yield Field(name=field, label=label, kind="checkbox", checked=field in answers, errors=errors, required=True)


def _days(
    answers: Mapping[str, str] | None, problems: tuple[Problem, ...], content: Invoice, ground: Ground, now: datetime
) -> Iterable[Field]:
    today = local_day(now, ground.seller.country)
    due = ground.due_on(content, today)
    usual: dict[str, tuple[Words, date]] = {"issued_on": (msg("Invoice date"), today), "due_on": (msg("Due date"), due)}
    wrong = {problem.field: problem.message for problem in problems}
    for name, (label, value) in usual.items():
        errors = (wrong[name],) if name in wrong else ()
        typed = (answers or {}).get(name) or value.isoformat()
        yield Field(name=name, label=label, kind="date", value=typed, errors=errors, required=True)


def _send(
    actor: Actor, workspace_id: WorkspaceId, found: WrittenFacts, waiting: WaitingRow | None, *, has_choice: bool
) -> Action:
    url = url_for("desk.send", workspace_id=workspace_id, written_id=found.row.id)
    channel = CHANNELS[waiting.route.channel] if waiting else ""
    send = Action(label=msg("Number it and send it on"), url=url, weight="primary", icon="send")
    if desk_terms(workspace_id).four_eyes and str(actor.user_id) in found.writers:
        return replace(send, url="", refusal=FourEyes(found.row.id).message)
    if waiting is not None and waiting.route.problem is not None and not has_choice:
        card = url_for("customers.card", workspace_id=workspace_id, customer_id=waiting.customer_id)
        remedy = Link(msg("The customer's card"), card)
        return Action(label=send.label, weight="primary", icon="send", refusal=waiting.route.problem, remedy=remedy)
    if channel:
        question = msg(
            "It gets its number now and leaves for the customer: %(way)s, if nothing else is chosen.", way=channel
        )
        send = Action(label=send.label, url=url, weight="primary", icon="send", confirm=question)
    return permitted(send, actor, Permission.RUN_INVOICING, workspace_id)
