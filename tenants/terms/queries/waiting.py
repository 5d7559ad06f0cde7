"""Consent that a workspace owes: which version, and from when on nothing new is invoiced without it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.terms.models import Acceptance, Terms
from tenants.terms.queries.texts import BEFORE_INVOICING, TO_REMIND, Kind


@dataclass(frozen=True, slots=True)
class Waiting:
    """Versions that need consent anew: the moment from which things stop without it, and whether it has come."""

    since: datetime
    is_due: bool


def is_consent_due(workspace_id: WorkspaceId, *, now: datetime, kinds: Sequence[Kind] = BEFORE_INVOICING) -> bool:
    """Say whether a version in force requires consent that a workspace hasn't given: what withholds permissions.

    The same rule as the database's `terms_lapsed`, at the moment given.
    """
    return any(since <= now for since in _owed(workspace_id, kinds))


def waiting_consent(workspace_id: WorkspaceId, *, now: datetime) -> Waiting | None:
    """Return what consent a workspace owes that has agreed before, the earliest first, or None."""
    accepted = select(Acceptance.kind).where(Acceptance.workspace_id == workspace_id)
    agreed = set(db.session.scalars(accepted.distinct()))
    kinds = tuple(kind for kind in (*BEFORE_INVOICING, *TO_REMIND) if kind in agreed)
    owed = _owed(workspace_id, kinds) if kinds else []
    return Waiting(min(owed), min(owed) <= now) if owed else None


def _owed(workspace_id: WorkspaceId, kinds: Sequence[Kind]) -> list[datetime]:
    """Return from when each version counts that requires consent and hasn't got it, published ones included."""
    accepted = (
        select(Acceptance.kind, func.max(Acceptance.version).label("version"))
        .where(Acceptance.workspace_id == workspace_id)
        .group_by(Acceptance.kind)
        .subquery()
    )
    owed = (
        select(func.min(Terms.in_force_from))
        .outerjoin(accepted, accepted.c.kind == Terms.kind)
        .where(
            Terms.kind.in_(kinds),
            Terms.renewed_consent.is_(True),
            Terms.version > func.coalesce(accepted.c.version, 0),
        )
        .group_by(Terms.kind)
    )
    return list(db.session.scalars(owed))
