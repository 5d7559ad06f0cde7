"""What a workspace has accepted, text by text."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.terms.models import Acceptance, Terms
from tenants.users.models import User


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """A text that was accepted: which version, by whom, when, from which address, in what capacity."""

    title: str
    version: int
    who: str
    accepted_at: datetime
    address: str
    authority: str
    sha256: str
    record_id: UUID


def acceptance_rows(workspace_id: WorkspaceId) -> list[AcceptanceRow]:
    """Return what a workspace has accepted, the newest first."""
    found = db.session.execute(
        select(Acceptance, Terms.title, User.name)
        .join(Terms, Terms.id == Acceptance.terms_id)
        .join(User, User.id == Acceptance.user_id)
        .where(Acceptance.workspace_id == workspace_id)
        .order_by(Acceptance.accepted_at.desc(), Terms.title)
    )
    return [
        AcceptanceRow(
            title=title,
            version=row.version,
            who=who,
            accepted_at=row.accepted_at,
            address=row.address,
            authority=row.authority,
            sha256=row.sha256,
            record_id=row.record_id,
        )
        for row, title, who in found
    ]
