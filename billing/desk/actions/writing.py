"""Writing an invoice: a draft is kept as it is typed, submitted to the firm once it is whole, and may be taken back."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from billing.attachments.actions import Owner, copy_written_files
from billing.attachments.queries import attached_to_written
from billing.desk.actions.checking import tell
from billing.desk.actions.locking import locked, person
from billing.desk.actions.own_customers import card_problems
from billing.desk.actions.persons import erase_person, open_person, seal_person
from billing.desk.models import WrittenRequest
from billing.desk.queries import desk_terms, find_stream_of, get_written, ground_of, stream_problems
from billing.desk.rules.content import Ground, Meaning, meaning_of
from billing.desk.rules.person import is_masked, with_person_as_before
from billing.desk.rules.promise import promise
from billing.desk.rules.states import WITH_WRITER, WITHDRAWABLE
from billing.desk.rules.typed import PERSON, TypedInvoice
from billing.requests.rules.amounts import sums_of
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId, WrittenId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict, InvalidFields
from tenants.registries.personal_ids import PersonalId
from tenants.secrets.sealing import Seal


class ChangedElsewhere(Conflict):
    """This invoice has been changed in another tab or by somebody else. Open it again to see how it stands now."""


class NotYoursNow(Conflict):
    """This invoice is with the firm or has been sent already, so it can't be changed here."""


def begin_written(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> WrittenId:
    """Begin an empty draft.

    Raises:
        SellerMissing: the company's settings haven't been saved yet.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    return _begin(actor, workspace_id, TypedInvoice(), now)


def copy_written(
    actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId, *, seal: Seal | None = None, now: datetime
) -> WrittenId:
    """Begin a draft that says what an earlier one said, but for the days of delivery, with what is attached to it.

    Its personal id is sealed anew for the copy; where there is nothing to seal it with, it has to be typed again.

    Raises:
        NoSuchWritten, SellerMissing.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    earlier = get_written(workspace_id, written_id).typed
    person_id = open_person(workspace_id, written_id, seal, now=now) if seal else None
    masked = person_id.masked if person_id else ""
    typed = replace(earlier, delivered_on="", period_start="", period_end="", personal_id=masked)
    copy = _begin(actor, workspace_id, typed, now)
    if seal and person_id:
        seal_person(workspace_id, (copy, person(actor)), person_id, seal, now=now)
    copy_written_files(workspace_id, written_id, Owner(written_id=copy, author_id=person(actor)), now=now)
    return copy


def save_written(
    actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId, typed: TypedInvoice, *, version: int, now: datetime
) -> int:
    """Keep a draft as it is typed, complete or not, and return its new version; the same again changes nothing.

    A masked personal id means the one that is kept already, which `keep_person` keeps; any other is erased with it.

    Raises:
        NoSuchWritten, SellerMissing.
        ChangedElsewhere: it isn't at that version any more.
        NotYoursNow: it is with the firm, and the actor isn't who checks it there.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    row = locked(workspace_id, written_id)
    must_be_in_hand(actor, row)
    kept = TypedInvoice.from_json(row.typed)
    same_customer = _same_customer(workspace_id, typed, kept, now)
    typed = with_person_as_before(typed, kept, same_customer=same_customer)
    if kept == typed:
        return row.version
    if row.version != version:
        raise ChangedElsewhere(written_id)
    if not is_masked(typed.personal_id):
        erase_person(workspace_id, written_id)
    before = {"total": row.total_minor}
    _write(row, typed, ground_of(workspace_id, typed, now=now))
    next_version(actor, row, before, {"total": row.total_minor}, now=now)
    return row.version


def keep_person(
    actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId, typed: PersonalId, *, seal: Seal, now: datetime
) -> int:
    """Keep whose ROT or RUT work a draft bills, sealed, and return its version; the same again changes nothing.

    Raises:
        NoSuchWritten.
        NotYoursNow: as `save_written`.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    row = locked(workspace_id, written_id)
    must_be_in_hand(actor, row)
    if open_person(workspace_id, written_id, seal, now=now) == typed and row.typed.get(PERSON) == typed.masked:
        return row.version
    seal_person(workspace_id, (written_id, row.written_by), typed, seal, now=now)
    row.typed = {**row.typed, PERSON: typed.masked}
    next_version(actor, row, {}, {}, now=now)
    return row.version


def submit_written(
    actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId, *, version: int, now: datetime
) -> datetime:
    """Submit an invoice to the firm, and return by when it is promised to go out.

    One that came back keeps its place, and its promise while that can still be kept. Its writer is told by e-mail.

    Raises:
        NoSuchWritten, SellerMissing, ChangedElsewhere, NotYoursNow.
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    row = locked(workspace_id, written_id)
    if row.state not in WITH_WRITER:
        raise NotYoursNow(written_id)
    if row.version != version:
        raise ChangedElsewhere(written_id)
    typed = TypedInvoice.from_json(row.typed)
    ground, stream = ground_of(workspace_id, typed, now=now), find_stream_of(workspace_id, typed)
    meaning = meaning_of(typed, ground, attached_to_written(workspace_id, written_id))
    if problems := [*meaning.problems, *stream_problems(stream), *card_problems(row, ground)]:
        raise InvalidFields(problems)
    if typed.personal_id and not typed.has_work:
        typed = _without_person(row, typed)
    _write(row, typed, ground)
    due_at = promise(now, ground.seller.country, desk_terms(workspace_id)).due_at
    before, row.state, row.changed_at = row.state, "submitted", now
    row.submitted_at, row.place_at = row.submitted_at or now, row.place_at or due_at
    if row.due_out_at is None or row.due_out_at < now:
        row.due_out_at = due_at
    row.reasons = {}
    db.session.flush()
    about = About("written", row.id, before={"state": before}, after={"state": "submitted", "due_out": row.due_out_at})
    enter(actor, "written_submitted", about, in_=workspace_id, now=now)
    tell(row, "submitted", once=now.isoformat())
    return row.due_out_at


def withdraw_written(actor: Actor, workspace_id: WorkspaceId, written_id: WrittenId, *, now: datetime) -> None:
    """Take back an invoice that nobody at the desk has begun with; it stays to be read and copied.

    The personal id of its buyer is erased.

    Raises:
        NoSuchWritten.
        NotYoursNow: somebody checks it already, or it has been sent.
    """
    actor.must(Permission.WRITE_INVOICES, in_=workspace_id)
    row = locked(workspace_id, written_id)
    if row.state not in WITHDRAWABLE:
        raise NotYoursNow(written_id)
    row.typed = _without_person(row, TypedInvoice.from_json(row.typed)).to_json()
    before, row.state, row.changed_at = row.state, "withdrawn", now
    db.session.flush()
    about = About("written", row.id, before={"state": before}, after={"state": "withdrawn"})
    enter(actor, "written_withdrawn", about, in_=workspace_id, now=now)


def next_version(
    actor: Actor, row: WrittenRequest, before: dict[str, Any], after: dict[str, Any], *, now: datetime
) -> None:
    """Write that the actor changed an invoice; at the desk, what was before and after goes into the audit trail too.

    Its writer is told of that by e-mail, once for each time that somebody has it in hand.
    """
    row.version, row.changed_at = row.version + 1, now
    who = str(person(actor))
    if who not in row.writers:
        row.writers = [*row.writers, who]
    db.session.flush()
    if row.state == "in_review":
        before, after = {"version": row.version - 1, **before}, {"version": row.version, **after}
        about = About("written", row.id, before=before, after=after)
        enter(actor, "written_changed_in_review", about, in_=WorkspaceId(row.workspace_id), now=now)
        if row.written_by != person(actor):
            tell(row, "changed", once=f"{row.claimed_at}")


def _begin(actor: Actor, workspace_id: WorkspaceId, typed: TypedInvoice, now: datetime) -> WrittenId:
    ground = ground_of(workspace_id, typed, now=now)
    who = person(actor)
    row = WrittenRequest(
        workspace_id=workspace_id,
        id=uuid4(),
        written_by=who,
        writers=[str(who)],
        version=1,
        state="draft",
        reasons={},
        created_at=now,
        changed_at=now,
    )
    _write(row, typed, ground)
    db.session.add(row)
    db.session.flush()
    enter(actor, "written_begun", About("written", row.id), in_=workspace_id, now=now)
    return WrittenId(row.id)


def _write(row: WrittenRequest, typed: TypedInvoice, ground: Ground) -> Meaning:
    """Put what was typed into the row, with what lists show of it."""
    meaning = meaning_of(typed, ground)
    sums = sums_of(meaning.content)
    row.typed, row.subject = typed.to_json(), typed.subject
    row.customer_id = ground.customer.id if ground.customer else None
    stream = find_stream_of(WorkspaceId(row.workspace_id), typed)
    row.stream_id = stream.id if stream else None
    row.currency, row.total_minor = ground.currency, sums.total_minor if sums and meaning.content.lines else None
    return meaning


def _same_customer(workspace_id: WorkspaceId, typed: TypedInvoice, kept: TypedInvoice, now: datetime) -> bool:
    """Return whether an invoice is still for its customer, by the card that theirs was merged with or the first."""
    if not kept.customer_id or typed.customer_id == kept.customer_id:
        return True
    now_for, before = (ground_of(workspace_id, each, now=now).customer for each in (typed, kept))
    return now_for is not None and before is not None and now_for.id == before.id


def _without_person(row: WrittenRequest, typed: TypedInvoice) -> TypedInvoice:
    """Erase the personal id of an invoice that has no need of it, and return what was typed without it."""
    erase_person(WorkspaceId(row.workspace_id), WrittenId(row.id))
    return replace(typed, personal_id="")


def must_be_in_hand(actor: Actor, row: WrittenRequest) -> None:
    """Refuse unless it is with its writer, or with the actor at the desk.

    Raises:
        NotYoursNow.
    """
    at_desk = row.state == "in_review" and row.claimed_by == actor.user_id
    if row.state not in WITH_WRITER and not at_desk:
        raise NotYoursNow(row.id)
