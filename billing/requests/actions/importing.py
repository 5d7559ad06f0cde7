"""Importing a file of billing requests: all of it or nothing, in a few statements whatever its length."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert

from billing.articles.queries.catalogue import catalogue_of
from billing.attachments.actions import Owner, attach_files, copy_request_files
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model.plain import to_plain
from billing.requests.actions.judging import Judging, defaults_of
from billing.requests.actions.known import without_known
from billing.requests.actions.new_customers import customers_for
from billing.requests.actions.persons import must_have_seal, seal_persons
from billing.requests.formats.personal_ids import without_personal_ids
from billing.requests.formats.reading import read_requests
from billing.requests.models import BillingRequest
from billing.requests.rules.amounts import sums_of
from billing.requests.rules.draft import Draft, Upload
from billing.requests.rules.problems import problems_to_json
from billing.requests.rules.unsaid import codes_in
from billing.seller.queries import get_seller
from billing.seller.rules.facts import SellerFacts
from billing.streams.queries import StreamFacts, get_stream, is_beyond_first
from tenants.files.actions import NewFile, keep_file
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, RequestId, StreamId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict, Problem
from tenants.plans.capabilities import Capability
from tenants.secrets.sealing import Seal

MEDIA_TYPES = {"csv": "text/csv", "finvoice": "application/xml", "ubl": "application/xml", "plan": "text/plain"}
MEDIA_TYPES |= {"portal": "application/json", "contract": "text/csv"}
LONGEST_NAME, LONGEST_SUBJECT = 120, 200


class StreamClosed(Conflict):
    """The stream %(name)s is switched off."""


@dataclass(frozen=True, slots=True)
class PlacedProblems:
    """A request that can't be invoiced yet: where in the file it stands, its key, and why."""

    place: str
    key: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What came of a file: how many requests were read and what became of them; `refused` tells of each invalid one."""

    file_id: FileId
    read: int
    ready: int
    invalid: int
    cancelled: int
    duplicates: int
    customers_added: int
    request_ids: tuple[RequestId, ...]
    refused: tuple[PlacedProblems, ...]


def import_requests(
    actor: Actor,
    workspace_id: WorkspaceId,
    stream_id: StreamId,
    upload: Upload,
    *,
    now: datetime,
    seal: Seal | None = None,
) -> ImportResult:
    """Keep a file, and write the requests in it that are new, each ready, invalid with reasons, or cancelled.

    One that couldn't be invoiced is replaced by a corrected one of the same key, a ready one by its calling off.
    Personal ids are cut out of the file before it is read, and kept by themselves under the seal.

    Raises:
        SellerMissing: the company's settings haven't been saved yet.
        NoSuchStream, StreamClosed.
        NotAllowedNow: the stream is a second one, and the plan has no several.
        NoSealHere: the file has personal ids, and there is no seal.
        Invalid: the file can't be read, or is broken; the sentence says where. Nothing is written then.
    """
    actor.must(Permission.IMPORT_REQUESTS, in_=workspace_id)
    # Two imports at once would both find the same request new: the second waits for the first.
    seller = get_seller(workspace_id, lock=True)
    stream = _open_stream(actor, workspace_id, stream_id)
    defaults = defaults_of(seller, now)
    clean, persons = without_personal_ids(upload, defaults.on)
    must_have_seal(persons, seal)
    result = _import(actor, seller, stream, read_requests(clean, defaults), clean, now)
    seal_persons(workspace_id, result.request_ids, persons, seal, now=now)
    return result


def import_drafts(
    actor: Actor,
    workspace_id: WorkspaceId,
    stream_id: StreamId,
    drafts: tuple[Draft, ...],
    evidence: Upload,
    *,
    now: datetime,
) -> ImportResult:
    """Write requests that the product itself makes, judged like those of a file; `evidence` is kept in its place.

    Raises:
        SellerMissing, NoSuchStream, StreamClosed, NotAllowedNow.
    """
    actor.must(Permission.IMPORT_REQUESTS, in_=workspace_id)
    seller = get_seller(workspace_id, lock=True)
    stream = _open_stream(actor, workspace_id, stream_id)
    return _import(actor, seller, stream, drafts, evidence, now)


def _open_stream(actor: Actor, workspace_id: WorkspaceId, stream_id: StreamId) -> StreamFacts:
    """Return a stream; one that is switched off is refused, and one that the plan has none of: it couldn't be run."""
    stream = get_stream(workspace_id, stream_id)
    if not stream.active:
        raise StreamClosed(stream_id, name=stream.name)
    if is_beyond_first(workspace_id, stream_id):
        actor.must_have(Capability.SEVERAL_STREAMS, in_=workspace_id)
    return stream


def _import(  # noqa: PLR0917  what both ways in have found out
    actor: Actor, seller: SellerFacts, stream: StreamFacts, drafts: tuple[Draft, ...], upload: Upload, now: datetime
) -> ImportResult:
    workspace_id = seller.workspace_id
    fresh = without_known(workspace_id, stream.id, drafts)
    file_id = _keep(workspace_id, upload, drafts[0], now)
    customers, added = customers_for(actor, seller, fresh, now=now)
    # Lists are ordered by moment and id: ids in ascending order keep the order of the file.
    ids = sorted(uuid4() for _ in fresh)
    named = frozenset(code for draft in fresh for code in codes_in(draft.content, draft.unsaid))
    judging = Judging(seller, catalogue_of(workspace_id, named), now).in_stream(stream.terms)
    judged = (_row(draft, customer, judging) for draft, customer in zip(fresh, customers, strict=True))
    rows = [{"id": id_, **row} for id_, row in zip(ids, judged, strict=True)]
    _write(workspace_id, stream.id, file_id, rows)
    _attach(workspace_id, fresh, ids, now)
    result = _result(file_id, drafts, fresh, rows, added)
    _enter(actor, workspace_id, upload, result, now)
    return result


def _keep(workspace_id: WorkspaceId, upload: Upload, draft: Draft, now: datetime) -> FileId:
    name = upload.name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(sign for sign in name if sign.isprintable())[:LONGEST_NAME].strip() or "requests"
    return keep_file(workspace_id, NewFile(printable, MEDIA_TYPES[draft.source], upload.data), now=now)


def _row(draft: Draft, customer: CustomerFacts | None, judging: Judging) -> dict[str, Any]:
    content, problems = judging.judged(draft.content, draft.unsaid, customer)
    sums, now = sums_of(content), judging.now
    problems = () if draft.cancelled else problems
    return {
        "key": draft.key,
        "source": draft.source,
        "place": draft.place,
        "customer_id": customer.id if customer else None,
        "customer_number": customer.number if customer else draft.customer_number,
        "customer_name": customer.name if customer else content.buyer.name,
        "subject": next((line.item.name for line in content.lines), "")[:LONGEST_SUBJECT],
        "state": state_of(draft, problems),
        "content": to_plain(content),
        "unsaid": dict(draft.unsaid),
        "problems": problems_to_json(problems),
        "remarks": [remark.to_json() for remark in judging.remarks(content, draft.unsaid, customer, draft.before)],
        "currency": content.currency,
        "net_minor": sums.net_minor if sums else None,
        "vat_minor": sums.vat_minor if sums else None,
        "total_minor": sums.total_minor if sums else None,
        "due_on": content.due_on,
        "created_at": now,
        "checked_at": now,
        "told": problems,
    }


def state_of(draft: Draft, problems: tuple[Problem, ...]) -> str:
    """Return the state in which a draft is written."""
    if draft.cancelled:
        return "cancelled"
    return "invalid" if problems else "ready"


def _write(workspace_id: WorkspaceId, stream_id: StreamId, file_id: FileId, rows: list[dict[str, Any]]) -> None:
    shared = {"workspace_id": workspace_id, "stream_id": stream_id, "file_id": file_id}
    if rows:
        kept = [{**shared, **{name: value for name, value in row.items() if name != "told"}} for row in rows]
        db.session.execute(insert(BillingRequest), kept)


def _attach(workspace_id: WorkspaceId, fresh: list[Draft], ids: list[UUID], now: datetime) -> None:
    """Keep the documents that came inside the requests, and those of requests that they took the place of."""
    new = [(draft, RequestId(id_)) for draft, id_ in zip(fresh, ids, strict=True)]
    came = [(Owner(request_id=id_), taken, "") for draft, id_ in new for taken in draft.enclosed]
    if came:
        attach_files(workspace_id, came, now=now)
    if copies := {id_: draft.instead_of for draft, id_ in new if draft.instead_of is not None}:
        copy_request_files(workspace_id, copies, now=now)


def _result(
    file_id: FileId, drafts: tuple[Draft, ...], fresh: list[Draft], rows: list[dict[str, Any]], added: int
) -> ImportResult:
    states = [row["state"] for row in rows]
    return ImportResult(
        file_id=file_id,
        read=len(drafts),
        ready=states.count("ready"),
        invalid=states.count("invalid"),
        cancelled=states.count("cancelled"),
        duplicates=len(drafts) - len(fresh),
        customers_added=added,
        request_ids=tuple(RequestId(row["id"]) for row in rows),
        refused=tuple(PlacedProblems(row["place"], row["key"], row["told"]) for row in rows if row["told"]),
    )


def _enter(actor: Actor, workspace_id: WorkspaceId, upload: Upload, result: ImportResult, now: datetime) -> None:
    counts = ("read", "ready", "invalid", "cancelled", "duplicates", "customers_added")
    after = {"file": upload.name[:LONGEST_NAME], **{name: getattr(result, name) for name in counts}}
    enter(actor, "requests_imported", About("file", result.file_id, after=after), in_=workspace_id, now=now)
