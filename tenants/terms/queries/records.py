"""The records of acceptance: one value each that holds everything that was kept, and the files that go with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true

from tenants.files.queries import KeptFile, NoSuchFile, get_file
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, FirmId, WorkspaceId
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound
from tenants.terms.models import AcceptanceRecord

FileKind = Literal["pdf", "seal", "evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedFacts:
    """What was agreed on with the texts; the price is for one period, without VAT, and days are ISO 8601.

    `next_price` is what a period costs from the coming renewal on, where that had been told; empty where it stays.
    """

    firm: str
    engagement: str
    plan: str
    months: int
    price: str
    currency: str
    payer: str
    starts_on: str
    renews_on: str
    notice_days: int
    cancel_by: str
    next_price: str = ""

    @property
    def amount(self) -> Decimal:
        """Return the price as an amount."""
        return Decimal(self.price)

    def day(self, name: Literal["starts_on", "renews_on", "cancel_by"]) -> date:
        """Return one of the days."""
        return date.fromisoformat(getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordText:
    """A text that counts with the act: accepted in it, or accepted before and still in force (`earlier`)."""

    kind: str
    version: int
    language: str
    title: str
    sha256: str
    earlier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContent:
    """One act of accepting: for whom, by whom, when, from where, in what capacity, shown by what; texts, agreement."""

    company: str
    country: Country
    business_id: str
    person: str
    email: str
    accepted_at: str
    address: str
    authority: str
    evidence_name: str
    evidence_sha256: str
    texts: tuple[RecordText, ...]
    agreement: AgreedFacts | None

    @property
    def moment(self) -> datetime:
        """Return when it was accepted, in UTC."""
        return datetime.fromisoformat(self.accepted_at)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can keep it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record with what there is of it: its PDF, once it is made, and the evidence of authority, if any."""

    id: UUID
    workspace_id: WorkspaceId
    language: Language
    content: RecordContent
    has_pdf: bool
    has_evidence: bool


def record_rows(workspace_id: WorkspaceId, *, of_firm: FirmId | None = None) -> tuple[RecordRow, ...]:
    """Return the records of a workspace, the newest first; for a firm's staff none that tells of another firm."""
    query = select(AcceptanceRecord).where(AcceptanceRecord.workspace_id == workspace_id, _told_to(of_firm))
    rows = db.session.scalars(query.order_by(AcceptanceRecord.accepted_at.desc(), AcceptanceRecord.id))
    return tuple(record_row(row) for row in rows)


def get_record(workspace_id: WorkspaceId, record_id: UUID) -> RecordRow:
    """Return a record.

    Raises:
        NotFound: the workspace has none by that id.
    """
    return record_row(_found(workspace_id, record_id))


def record_file(
    workspace_id: WorkspaceId, record_id: UUID, kind: FileKind, *, of_firm: FirmId | None = None
) -> KeptFile:
    """Return a record's PDF, the seal of that PDF, or the evidence of authority; for staff none of another firm's.

    Raises:
        NotFound: there is no such record. NoSuchFile: it has no such file, or not yet.
    """
    row = _found(workspace_id, record_id, of_firm)
    file_id = {"pdf": row.pdf_file_id, "seal": row.seal_file_id, "evidence": row.evidence_file_id}[kind]
    if file_id is None:
        raise NoSuchFile(record_id)
    return get_file(workspace_id, FileId(file_id))


def content_of(plain: Mapping[str, Any]) -> RecordContent:
    """Return what JSON kept."""
    agreed = plain["agreement"]
    rest = {name: value for name, value in plain.items() if name not in {"texts", "agreement"}}
    texts = tuple(RecordText(**text) for text in plain["texts"])
    return RecordContent(**rest, texts=texts, agreement=AgreedFacts(**agreed) if agreed else None)


def _told_to(firm_id: FirmId | None) -> ColumnElement[bool]:
    """Return what keeps records that tell of another firm from a firm's staff; the client's own people see all."""
    if firm_id is None:
        return true()
    return or_(AcceptanceRecord.firm_id.is_(None), AcceptanceRecord.firm_id == firm_id)


def _found(workspace_id: WorkspaceId, record_id: UUID, of_firm: FirmId | None = None) -> AcceptanceRecord:
    query = select(AcceptanceRecord).where(
        AcceptanceRecord.workspace_id == workspace_id, AcceptanceRecord.id == record_id, _told_to(of_firm)
    )
    row = db.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound(record_id)
    return row


def record_row(row: AcceptanceRecord) -> RecordRow:
    """Return a record as others see it."""
    return RecordRow(
        id=row.id,
        workspace_id=WorkspaceId(row.workspace_id),
        language=cast("Language", row.language),
        content=content_of(row.content),
        has_pdf=row.pdf_file_id is not None,
        has_evidence=row.evidence_file_id is not None,
    )
