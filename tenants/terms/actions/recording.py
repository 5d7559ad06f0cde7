"""The record of an acceptance: what was agreed on goes into it in the same transaction, its PDF afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.files.actions import NewFile, keep_files
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, WorkspaceId
from tenants.kernel.refusals import Conflict
from tenants.terms.models import AcceptanceRecord
from tenants.terms.queries import AgreedFacts

RECORD = "record_acceptance"


class RecordClosed(Conflict):
    """The record of this acceptance is made, and stays as it is."""


def note_agreement(workspace_id: WorkspaceId, record_id: UUID, firm_id: FirmId, agreed: AgreedFacts | None) -> None:
    """Put with which firm, and what was agreed on where that is in force, into a record, as it is being made.

    Raises:
        RecordClosed: its PDF is made.
    """
    record = _locked(workspace_id, record_id)
    if record.made_at is not None:
        raise RecordClosed(record_id)
    record.firm_id = firm_id
    if agreed is not None:
        record.content = {**record.content, "agreement": {name: getattr(agreed, name) for name in agreed.__slots__}}


def keep_record(workspace_id: WorkspaceId, record_id: UUID, pdf: bytes, seal: bytes, *, now: datetime) -> bool:
    """Keep a record's PDF and the seal of it; says whether they were kept: what is kept already stays as it is."""
    record = _locked(workspace_id, record_id)
    if record.made_at is not None:
        return False
    name = f"acceptance-{record.accepted_at:%Y%m%d}-{str(record_id)[:8]}.pdf"
    files = (NewFile(name, "application/pdf", pdf), NewFile(f"{name}.seal", "application/json", seal))
    record.pdf_file_id, record.seal_file_id = keep_files(workspace_id, files, now=now)
    record.made_at = now
    return True


def _locked(workspace_id: WorkspaceId, record_id: UUID) -> AcceptanceRecord:
    query = select(AcceptanceRecord).where(
        AcceptanceRecord.workspace_id == workspace_id, AcceptanceRecord.id == record_id
    )
    db.session.flush()
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
