"""Reading how a collaboration ends or ended."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from tenants.collaborations.models import CollaborationEnding
from tenants.kernel.db import db
from tenants.kernel.refusals import NotFound
from tenants.users.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingFacts:
    """An end: its first day without, what stays, who asked when, what was open then, and when it was done."""

    id: UUID
    collaboration_id: UUID
    ends_on: date
    outcome: str
    asked_by: str
    asked_firm_id: UUID | None
    asked_at: datetime
    left_open: dict[str, Any]
    done_at: datetime | None


def find_ending(workspace_id: UUID, collaboration_id: UUID) -> EndingFacts | None:
    """Return the end that is coming or was, or None where nobody asked for one."""
    one = (CollaborationEnding.collaboration_id == collaboration_id, CollaborationEnding.withdrawn_at.is_(None))
    row = db.session.execute(_endings(workspace_id).where(*one)).one_or_none()
    return _facts(row) if row else None


def get_ending(workspace_id: UUID, ending_id: UUID) -> EndingFacts:
    """Return one end.

    Raises:
        NotFound: there is no such one.
    """
    row = db.session.execute(_endings(workspace_id).where(CollaborationEnding.id == ending_id)).one_or_none()
    if row is None:
        raise NotFound(ending_id)
    return _facts(row)


def _endings(workspace_id: UUID) -> Select[CollaborationEnding, str]:
    query = select(CollaborationEnding, User.name).join(User, User.id == CollaborationEnding.asked_by)
    return query.where(CollaborationEnding.workspace_id == workspace_id)


def _facts(found: Any) -> EndingFacts:
    row, name = found
    return EndingFacts(
        id=row.id,
        collaboration_id=row.collaboration_id,
        ends_on=row.ends_on,
        outcome=row.outcome,
        asked_by=name,
        asked_firm_id=row.asked_firm_id,
        asked_at=row.asked_at,
        left_open=row.left_open,
        done_at=row.done_at,
    )
