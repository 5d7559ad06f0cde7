"""One written invoice: its form while it is in its writer's hands, and how it stands afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import url_for

from billing.delivery.queries import deliveries_of
from billing.delivery.rules.endings import CAME_TO_NOTHING
from billing.desk.queries import WrittenFacts, get_written, ground_of
from billing.desk.rules.content import meaning_of
from billing.desk.rules.person import is_masked
from billing.desk.rules.states import WITH_WRITER, WITHDRAWABLE
from billing.desk.rules.typed import TypedInvoice
from billing.en16931.model import Invoice
from billing.invoices.rules.household import HOUSEHOLD_WORK
from billing.standing.queries.sendings import delivery_states
from portal.web._design import Action, Field, Notice
from portal.web._design.filters import day, number, price
from portal.web._design.words import Words
from portal.web.attached import ShownAttachment, finvoice_note, shown_attachments
from portal.web.reasons import permitted
from portal.web.work import line_work, work_facts
from portal.web.written.form import Form, form_of, sums_of
from portal.web.written.work import person_field
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import UserId, WorkspaceId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem
from tenants.users.queries import get_person

# What is said of an invoice that has its number and hasn't gone out, by how its sending stands.
WAITS = {
    "unsent": Notice("info", msg("It has its number, and hasn't been sent to the customer yet.")),
    "by_hand": Notice("info", msg("It has its number, and waits to be printed and handed over.")),
    "queued": Notice("info", msg("It has its number, and is on its way to the customer.")),
    "unknown": Notice("warn", msg("Nobody knows yet whether it arrived. The accounting firm sees that too.")),
    "not_sent": Notice("neutral", msg("It is credited in full and is never sent.")),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as it is read."""

    text: str
    quantity: str
    price: str
    net: Decimal
    mark: Words


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands beside the buttons: the version, when it was saved, what it comes to, and why it wasn't saved.

    `person` is the field of the personal id where the page has to show it another way than it was typed.
    """

    version: int
    at: datetime
    sums: tuple[tuple[Words, Decimal], ...]
    currency: str
    refusal: Words = ""
    person: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePage:
    """The page of a written invoice; a form only where it can be changed."""

    title: Words
    state: str
    delivery: str
    notice: Notice | None
    form: Form | None
    saved: Saved
    urls: dict[str, str]
    facts: tuple[tuple[Words, Words], ...]
    lines: tuple[ShownLine, ...]
    message: str
    conversation_url: str
    actions: tuple[Action, ...]
    submit: Action
    attached: tuple[ShownAttachment, ...]
    attach_note: Words


def invoice_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    written_id: WrittenId,
    *,
    typed: TypedInvoice | None = None,
    problems: Iterable[Problem] = (),
    find: str = "",
    now: datetime,
) -> InvoicePage:
    """Return the page: as it is kept, or as it was typed just now with what has to be changed."""
    found = get_written(workspace_id, written_id)
    shown = typed or found.typed
    ground, row = ground_of(workspace_id, shown, now=now), found.row
    may = actor.may(Permission.WRITE_INVOICES, in_=workspace_id)
    open_ = may and (row.state in WITH_WRITER or (row.state == "in_review" and row.claimed_by == actor.user_id))
    content = meaning_of(shown, ground).content
    urls, delivery = _urls(workspace_id, written_id, row.customer_id), _delivery(workspace_id, found)
    return InvoicePage(
        title=_title(found),
        state=row.state,
        delivery=delivery,
        notice=_trouble(workspace_id, found, delivery) if delivery else _notice(found),
        form=form_of(workspace_id, shown, ground, problems, found.reasons, find=find) if open_ else None,
        saved=Saved(found.version, row.changed_at, sums_of(shown, ground), ground.currency),
        urls=urls,
        facts=(*_facts(found, shown, content), *work_facts(content)),
        lines=tuple(_lines(shown, content)),
        message=shown.message,
        conversation_url=_conversation(workspace_id, found),
        actions=tuple(_actions(actor, workspace_id, found)),
        submit=_submit(found, urls),
        attached=_attached(workspace_id, found),
        attach_note=finvoice_note(ground.seller.country),
    )


def saved_of(
    workspace_id: WorkspaceId,
    written_id: WrittenId,
    typed: TypedInvoice,
    refusal: Words = "",
    *,
    has_person: bool = False,
    now: datetime,
) -> Saved:
    """Return what a save answers with: the version to go on from, and what it comes to.

    The field of the personal id goes with it where a whole one was typed, and where a masked one isn't kept.
    """
    found, ground = get_written(workspace_id, written_id), ground_of(workspace_id, typed, now=now)
    is_other = is_masked(typed.personal_id) and typed.personal_id != found.typed.personal_id
    person = person_field(found.typed) if has_person or is_other else None
    return Saved(found.version, now, sums_of(typed, ground), ground.currency, refusal, person)


def _lines(typed: TypedInvoice, content: Invoice) -> Iterable[ShownLine]:
    for line, each in zip(content.lines, (one for one in typed.lines if not one.is_empty), strict=True):
        mark = HOUSEHOLD_WORK if each.household_work else line_work(line)
        yield ShownLine(line.item.name, number(line.quantity), price(line.price.net, content.currency), line.net, mark)


def _attached(workspace_id: WorkspaceId, found: WrittenFacts) -> tuple[ShownAttachment, ...]:
    def url_of(sha256: str) -> str:
        return url_for("written.attached", workspace_id=workspace_id, written_id=found.row.id, sha256=sha256)

    return shown_attachments(found.attached, url_of)


def _title(found: WrittenFacts) -> Words:
    if found.row.number:
        return msg("Invoice %(number)s", number=found.row.number)
    if found.row.customer_name:
        return msg("Invoice to %(customer)s", customer=found.row.customer_name)
    return msg("New invoice")


def _notice(found: WrittenFacts) -> Notice | None:
    row = found.row
    if row.state == "needs_correction":
        text = msg("It came back from the check. Correct what is said at the fields, then submit it again.")
        return Notice("warn", text)
    if row.state in {"submitted", "in_review"} and row.due_out_at is not None:
        return None
    if row.state == "withdrawn":
        return Notice("neutral", msg("It was withdrawn and isn't sent. It can be copied to a new one."))
    return None


def _delivery(workspace_id: WorkspaceId, found: WrittenFacts) -> str:
    """Return how its sending stands once it was sent on, an empty string before."""
    id_ = found.row.invoice_id
    return delivery_states(workspace_id, [id_])[id_] if id_ else ""


def _trouble(workspace_id: WorkspaceId, found: WrittenFacts, delivery: str) -> Notice | None:
    """Return that an invoice has its number, and yet hasn't arrived or left; nothing of one that has gone out."""
    if delivery in CAME_TO_NOTHING and found.row.invoice_id is not None:
        reason = deliveries_of(workspace_id, found.row.invoice_id)[-1].reason or ""
        text = msg("It has its number, but it could not be delivered. %(reason)s", reason=reason)
        return Notice("bad", text, details=(msg("The accounting firm sees that too, and can send it again."),))
    return WAITS.get(delivery)


def _urls(workspace_id: WorkspaceId, written_id: WrittenId, customer_id: object) -> dict[str, str]:
    at: dict[str, Any] = {"workspace_id": workspace_id, "written_id": written_id}
    names = {
        "save": "written.save",
        "submit": "written.submit",
        "preview": "written.preview",
        "attach": "written.attach",
        "detach": "written.detach",
    }
    urls = {name: url_for(endpoint, **at) for name, endpoint in names.items()}
    urls["list"] = url_for("written.written", workspace_id=workspace_id)
    urls["new_customer"] = url_for("written.new_customer", workspace_id=workspace_id, back=written_id)
    if customer_id:
        card: dict[str, Any] = {"workspace_id": workspace_id, "customer_id": customer_id, "back": written_id}
        urls["customer"] = url_for("written.customer", **card)
    return urls


def _facts(found: WrittenFacts, typed: TypedInvoice, content: Invoice) -> Iterable[tuple[Words, Words]]:
    row, period, delivered = found.row, content.period, content.delivery
    yield msg("Customer"), row.customer_name
    yield msg("Written by"), row.writer
    if row.state == "in_review":
        yield msg("Checked by"), row.claimer
    if others := sorted(get_person(UserId(UUID(who))).name for who in found.writers - {str(row.written_by)}):
        yield msg("Also changed by"), ", ".join(others)
    for label, value in (
        (msg("Delivered on"), day(delivered.delivered_on) if delivered else ""),
        (msg("Period"), f"{day(period.start)} – {day(period.end)}" if period else ""),
        (msg("Order reference"), typed.order_reference),
        (msg("Buyer reference"), typed.buyer_reference),
        (msg("Why there is no VAT"), typed.vat_reason),
    ):
        if value:
            yield label, value


def _conversation(workspace_id: WorkspaceId, found: WrittenFacts) -> str:
    about = found.row.conversation_id
    return url_for("questions.question", workspace_id=workspace_id, conversation_id=about) if about else ""


def _actions(actor: Actor, workspace_id: WorkspaceId, found: WrittenFacts) -> Iterable[Action]:
    at: dict[str, Any] = {"workspace_id": workspace_id, "written_id": found.row.id}
    if found.row.invoice_id is not None:
        url = url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=found.row.invoice_id)
        yield Action(label=msg("See the invoice"), url=url, method="get", icon="file")
    if actor.may(Permission.CHECK_WRITTEN, in_=workspace_id) and found.row.state in {"submitted", "in_review"}:
        yield Action(label=msg("Check it"), url=url_for("desk.review", **at), method="get", icon="eye")
    copy = Action(label=msg("Copy to a new invoice"), url=url_for("written.copy", **at), icon="plus")
    yield permitted(copy, actor, Permission.WRITE_INVOICES, workspace_id)
    if found.row.state in WITHDRAWABLE:
        question = msg("It is taken off the list and isn't sent. It stays to be read and copied.")
        withdraw = Action(
            label=msg("Withdraw"),
            url=url_for("written.withdraw", **at),
            weight="danger",
            icon="minus",
            confirm=question,
        )
        yield permitted(withdraw, actor, Permission.WRITE_INVOICES, workspace_id)


def _submit(found: WrittenFacts, urls: dict[str, str]) -> Action:
    again = found.row.state == "needs_correction"
    label = msg("Submit it again") if again else msg("Submit it to be checked and sent")
    return Action(label=label, url=urls["submit"], weight="primary", icon="send")
