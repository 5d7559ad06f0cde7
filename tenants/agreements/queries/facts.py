"""An agreement as screens tell it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tenants.agreements.models import Agreement
from tenants.agreements.rules import last_day_to_cancel, notice_days_with
from tenants.kernel.ids import AgreementId
from tenants.kernel.money import from_minor
from tenants.plans.rules import plan_name


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What is agreed on; the price is for one period, without VAT. `ends_on` is the first day without, if cancelled.

    `next_price` is what a period costs from the coming renewal on, where that was told; None where it stays.
    """

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
    next_price: Decimal | None = None

    @property
    def plan_name(self) -> str:
        """Return the variant's name."""
        return plan_name(self.variant)

    @property
    def cancel_by(self) -> date | None:
        """Return the last day on which notice ends it at the next renewal; None while it is only proposed."""
        rises = self.next_price is not None and self.next_price > self.price
        days = notice_days_with(self.notice_days, rises=rises)
        return last_day_to_cancel(self.renews_on, days) if self.renews_on else None


def notice_days_today(row: Agreement) -> int:
    """Return how many days before its renewal an agreement can be cancelled, as things stand."""
    rises = row.next_price_minor is not None and row.next_price_minor > row.price_minor
    return notice_days_with(row.notice_days, rises=rises)


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
        next_price=from_minor(row.next_price_minor, row.currency) if row.next_price_minor is not None else None,
    )
