"""What a firm keeps of its clients' acceptances: the sealed records of the time it worked there, also after the end.

The firm has its clients' consent to show, such as the mandate to invoice and the data-processing agreement (Regulation
(EU) 2016/679 articles 7(1) and 28(3)), long after it has left their books. Nothing else of the books stays.
"""

from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from tenants.collaborations.models import Collaboration
from tenants.engagements.models import Engagement
from tenants.files.queries import KeptFile
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId
from tenants.kernel.refusals import NotFound
from tenants.terms.models import AcceptanceRecord
from tenants.terms.queries.records import FileKind, RecordRow, record_file, record_row


def kept_records(actor: Actor, firm_id: FirmId, client_id: UUID) -> tuple[RecordRow, ...]:
    """Return what a firm keeps of a client's acceptances, the newest first; nothing for who may not see it."""
    if not actor.may_in_firm(FirmPermission.SEE_RECORDS, in_=firm_id):
        return ()
    newest_first = (AcceptanceRecord.accepted_at.desc(), AcceptanceRecord.id)
    rows = db.session.scalars(_kept(firm_id, client_id).order_by(*newest_first))
    return tuple(record_row(row) for row in rows)


def kept_record_file(actor: Actor, firm_id: FirmId, client_id: UUID, record_id: UUID, kind: FileKind) -> KeptFile:
    """Return the PDF of a record that a firm keeps, the seal of it, or the evidence of authority.

    Raises:
        NotFound: the firm isn't theirs, or keeps no such record of that client. Forbidden: the role doesn't allow it.
        NoSuchFile: the record has no such file, or not yet.
    """
    actor.must_in_firm(FirmPermission.SEE_RECORDS, in_=firm_id)
    one = _kept(firm_id, client_id).where(AcceptanceRecord.id == record_id)
    row = db.session.scalars(one).one_or_none()
    if row is None:
        raise NotFound(record_id)
    return record_file(record_row(row).workspace_id, record_id, kind, of_firm=firm_id)


def _kept(firm_id: FirmId, client_id: UUID) -> Select[AcceptanceRecord]:
    """Select what was accepted while the firm worked there, but for what tells of another firm."""
    same_work = and_(Engagement.firm_id == Collaboration.firm_id, Engagement.id == Collaboration.engagement_id)
    in_its_time = (
        select(Collaboration.id)
        .join(Engagement, same_work)
        .where(
            Engagement.client_id == client_id,
            Collaboration.firm_id == firm_id,
            Collaboration.workspace_id == AcceptanceRecord.workspace_id,
            AcceptanceRecord.accepted_at >= Collaboration.activated_at,
            or_(Collaboration.ended_at.is_(None), AcceptanceRecord.accepted_at <= Collaboration.ended_at),
        )
    )
    its_own = or_(AcceptanceRecord.firm_id.is_(None), AcceptanceRecord.firm_id == firm_id)
    return select(AcceptanceRecord).where(in_its_time.exists(), its_own)
