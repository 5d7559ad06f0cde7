"""Reading collaborations, from either side."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select

from tenants.agreements.models import Agreement
from tenants.agreements.queries import AgreementFacts, agreement_facts
from tenants.collaborations.models import Collaboration
from tenants.companies.models import Company
from tenants.engagements.models import Engagement
from tenants.firms.models import Firm
from tenants.kernel.db import db
from tenants.kernel.ids import CollaborationId, FirmId, UserId, WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.users.models import User

Found = Row[Collaboration, Agreement, str, str, str]
OPEN = ("invited", "active", "ending")


@dataclass(frozen=True, slots=True)
class CollaborationFacts:
    """A collaboration with its agreement; names of the firm's side are empty where they are out of scope."""

    id: CollaborationId
    workspace_id: WorkspaceId
    firm_id: FirmId
    firm: str
    engagement: str
    state: str
    invited_by: str
    invited_by_id: UserId
    invited_at: datetime
    activated_at: datetime | None
    agreement: AgreementFacts

    @property
    def is_waiting(self) -> bool:
        """Return whether it waits for the client's admin."""
        return self.state == "invited"


def find_collaboration(workspace_id: UUID) -> CollaborationFacts | None:
    """Return a workspace's collaboration: the one that waits or runs, else the newest there was; None if none."""
    found = _first(Collaboration.workspace_id == workspace_id)
    return _facts(found) if found else None


def collaboration_of_workspace(workspace_id: UUID) -> CollaborationFacts:
    """Return a workspace's collaboration: the one that waits or runs, else the newest there was.

    Raises:
        NotFound: it has none, or isn't in scope.
    """
    found = find_collaboration(workspace_id)
    if found is None:
        raise NotFound(workspace_id)
    return found


def get_collaboration(workspace_id: UUID, collaboration_id: UUID) -> CollaborationFacts:
    """Return one collaboration of a workspace.

    Raises:
        NotFound: it has none such.
    """
    found = _first(Collaboration.workspace_id == workspace_id, Collaboration.id == collaboration_id)
    if found is None:
        raise NotFound(collaboration_id)
    return _facts(found)


def find_collaboration_with(firm_id: FirmId, client_id: UUID) -> CollaborationFacts | None:
    """Return a firm's collaboration with a client: the one that waits or runs, else the newest; None if none."""
    mine = (Collaboration.firm_id == firm_id, Engagement.firm_id == firm_id, Engagement.client_id == client_id)
    found = _first(*mine)
    return _facts(found) if found else None


def _first(*wanted: ColumnElement[bool]) -> Found | None:
    newest = (Collaboration.state.in_(OPEN).desc(), Collaboration.invited_at.desc())
    return db.session.execute(_collaborations().where(*wanted).order_by(*newest).limit(1)).one_or_none()


def _collaborations() -> Select[Collaboration, Agreement, str, str, str]:
    same_work = (Engagement.firm_id == Collaboration.firm_id) & (Engagement.id == Collaboration.engagement_id)
    same_deal = (Agreement.workspace_id == Collaboration.workspace_id) & (Agreement.id == Collaboration.agreement_id)
    return (
        select(Collaboration, Agreement, Company.name, Engagement.name, User.name)
        .join(Agreement, same_deal)
        .join(User, User.id == Collaboration.invited_by)
        .outerjoin(Firm, Firm.id == Collaboration.firm_id)
        .outerjoin(Company, Company.id == Firm.company_id)
        .outerjoin(Engagement, same_work)
    )


def _facts(row: Found) -> CollaborationFacts:
    collaboration, agreement, firm, engagement, invited_by = row
    return CollaborationFacts(
        id=CollaborationId(collaboration.id),
        workspace_id=WorkspaceId(collaboration.workspace_id),
        firm_id=FirmId(collaboration.firm_id),
        firm=firm or "",
        engagement=engagement or "",
        state=collaboration.state,
        invited_by=invited_by,
        invited_by_id=UserId(collaboration.invited_by),
        invited_at=collaboration.invited_at,
        activated_at=collaboration.activated_at,
        agreement=agreement_facts(agreement),
    )
