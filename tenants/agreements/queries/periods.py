"""Reading what was charged for an agreement."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.models import AgreementPeriod
from tenants.kernel.db import db
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """What is charged or credited for days of an agreement, without VAT; the first and the last day both count."""

    id: UUID
    agreement_id: UUID
    kind: str
    first_on: date
    last_on: date
    variant: str
    months: int
    payer: str
    payer_firm_id: UUID | None
    amount: Decimal
    currency: str
    change_id: UUID | None
    credits_id: UUID | None
    requested_at: datetime | None


def get_period(workspace_id: UUID, period_id: UUID) -> PeriodRow:
    """Return one charge or credit of a workspace.

    Raises:
        NotFound: there is no such one.
    """
    found = find_period(workspace_id, period_id)
    if found is None:
        raise NotFound(period_id)
    return found


def find_period(workspace_id: UUID, period_id: UUID) -> PeriodRow | None:
    """Return one charge or credit of a workspace, or None."""
    mine = (AgreementPeriod.workspace_id == workspace_id, AgreementPeriod.id == period_id)
    row = db.session.scalars(select(AgreementPeriod).where(*mine)).one_or_none()
    return _row(row) if row else None


def period_rows(workspace_id: UUID) -> list[PeriodRow]:
    """Return everything that was charged or credited for a workspace's agreements, the newest days first."""
    query = select(AgreementPeriod).where(AgreementPeriod.workspace_id == workspace_id)
    newest = query.order_by(AgreementPeriod.first_on.desc(), AgreementPeriod.written_at.desc(), AgreementPeriod.kind)
    return [_row(row) for row in db.session.scalars(newest)]


def _row(row: AgreementPeriod) -> PeriodRow:
    names = (
        "id", "agreement_id", "kind", "first_on", "last_on", "variant", "months", "payer", "payer_firm_id", "currency",
        "change_id", "credits_id", "requested_at",
    )  # fmt: skip
    amount = from_minor(row.amount_minor, row.currency)
    return PeriodRow(**{name: getattr(row, name) for name in names}, amount=amount)
