"""Reading the changes that were asked for, and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from tenants.agreements.models import Agreement, AgreementChange
from tenants.agreements.queries.wanted import Wanted
from tenants.agreements.rules import Party, party
from tenants.kernel.db import db
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import NotFound
from tenants.users.models import User

OPEN = frozenset({"waiting", "agreed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A change: what is to be different, from when, who asked, whose consent it needs and who gave it.

    `credit` and `charge` are what it cost once applied, without VAT.
    """

    id: UUID
    wanted: Wanted
    takes_effect: str
    state: str
    asker: Party
    asked_by: str
    asked_at: datetime
    consent: Party | None
    consent_by: str
    consent_at: datetime | None
    settled_at: datetime | None
    reason: str
    effective_on: date | None
    credit: Decimal | None
    charge: Decimal | None
    currency: str

    @property
    def is_open(self) -> bool:
        """Return whether it is still to come."""
        return self.state in OPEN


def change_rows(workspace_id: UUID) -> list[ChangeRow]:
    """Return every change that was asked for in a workspace, the newest first."""
    newest = _changes().where(AgreementChange.workspace_id == workspace_id)
    return [_row(row) for row in db.session.execute(newest.order_by(AgreementChange.asked_at.desc()))]


def get_change(workspace_id: UUID, change_id: UUID) -> ChangeRow:
    """Return one change.

    Raises:
        NotFound: the workspace has none such.
    """
    mine = (AgreementChange.workspace_id == workspace_id, AgreementChange.id == change_id)
    row = db.session.execute(_changes().where(*mine)).one_or_none()
    if row is None:
        raise NotFound(change_id)
    return _row(row)


def _changes() -> Select[AgreementChange, str, str, str]:
    asking, agreeing = aliased(User), aliased(User)
    deal = (Agreement.workspace_id == AgreementChange.workspace_id) & (Agreement.id == AgreementChange.agreement_id)
    return (
        select(AgreementChange, Agreement.currency, asking.name, agreeing.name)
        .join(Agreement, deal)
        .join(asking, asking.id == AgreementChange.asked_by)
        .outerjoin(agreeing, agreeing.id == AgreementChange.consent_by)
    )


def _row(found: object) -> ChangeRow:
    row, currency, asked_by, consent_by = cast("tuple[AgreementChange, str, str, str | None]", found)
    return ChangeRow(
        id=row.id,
        wanted=Wanted.of(row.variant, row.months, row.payer, row.payer_firm_id, row.engagement_id),
        takes_effect=row.takes_effect,
        state=row.state,
        asker=party(row.asked_firm_id),
        asked_by=asked_by,
        asked_at=row.asked_at,
        consent=party(row.consent_firm_id) if row.consent_of else None,
        consent_by=consent_by or "",
        consent_at=row.consent_at,
        settled_at=row.settled_at,
        reason=row.reason or "",
        effective_on=row.effective_on,
        credit=None if row.credit_minor is None else from_minor(row.credit_minor, currency),
        charge=None if row.charge_minor is None else from_minor(row.charge_minor, currency),
        currency=currency,
    )
