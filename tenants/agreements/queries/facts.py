"""An agreement as screens tell it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast
from uuid import UUID

from tenants.agreements.models import Agreement
from tenants.agreements.rules import last_day_to_cancel
from tenants.kernel.ids import AgreementId
from tenants.kernel.money import from_minor
from tenants.plans.rules import CATALOGUE, Variant


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What is agreed on; the price is for one period, without VAT. `ends_on` is the first day without, if cancelled."""

    id: AgreementId
    variant: str
    months: int
    payer: str
    price: Decimal
    currency: str
    notice_days: int
    state: str
    starts_on: date | None
    renews_on: date | None
    payer_firm_id: UUID | None = None
    ends_on: date | None = None

    @property
    def plan_name(self) -> str:
        """Return the variant's name."""
        return CATALOGUE[cast("Variant", self.variant)].name

    @property
    def cancel_by(self) -> date | None:
        """Return the last day on which notice ends it at the next renewal; None while it is only proposed."""
        return last_day_to_cancel(self.renews_on, self.notice_days) if self.renews_on else None


def agreement_facts(row: Agreement) -> AgreementFacts:
    """Return an agreement's facts."""
    return AgreementFacts(
        id=AgreementId(row.id),
        variant=row.variant,
        months=row.months,
        payer=row.payer,
        price=from_minor(row.price_minor, row.currency),
        currency=row.currency,
        notice_days=row.notice_days,
        state=row.state,
        starts_on=row.starts_on,
        renews_on=row.renews_on,
        payer_firm_id=row.payer_firm_id,
        ends_on=row.ends_on,
    )
