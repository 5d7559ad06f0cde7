"""The personal ids of written invoices: sealed each for its own, sealed anew for a copy and for the request.

What an invoice itself keeps is the masked one. They are opened here alone, to be compared or to be sealed again.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select

from billing.desk.models import WrittenPerson, WrittenRequest
from billing.desk.rules.typed import PERSON
from billing.desk.rules.work import INVALID_PERSON
from billing.en16931.model import Invoice
from billing.invoices.rules.work_marks import work_of
from billing.requests.actions.persons import seal_persons
from tenants.kernel.country import local_day
from tenants.kernel.db import confined, db
from tenants.kernel.ids import RequestId, WorkspaceId, WrittenId
from tenants.kernel.refusals import Conflict, InvalidFields, Problem
from tenants.registries.personal_ids import PersonalId, parse_personal_id
from tenants.secrets.sealing import NotOurs, Seal

P = WrittenPerson


class NoSealForPerson(Conflict):
    """An invoice with ROT or RUT work is sent on where its personal identity number can be opened: in the portal."""


def open_person(workspace_id: WorkspaceId, written_id: WrittenId, seal: Seal, *, now: datetime) -> PersonalId | None:
    """Return the personal id of a written invoice, or None where it has none that opens."""
    query = select(P.sealed).where(P.workspace_id == workspace_id, P.written_id == written_id, confined(P.author_id))
    sealed = db.session.scalar(query)
    if sealed is None:
        return None
    try:
        digits = seal.open(bytes(sealed), belongs_to=place_of(written_id)).decode()
    except NotOurs:
        return None
    return parse_personal_id(digits, local_day(now, "SE"))


def seal_person(
    workspace_id: WorkspaceId, owner: tuple[WrittenId, UUID], person: PersonalId, seal: Seal, *, now: datetime
) -> None:
    """Keep a personal id, sealed for a written invoice, in the place of another; `owner` is it and who wrote it."""
    written_id, author_id = owner
    erase_person(workspace_id, written_id)
    row = {
        "workspace_id": workspace_id,
        "written_id": written_id,
        "author_id": author_id,
        "sealed": seal.close(person.digits.encode(), belongs_to=place_of(written_id)),
        "created_at": now,
    }
    db.session.execute(insert(P).values(row))


def erase_person(workspace_id: WorkspaceId, written_id: WrittenId) -> None:
    """Keep no personal id of a written invoice any more."""
    mine = (P.workspace_id == workspace_id, P.written_id == written_id, confined(P.author_id))
    db.session.execute(delete(P).where(*mine))


def hand_person(
    row: WrittenRequest, request_id: RequestId, content: Invoice, seal: Seal | None, *, now: datetime
) -> None:
    """Seal the personal id of an invoice that bills ROT or RUT work for the request that it has become.

    Raises:
        NoSealForPerson: there is nothing to open it with.
        InvalidFields: there is none that opens.
    """
    if not any(map(work_of, content.lines)):
        return
    if seal is None:
        raise NoSealForPerson(row.id)
    workspace_id = WorkspaceId(row.workspace_id)
    person = open_person(workspace_id, WrittenId(row.id), seal, now=now)
    if person is None:
        raise InvalidFields([Problem(PERSON, INVALID_PERSON)])
    seal_persons(workspace_id, [request_id], {str(row.id): person}, seal, now=now)


def place_of(written_id: WrittenId) -> str:
    """Return what a written invoice's personal id is sealed for: no other row opens it."""
    return f"written_request:{written_id}:personal_id"
