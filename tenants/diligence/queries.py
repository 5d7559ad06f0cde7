"""Reading due diligence: of one client with its history, and of all clients at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Subquery, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from tenants.clients.models import Client
from tenants.collaborations.models import Collaboration
from tenants.companies.models import Company
from tenants.diligence.models import DiligenceRule, DueDiligence, DueDiligenceFile
from tenants.diligence.rules import Mode, Part, part_of
from tenants.engagements.models import Engagement
from tenants.files.firm_files import get_firm_file
from tenants.files.models import FirmFile
from tenants.files.queries import KeptFile, NoSuchFile
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, DiligenceId, FileId, FirmId, WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.users.models import User

OPEN = ("invited", "active", "ending")
USUAL: Mode = "remind"


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file that came with a record."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class DiligenceRecord:
    """Due diligence done once."""

    id: DiligenceId
    done_by: str
    done_on: date
    risk: str
    renews_on: date
    note: str
    recorded_by: str
    recorded_at: datetime
    files: tuple[RecordedFile, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A client that a firm works for, or has invited, and whose due diligence is missing, late or soon due."""

    firm_id: FirmId
    client_id: ClientId
    engagement_id: UUID
    workspace_id: WorkspaceId
    name: str
    business_id: str
    part: Part
    renews_on: date | None
    since: datetime


def mode_of(firm_id: FirmId) -> Mode:
    """Return what a firm does where due diligence is missing or late: to remind, unless it chose otherwise."""
    found = db.session.scalar(select(DiligenceRule.mode).where(DiligenceRule.firm_id == firm_id))
    return cast("Mode", found) if found else USUAL


def records_of(firm_id: FirmId, client_id: UUID) -> tuple[DiligenceRecord, ...]:
    """Return a client's due diligence, the newest first; that one counts."""
    done, recorded = aliased(User), aliased(User)
    rows = db.session.execute(
        select(DueDiligence, done.name, recorded.name)
        .join(done, done.id == DueDiligence.done_by)
        .join(recorded, recorded.id == DueDiligence.recorded_by)
        .where(DueDiligence.firm_id == firm_id, DueDiligence.client_id == client_id)
        .order_by(DueDiligence.done_on.desc(), DueDiligence.recorded_at.desc())
    ).all()
    files = _files(firm_id, [row[0].id for row in rows])
    return tuple(
        DiligenceRecord(
            DiligenceId(record.id),
            done_by,
            record.done_on,
            record.risk,
            record.renews_on,
            record.note,
            recorded_by,
            record.recorded_at,
            files.get(record.id, ()),
        )
        for record, done_by, recorded_by in rows
    )


def renewals(firm_id: FirmId) -> dict[ClientId, date]:
    """Return until when the due diligence of each client holds; who isn't in it has none."""
    latest = _latest([firm_id])
    rows = db.session.execute(select(latest.c.client_id, latest.c.renews_on))
    return {ClientId(client_id): renews_on for client_id, renews_on in rows}


def lacking(firm_ids: Collection[UUID], *, on: date) -> tuple[Lacking, ...]:
    """Return where due diligence is to be done at the clients of some firms, the longest waiting first.

    A firm that switched the reminders off isn't asked.
    """
    if not firm_ids:
        return ()
    latest = _latest(firm_ids)
    same_work = (Engagement.firm_id == Collaboration.firm_id) & (Engagement.id == Collaboration.engagement_id)
    same_client = (Client.firm_id == Engagement.firm_id) & (Client.id == Engagement.client_id)
    rows = db.session.execute(
        select(
            Client.firm_id,
            Client.id,
            Engagement.id,
            Collaboration.workspace_id,
            Company.name,
            Company.business_id,
            latest.c.renews_on,
            func.coalesce(latest.c.recorded_at, Collaboration.invited_at),
        )
        .select_from(Collaboration)
        .join(Engagement, same_work)
        .join(Client, same_client)
        .join(Company, Company.id == Client.company_id)
        .outerjoin(latest, (latest.c.firm_id == Client.firm_id) & (latest.c.client_id == Client.id))
        .outerjoin(DiligenceRule, DiligenceRule.firm_id == Client.firm_id)
        .where(Collaboration.firm_id.in_(firm_ids), Collaboration.state.in_(OPEN))
        .where(func.coalesce(DiligenceRule.mode, USUAL) != "off")
    )
    found = (
        Lacking(FirmId(a), ClientId(b), c, WorkspaceId(d), name, number, part_of(renews_on, on=on), renews_on, since)
        for a, b, c, d, name, number, renews_on, since in rows
    )
    return tuple(sorted((one for one in found if one.part), key=lambda one: (one.since, one.name)))


def get_diligence_file(firm_id: FirmId, client_id: UUID, file_id: FileId) -> KeptFile:
    """Return a file that came with a client's due diligence.

    Raises:
        NoSuchFile: none of the client's records has it.
    """
    attached = DueDiligenceFile
    found = db.session.scalar(
        select(attached.id)
        .join(DueDiligence, (DueDiligence.firm_id == attached.firm_id) & (DueDiligence.id == attached.diligence_id))
        .where(attached.firm_id == firm_id, attached.file_id == file_id, DueDiligence.client_id == client_id)
    )
    if found is None:
        raise NoSuchFile(file_id)
    return get_firm_file(firm_id, file_id)


def _latest(firm_ids: Collection[UUID]) -> Subquery:
    d = DueDiligence
    return (
        select(d.firm_id, d.client_id, d.renews_on, d.recorded_at)
        .where(d.firm_id.in_(firm_ids))
        .order_by(d.firm_id, d.client_id, d.done_on.desc(), d.recorded_at.desc())
        .ext(distinct_on(d.firm_id, d.client_id))
        .subquery("latest")
    )


def _files(firm_id: FirmId, diligence_ids: Collection[UUID]) -> dict[UUID, tuple[RecordedFile, ...]]:
    attached = DueDiligenceFile
    rows = db.session.execute(
        select(attached.diligence_id, FirmFile.id, FirmFile.name, FirmFile.size)
        .join(FirmFile, (FirmFile.firm_id == attached.firm_id) & (FirmFile.id == attached.file_id))
        .where(attached.firm_id == firm_id, attached.diligence_id.in_(diligence_ids))
        .order_by(FirmFile.name, FirmFile.id)
    )
    found: dict[UUID, tuple[RecordedFile, ...]] = {}
    for diligence_id, file_id, name, size in rows:
        found[diligence_id] = (*found.get(diligence_id, ()), RecordedFile(file_id, name, size))
    return found


def client_of_workspace(firm_id: FirmId, workspace_id: UUID) -> ClientId:
    """Return the client on a firm's register whose books a workspace is.

    Raises:
        NotFound: the firm works for none such.
    """
    same_work = (Engagement.firm_id == Collaboration.firm_id) & (Engagement.id == Collaboration.engagement_id)
    found = db.session.scalar(
        select(Engagement.client_id)
        .join(Collaboration, same_work)
        .where(Collaboration.firm_id == firm_id, Collaboration.workspace_id == workspace_id)
        .order_by(Collaboration.invited_at.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound(workspace_id)
    return ClientId(found)
