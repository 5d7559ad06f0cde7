"""Sending on what was checked: it becomes a request, gets its number and days, and leaves by the customer's channel."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select

from billing.attachments.actions import Owner, copy_written_files
from billing.attachments.queries import attached_to_written
from billing.customers.models import Customer
from billing.delivery.actions import Way, choose_by_hand, judge_way
from billing.delivery.rules.routes import Channel, Written, choose_route, receiver_of
from billing.desk.actions.checking import in_hand, tell
from billing.desk.actions.own_customers import card_problems
from billing.desk.actions.persons import hand_person
from billing.desk.models import WrittenRequest
from billing.desk.queries import desk_terms, find_stream_of, ground_of, stream_problems
from billing.desk.rules.checklist import unchecked
from billing.desk.rules.content import NO_CUSTOMER, Ground, Meaning, meaning_of
from billing.desk.rules.shown import shown_as
from billing.desk.rules.typed import TypedInvoice
from billing.requests.actions import Upload
from billing.requests.actions.importing import import_drafts
from billing.requests.rules.draft import Draft
from billing.runs.actions import Chunk, Wish, begin_run, issue_chunk
from billing.runs.models import RunItem
from billing.runs.queries.dating import find_wrong_day
from billing.streams.queries import find_series_of, get_stream
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RequestId, RunId, StreamId, UserId, WorkspaceId, WrittenId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Message, msg
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Invalid, InvalidFields, Problem
from tenants.plans.capabilities import Capability
from tenants.secrets.sealing import Seal

SEND = "send_written"


class FourEyes(Conflict):
    """You wrote or changed this invoice, so somebody else has to send it on: this company asks for four eyes."""


class NotIssued(Invalid):
    """It can't be issued: %(reason)s"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingOn:
    """What the desk gives an invoice when it sends it on: its days, and what was ticked; `due_on` None: as agreed.

    `shown` is the mark of what was before their eyes (`shown_as`); `way` is another than the customer's card says.
    """

    issued_on: date
    due_on: date | None
    checked: Collection[str]
    shown: str
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class SentOn:
    """The invoice that it became, and the way that it goes; what goes by `print` waits for a person."""

    invoice_id: InvoiceId
    channel: Channel


def send_on(
    actor: Actor,
    workspace_id: WorkspaceId,
    written_id: WrittenId,
    how: SendingOn,
    *,
    seal: Seal | None = None,
    now: datetime,
) -> SentOn:
    """Issue an invoice that was checked, and have it sent by its channel once its document is made.

    Its number comes from its writer's own series where they have one, else from the stream's.

    Raises:
        NoSuchWritten, NotInHand, FourEyes, SellerMissing, StreamClosed.
        InvalidFields: something isn't ticked, or has to be corrected; it was changed since it was looked at; its series
            can't have such days; the way isn't open.
        NotIssued: the run sets it aside, with the reason.
        NotAllowedNow: terms or plan don't allow it.
        NoSealForPerson: it bills ROT or RUT work, and there is no seal to open its personal id with.
    """
    for permission in (Permission.CHECK_WRITTEN, Permission.RUN_INVOICING, Permission.SEND_DOCUMENTS):
        actor.must(permission, in_=workspace_id)
    actor.must_have(Capability.SENDING, in_=workspace_id)
    row = in_hand(actor, workspace_id, written_id)
    if desk_terms(workspace_id).four_eyes and str(actor.user_id) in row.writers:
        raise FourEyes(written_id)
    ground, meaning = _read(row, now)
    changed = _changed_since(how, shown_as(meaning.content, ground.customer, version=row.version))
    stream_id = _stream_of(row)
    wrong_days = _wrong_days(row, stream_id, how, today=ground.on)
    if problems := [*unchecked(how.checked), *changed, *wrong_days, *card_problems(row, ground)]:
        raise InvalidFields(problems)
    channel = _open_channel(ground, how.way)
    request_id = _request(actor, row, stream_id, how, (ground, meaning), now)
    hand_person(row, request_id, meaning.content, seal, now=now)
    row.invoice_id = invoice_id = _issue(actor, row, stream_id, request_id, how, now)
    _approve(actor, row, how, request_id, now)
    _have_it_sent(actor, row, how.way, channel, now)
    return SentOn(invoice_id, channel)


def _approve(actor: Actor, row: WrittenRequest, how: SendingOn, request_id: RequestId, now: datetime) -> None:
    """Write what a written invoice has become, and who sent it on when, in the audit trail too."""
    row.state, row.request_id, row.claimed_by, row.claimed_at = "approved", request_id, None, None
    row.sent_on_by, row.sent_on_at, row.changed_at = actor.user_id, now, now
    db.session.flush()
    after = {"invoice_id": row.invoice_id, "issued_on": how.issued_on, "checked": ", ".join(sorted(how.checked))}
    after |= {"channel": how.way.channel} if how.way else {}
    about = About("written", row.id, after=after)
    enter(actor, "written_sent_on", about, in_=WorkspaceId(row.workspace_id), now=now)


def _have_it_sent(actor: Actor, row: WrittenRequest, way: Way | None, channel: Channel, now: datetime) -> None:
    """Ask for it to be sent by its customer's way or the one chosen.

    What is to be printed here waits for a person, and its writer is told that it does.
    """
    workspace_id, invoice_id = WorkspaceId(row.workspace_id), InvoiceId(cast("UUID", row.invoice_id))
    ids = {"written_id": str(row.id), "invoice_id": str(invoice_id)}
    if way is not None and way.channel == "print":
        choose_by_hand(actor, workspace_id, [invoice_id], now=now)
    elif way is not None:
        ids |= {"channel": way.channel, "address": way.address or ""}
    after_commit(SEND, workspace_id, key=str(row.id), ids=ids)
    if channel == "print":
        tell(row, "numbered", once=str(invoice_id))


def _open_channel(ground: Ground, way: Way | None) -> Channel:
    """Return what it goes by; a chosen way that isn't open is refused, and without a choice the customer's own."""
    if ground.customer is None:
        raise InvalidFields([Problem("customer_id", NO_CUSTOMER)])
    if way is not None:
        judge_way(ground.customer, ground.seller.country, "invoice", way)
        return way.channel
    usual = choose_route(receiver_of(ground.customer), ground.seller.country, Written(finvoice=True, ubl=True))
    if usual.problem is not None:
        raise InvalidFields([Problem("channel", usual.problem)])
    return usual.channel


def _read(row: WrittenRequest, now: datetime) -> tuple[Ground, Meaning]:
    """Return what is sent on, by its customer's card as it stays from here on: the writer may be changing it."""
    workspace_id, typed = WorkspaceId(row.workspace_id), TypedInvoice.from_json(row.typed)
    card = select(Customer.id).where(Customer.workspace_id == workspace_id, Customer.id == row.customer_id)
    db.session.execute(card.with_for_update(key_share=True))
    ground = ground_of(workspace_id, typed, now=now)
    return ground, meaning_of(typed, ground, attached_to_written(workspace_id, WrittenId(row.id)))


def _stream_of(row: WrittenRequest) -> StreamId:
    """Return the stream that it was submitted for."""
    if row.stream_id is not None:
        return StreamId(row.stream_id)
    stream = find_stream_of(WorkspaceId(row.workspace_id), TypedInvoice.from_json(row.typed))
    if stream is None:
        raise InvalidFields(stream_problems(stream))
    return stream.id


def _changed_since(how: SendingOn, mark: str) -> list[Problem]:
    changed = how.shown != mark
    return [Problem("version", msg("It has been changed since you looked at it. Check it again."))] if changed else []


def _wrong_days(row: WrittenRequest, stream_id: StreamId, how: SendingOn, *, today: date) -> list[Problem]:
    workspace_id = WorkspaceId(row.workspace_id)
    series_id = find_series_of(workspace_id, row.written_by) or get_stream(workspace_id, stream_id).series_id
    refusal = find_wrong_day(workspace_id, series_id, how.issued_on, how.due_on, today=today)
    return [Problem(refusal.field, refusal.message)] if refusal else []


def _request(  # noqa: PLR0917  what the request is made of
    actor: Actor,
    row: WrittenRequest,
    stream_id: StreamId,
    how: SendingOn,
    read: tuple[Ground, Meaning],
    now: datetime,
) -> RequestId:
    """Write the billing request that a written invoice becomes; what was typed is kept as its evidence."""
    workspace_id = WorkspaceId(row.workspace_id)
    ground, meaning = read
    if meaning.problems or ground.customer is None:
        raise InvalidFields(meaning.problems)
    draft = Draft(
        key=str(row.id),
        place="1",
        source="portal",
        content=replace(meaning.content, due_on=how.due_on),
        customer_number=ground.customer.number,
    )
    evidence = Upload(f"written-{row.id}.json", json.dumps(row.typed, ensure_ascii=False).encode())
    result = import_drafts(actor, workspace_id, stream_id, (draft,), evidence, now=now)
    if not result.ready:
        raise InvalidFields([problem for refused in result.refused for problem in refused.problems])
    (request_id,) = result.request_ids
    copy_written_files(workspace_id, WrittenId(row.id), Owner(request_id=request_id), now=now)
    return request_id


def _issue(  # noqa: PLR0917  what the run of one needs
    actor: Actor, row: WrittenRequest, stream_id: StreamId, request_id: RequestId, how: SendingOn, now: datetime
) -> InvoiceId:
    """Issue the one request by a run of its own, in the transaction that is open."""
    workspace_id = WorkspaceId(row.workspace_id)
    wish = Wish(issued_on=how.issued_on, written_by=UserId(row.written_by))
    run_id = begin_run(actor, workspace_id, stream_id, [request_id], wish, now=now)
    issue_chunk(actor, workspace_id, Chunk(run_id, 0, actor.workspaces[workspace_id].firm_id), now=now)
    return _issued(workspace_id, run_id)


def _issued(workspace_id: WorkspaceId, run_id: RunId) -> InvoiceId:
    query = select(RunItem.invoice_id, RunItem.reason)
    found = db.session.execute(query.where(RunItem.workspace_id == workspace_id, RunItem.run_id == run_id)).one()
    if found.invoice_id is None:
        raise NotIssued(run_id, reason=Message.from_json(found.reason))
    return InvoiceId(found.invoice_id)
