"""All collaborations of a workspace, as both sides see them: who works there now, who did, and how it ends."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.collaborations.endings import EndingFacts, find_ending
from tenants.collaborations.models import Collaboration
from tenants.collaborations.rules import RUNNING
from tenants.companies.models import Company
from tenants.engagements.models import Engagement
from tenants.firms.models import Firm
from tenants.kernel.db import db


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """A firm that works or worked in a workspace: on what, since when, and its end if one is known."""

    id: UUID
    firm_id: UUID
    firm: str
    engagement: str
    state: str
    activated_at: datetime | None
    ended_at: datetime | None
    ending: EndingFacts | None

    @property
    def is_running(self) -> bool:
        """Return whether the firm's people may work there today."""
        return self.state in RUNNING


def side_rows(workspace_id: UUID) -> list[SideRow]:
    """Return the firms that work or worked in a workspace, those that do first, then the newest."""
    work = (Engagement.firm_id == Collaboration.firm_id) & (Engagement.id == Collaboration.engagement_id)
    rows = db.session.execute(
        select(Collaboration, Company.name, Engagement.name)
        .outerjoin(Firm, Firm.id == Collaboration.firm_id)
        .outerjoin(Company, Company.id == Firm.company_id)
        .outerjoin(Engagement, work)
        .where(Collaboration.workspace_id == workspace_id, Collaboration.state.in_(("active", "ending", "ended")))
        .order_by(Collaboration.state == "ended", Collaboration.activated_at.desc())
    )
    return [
        SideRow(
            id=row.id,
            firm_id=row.firm_id,
            firm=firm or "",
            engagement=engagement or "",
            state=row.state,
            activated_at=row.activated_at,
            ended_at=row.ended_at,
            ending=find_ending(workspace_id, row.id),
        )
        for row, firm, engagement in rows
    ]
