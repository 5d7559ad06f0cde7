"""Reading collaborations, from either side."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, select

from tenants.agreements.models import Agreement
from tenants.agreements.queries import AgreementFacts, agreement_facts
from tenants.collaborations.models import Collaboration, HandOver
from tenants.collaborations.rules import RUNNING
from tenants.companies.models import Company
from tenants.companies.queries import Badge
from tenants.engagements.models import Engagement
from tenants.firms.models import Firm
from tenants.kernel.db import db
from tenants.kernel.ids import CollaborationId, FirmId, UserId, WorkspaceId
from tenants.kernel.refusals import NotFound
from tenants.users.models import User

Found = Row[Collaboration, Agreement | None, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollaborationFacts:
    """A collaboration with its agreement; names of the firm's side are empty where they are out of scope.

    `agreed` is None for a firm that only asks a subscriber: that agreement isn't the firm's to see yet.
    """

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
    agreed: AgreementFacts | None
    way: Badge = "new"
    open_until: datetime | None = None
    settled_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""

    @property
    def is_waiting(self) -> bool:
        """Return whether it waits for the client's admin."""
        return self.state == "invited"

    @property
    def is_running(self) -> bool:
        """Return whether the firm may work there today."""
        return self.state in RUNNING

    @property
    def agreement(self) -> AgreementFacts:
        """Return the agreement.

        Raises:
            NotFound: it isn't in scope; for the client's own people it always is.
        """
        if self.agreed is None:
            raise NotFound(self.id)
        return self.agreed


def find_collaboration(workspace_id: UUID, *, of_firm: UUID | None = None) -> CollaborationFacts | None:
    """Return a workspace's collaboration: the one that runs, else one that waits, else the newest; None if none.

    For staff only their own firm's: that another firm works there, or asks to, is the client's to tell.
    """
    wanted = [Collaboration.workspace_id == workspace_id]
    if of_firm is not None:
        wanted.append(Collaboration.firm_id == of_firm)
    found = _first(*wanted)
    return _facts(found) if found else None


def collaboration_of_workspace(workspace_id: UUID) -> CollaborationFacts:
    """Return a workspace's collaboration: the one that runs, else one that waits, else the newest there was.

    Raises:
        NotFound: it has none, or isn't in scope.
    """
    found = find_collaboration(workspace_id)
    if found is None:
        raise NotFound(workspace_id)
    return found


def waiting_requests(workspace_id: UUID, *, of_firm: UUID | None = None) -> list[CollaborationFacts]:
    """Return the requests that wait for a workspace's admin, the newest first; for staff only their own firm's."""
    wanted = [Collaboration.workspace_id == workspace_id, Collaboration.state == "invited"]
    if of_firm is not None:
        wanted.append(Collaboration.firm_id == of_firm)
    rows = db.session.execute(_collaborations().where(*wanted).order_by(Collaboration.invited_at.desc()))
    return [_facts(cast("Found", row)) for row in rows]


def payer_after(collaboration_id: UUID, *, in_: UUID) -> str:
    """Return who is proposed to pay after a hand-over, "firm" or "client"; empty where nothing is proposed."""
    mine = (HandOver.workspace_id == in_, HandOver.collaboration_id == collaboration_id)
    return db.session.scalar(select(HandOver.payer).where(*mine, HandOver.state.in_(["proposed", "agreed"]))) or ""


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
    """Return a firm's collaboration with a client: the one that runs or waits, else the newest; None if none.

    What is agreed on is told while the firm works there, or where it is what the firm itself proposes.
    """
    mine = (Collaboration.firm_id == firm_id, Engagement.firm_id == firm_id, Engagement.client_id == client_id)
    found = _first(*mine)
    if found is None:
        return None
    facts, proposed = _facts(found), found[1] is not None and found[1].state == "proposed"
    return facts if proposed or facts.state in RUNNING else replace(facts, agreed=None)


def _first(*wanted: ColumnElement[bool]) -> Found | None:
    rank = case((Collaboration.state.in_(RUNNING), 0), (Collaboration.state == "invited", 1), else_=2)
    order = (rank, Collaboration.invited_at.desc())
    found = db.session.execute(_collaborations().where(*wanted).order_by(*order).limit(1)).one_or_none()
    return cast("Found | None", found)


def _collaborations() -> Select[Collaboration, Agreement, str, str, str]:
    same_work = (Engagement.firm_id == Collaboration.firm_id) & (Engagement.id == Collaboration.engagement_id)
    same_deal = (Agreement.workspace_id == Collaboration.workspace_id) & (Agreement.id == Collaboration.agreement_id)
    return (
        select(Collaboration, Agreement, Company.name, Engagement.name, User.name)
        .outerjoin(Agreement, same_deal)
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
        agreed=agreement_facts(agreement) if agreement is not None else None,
        way=cast("Badge", collaboration.way),
        open_until=collaboration.open_until,
        settled_at=collaboration.settled_at,
        ended_at=collaboration.ended_at,
        reason=collaboration.reason or "",
    )
