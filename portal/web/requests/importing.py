"""Fetching requests from a file: the form, and what came of a file, which stays to be read again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from billing.contracts.queries.coming import due_count
from billing.requests.queries import RequestQuery, request_count, request_rows
from billing.streams.queries import streams_beyond_first
from portal.web._design import Action, Field, Link, Notice, Option
from portal.web._design.filters import number
from portal.web._design.words import Words, ngettext
from portal.web.reasons import equipped, permitted, plans_link
from portal.web.requests.desk import Desk
from portal.web.requests.remedies import Remedy, remedies
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import FileId, StreamId, WorkspaceId
from tenants.kernel.journal import JournalRow, journal_rows
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import NotFound
from tenants.plans.capabilities import Capability

IMPORTED = "requests_imported"
COUNTS: tuple[tuple[str, Message], ...] = (
    ("read", msg("Requests read")),
    ("ready", msg("Ready")),
    ("invalid", msg("With errors")),
    ("cancelled", msg("Cancelled")),
    ("duplicates", msg("Here already, so not taken again")),
    ("customers_added", msg("New customers")),
)
SHOWN = 50


class NoSuchImport(NotFound):
    """No such file was fetched here."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """The streams that the plan doesn't have for whoever asks: why, and the way to one that does."""

    streams: frozenset[StreamId] = frozenset()
    refusal: Words = ""
    remedy: Link | None = None


@dataclass(frozen=True, slots=True)
class FromContracts:
    """How many periods of contracts have fallen due without a request, and the way to fetch them."""

    due: int
    make: Action
    list_url: str


@dataclass(frozen=True, slots=True)
class ImportForm:
    """What is asked before a file is fetched."""

    stream: Field
    file: Field
    send: Action
    plans: Link | None = None
    contracts: FromContracts | None = None


@dataclass(frozen=True, slots=True)
class Stuck:
    """A request of the file that can't be invoiced yet: where it stands there, and why."""

    place: str
    subject: str
    url: str
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """What came of a file when it was fetched, and what is still wrong with its requests today."""

    name: str
    facts: tuple[tuple[Words, Words], ...]
    by: JournalRow
    notice: Notice
    stuck: tuple[Stuck, ...]
    stuck_link: Link | None
    list_url: str
    again_url: str


def import_form(
    desk: Desk, send: Action, closed: Beyond, *, stream: str = "", error: Words = "", stream_error: Words = ""
) -> ImportForm:
    """Return the form; an error of the file stands at the file, and at a stream why the plan doesn't have it."""
    open_streams = tuple(
        Option(str(each.id), each.name, refusal=closed.refusal if each.id in closed.streams else "")
        for each in desk.streams
        if each.active
    )
    return ImportForm(
        Field(
            name="stream",
            label=msg("Stream"),
            kind="select",
            value=stream,
            options=open_streams,
            hint=msg("Each stream has invoice runs and a number series of its own."),
            errors=(stream_error,) if stream_error else (),
            required=True,
        ),
        Field(
            name="file",
            label=msg("File"),
            kind="file",
            hint=msg("CSV, Finvoice 3.0 or UBL; up to 25 MB. A file fetched twice makes nothing double."),
            accept=".csv,.xml,.txt",
            errors=(error,) if error else (),
            required=True,
        ),
        send,
        closed.remedy,
    )


def beyond_plan(actor: Actor, workspace_id: WorkspaceId) -> Beyond:
    """Return the streams that requests can't be fetched into, because the plan has only the one opened first."""
    refusal = actor.why_lacking(Capability.SEVERAL_STREAMS, in_=workspace_id)
    streams = frozenset(each.id for each in streams_beyond_first(workspace_id)) if refusal else frozenset()
    if refusal is None or not streams:
        return Beyond()
    may = actor.may(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    return Beyond(streams, refusal, plans_link(workspace_id, Capability.SEVERAL_STREAMS) if may else None)


def from_contracts(actor: Actor, workspace_id: WorkspaceId, on: date) -> FromContracts | None:
    """Return what contracts have due by a day, None where there is nothing."""
    due = due_count(workspace_id, on)
    if not due:
        return None
    make = Action(label=msg("Fetch from contracts"), url=url_for("contracts.make", workspace_id=workspace_id))
    allowed = permitted(make, actor, Permission.IMPORT_REQUESTS, workspace_id)
    return FromContracts(
        due,
        equipped(allowed, actor, Capability.CONTRACTS, workspace_id),
        url_for("contracts.contracts", workspace_id=workspace_id),
    )


def import_page(workspace_id: WorkspaceId, file_id: UUID, again: Action) -> ImportPage:
    """Return what came of a file.

    Raises:
        NoSuchImport: no such file was fetched in the workspace.
    """
    entry = _entry(workspace_id, file_id)
    if entry is None:
        raise NoSuchImport(file_id)
    after = entry.after or {}
    wrong = RequestQuery(file_id=FileId(file_id), state="invalid", limit=SHOWN)
    stuck = request_count(workspace_id, wrong)
    listing = url_for("requests.requests", workspace_id=workspace_id, file=file_id)
    link = Link(_show_all(stuck), f"{listing}&state=invalid")
    return ImportPage(
        name=str(after.get("file", "")),
        facts=tuple((label, number(int(after.get(key, 0)))) for key, label in COUNTS),
        by=entry,
        notice=_notice(int(after.get("ready", 0)), stuck),
        stuck=tuple(_stuck(workspace_id, wrong)),
        stuck_link=link if stuck else None,
        list_url=listing,
        again_url=again.url,
    )


def file_name(workspace_id: WorkspaceId, file_id: UUID) -> str:
    """Return the name that a file had when it was fetched; its bytes stay where they are."""
    entry = _entry(workspace_id, file_id)
    return str((entry.after or {}).get("file", "")) if entry else ""


def _entry(workspace_id: WorkspaceId, file_id: UUID) -> JournalRow | None:
    return next((row for row in journal_rows(workspace_id, about_id=file_id) if row.act == IMPORTED), None)


def _show_all(stuck: int) -> str:
    return ngettext("Show %(number)s with an error", "Show all %(number)s with errors", stuck, number=number(stuck))


def _not_yet(stuck: int) -> str:
    return ngettext(
        "%(number)s request of this file can't be invoiced yet.",
        "%(number)s requests of this file can't be invoiced yet.",
        stuck,
        number=number(stuck),
    )


def _notice(ready: int, stuck: int) -> Notice:
    if stuck:
        return Notice("bad", _not_yet(stuck))
    if ready:
        return Notice("good", msg("Everything that was taken from this file is ready or done."))
    return Notice("info", msg("Nothing new was taken from this file."))


def _stuck(workspace_id: WorkspaceId, wrong: RequestQuery) -> list[Stuck]:
    back = f"file={wrong.file_id}"
    return [
        Stuck(
            row.place,
            f"{row.customer_number} {row.customer_name}: {row.subject}",
            url_for("requests.billing_request", workspace_id=workspace_id, request_id=row.id),
            remedies(workspace_id, row, back),
        )
        for row in request_rows(workspace_id, wrong)
    ]
