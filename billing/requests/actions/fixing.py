"""Putting a request right where it stands, with what it said before kept in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, column, select, table

from billing.en16931.model import Invoice
from billing.en16931.model.plain import from_plain
from billing.requests.actions.attaching import locked_request
from billing.requests.actions.checking import anew, check_again
from billing.requests.actions.importing import LONGEST_SUBJECT
from billing.requests.formats.table import Row
from billing.requests.formats.values import unit
from billing.requests.models import BillingRequest
from billing.requests.rules.fixing import SOURCES, fixed, mark_of
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict, InvalidFields

# The runs' slice stands above this one, so its model isn't imported.
ITEM = table("run_item", column("workspace_id", Uuid), column("request_id", Uuid), column("state"))


class NotHere(Conflict):
    """What the desk or a plan bills is put right there, not on this page."""


class ChangedMeanwhile(Conflict):
    """Somebody has changed the request since this page was shown. Look at it again, then change it."""


class InRun(Conflict):
    """A run has the request already, so it stays as it is."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a request's fields, whether to reckon its sums anew, and the mark of what was shown."""

    fields: Mapping[str, str]
    mark: str
    reckon: bool = False


def fix_request(actor: Actor, workspace_id: WorkspaceId, request_id: RequestId, typed: Typed, *, now: datetime) -> bool:
    """Write what was typed into a request that waits, check it again, and return whether it is ready then.

    The file that it came from stays as it is; the journal has what the request said before.

    Raises:
        NoSuchRequest: there is none, or it has left the list. NotHere, InRun, ChangedMeanwhile.
        InvalidFields: something can't be read; each problem names its field.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    row = locked_request(workspace_id, request_id)
    content = from_plain(row.content)
    _refuse(workspace_id, row, content, typed.mark)
    found = fixed(content, row.unsaid, _with_codes(typed.fields), reckon=typed.reckon)
    if found.problems:
        raise InvalidFields(found.problems)
    if found.content != content or found.unsaid != row.unsaid:
        row.as_read = row.as_read or {"content": row.content, "unsaid": row.unsaid}
        for name, value in anew(found.content).items():
            setattr(row, name, value)
        row.unsaid, row.due_on = dict(found.unsaid), found.content.due_on
        row.subject = next((line.item.name for line in found.content.lines), "")[:LONGEST_SUBJECT]
        db.session.flush()
        about = About("billing_request", request_id, before=_told(row, found.before), after=_told(row, found.after))
        enter(actor, "request_corrected", about, in_=workspace_id, now=now)
    return bool(check_again(actor, workspace_id, request_ids=(request_id,), now=now).ready)


def _refuse(workspace_id: WorkspaceId, row: BillingRequest, content: Invoice, mark: str) -> None:
    if row.source not in SOURCES:
        raise NotHere(row.id)
    if is_in_run(workspace_id, row.id):
        raise InRun(row.id)
    if mark != mark_of(content, row.unsaid):
        raise ChangedMeanwhile(row.id)


def is_in_run(workspace_id: WorkspaceId, request_id: UUID) -> bool:
    """Say whether a run that is on its way has a request."""
    waiting = (ITEM.c.workspace_id == workspace_id, ITEM.c.request_id == request_id, ITEM.c.state == "waiting")
    return db.session.scalar(select(ITEM.c.request_id).where(*waiting).limit(1)) is not None


def _with_codes(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed with each unit as its code, also where it was typed by its usual name."""
    return {
        name: unit(Row(0, {"unit": text.strip()})) if name.endswith(".unit") else text for name, text in fields.items()
    }


def _told(row: BillingRequest, values: Mapping[str, str]) -> dict[str, str]:
    return {"request": row.key, **values}
