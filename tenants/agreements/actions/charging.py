"""Writing what is to be charged or credited, once, and asking for it to be billed."""

from datetime import date, datetime
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from tenants.agreements.models import Agreement, AgreementPeriod
from tenants.agreements.rules import Period
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.outbox.tasks import after_commit
from tenants.workspaces.queries import get_workspace

CHARGE = "charge_plan"


def write_period(agreement: Agreement, period: Period, *, now: datetime) -> None:
    """Write a whole period of an agreement as it stands, to be charged on its first day; a second time does nothing."""
    row = {**_terms(agreement), "amount_minor": agreement.price_minor}
    _write(agreement, {**row, "kind": "period", "first_on": period.first_on, "last_on": period.last_on}, now)


def write_rest(agreement: Agreement, period: Period, amount_minor: int, change_id: UUID, *, now: datetime) -> None:
    """Write what a change charges for the days from it on, under the agreement as changed; nothing where it is nil."""
    if amount_minor:
        row = {**_terms(agreement), "amount_minor": amount_minor, "change_id": change_id, "kind": "rest"}
        _write(agreement, {**row, "first_on": period.first_on, "last_on": period.last_on}, now)


def write_credit(
    agreement: Agreement, unused: Period, amount_minor: int, of: AgreementPeriod, change_id: UUID, *, now: datetime
) -> None:
    """Write what a change gives back for unused days, to whoever paid for them; nothing where it is nil."""
    if amount_minor:
        paid = {name: getattr(of, name) for name in ("variant", "months", "payer", "payer_firm_id", "currency")}
        row = {**paid, "amount_minor": amount_minor, "change_id": change_id, "credits_id": of.id, "kind": "credit"}
        _write(agreement, {**row, "first_on": unused.first_on, "last_on": unused.last_on}, now)


def ask_for_charges(workspace_id: WorkspaceId, *, on: date, key: str) -> int:
    """Ask anew for everything that has begun and hasn't become a request yet; returns how much that is."""
    waiting = db.session.scalars(
        select(AgreementPeriod.id).where(
            AgreementPeriod.workspace_id == workspace_id,
            AgreementPeriod.requested_at.is_(None),
            AgreementPeriod.first_on <= on,
        )
    ).all()
    for period_id in waiting:
        after_commit(CHARGE, workspace_id, key=f"{period_id}:{key}", ids={"period_id": str(period_id)})
    return len(waiting)


def mark_requested(workspace_id: WorkspaceId, period_id: UUID, *, now: datetime) -> None:
    """Write that a period has become a billing request of the platform."""
    db.session.execute(
        update(AgreementPeriod)
        .where(
            AgreementPeriod.workspace_id == workspace_id,
            AgreementPeriod.id == period_id,
            AgreementPeriod.requested_at.is_(None),
        )
        .values(requested_at=now)
    )


def _terms(agreement: Agreement) -> dict[str, object]:
    names = ("variant", "months", "payer", "payer_firm_id", "currency")
    return {name: getattr(agreement, name) for name in names}


def _write(agreement: Agreement, row: dict[str, object], now: datetime) -> None:
    values = {
        "workspace_id": agreement.workspace_id,
        "id": uuid4(),
        "agreement_id": agreement.id,
        "written_at": now,
        **row,
    }
    written = insert(AgreementPeriod).values(values).on_conflict_do_nothing().returning(AgreementPeriod.id)
    period_id = db.session.scalar(written)
    today = local_day(now, get_workspace(agreement.workspace_id).country)
    # What begins later is asked for on its day, when the workspace is attended.
    if period_id is not None and cast("date", row["first_on"]) <= today:
        after_commit(CHARGE, agreement.workspace_id, key=str(period_id), ids={"period_id": str(period_id)})
