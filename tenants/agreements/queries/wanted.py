"""What a change is to make different, and what the agreement costs with it."""

from dataclasses import dataclass
from uuid import UUID

from tenants.agreements.models import Agreement
from tenants.agreements.queries.facts import AgreementFacts
from tenants.agreements.rules import Party, party
from tenants.kernel.country import Country
from tenants.kernel.money import from_minor
from tenants.plans.rules import Price, price_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be different; None stays as it is."""

    variant: str | None = None
    months: int | None = None
    payer: Party | None = None
    engagement_id: UUID | None = None

    @classmethod
    def of(
        cls,
        variant: str | None,
        months: int | None,
        payer: str | None,
        payer_firm_id: UUID | None,
        engagement_id: UUID | None,
    ) -> "Wanted":
        """Return what columns say."""
        payer_after = party(payer_firm_id) if payer else None
        return cls(variant=variant, months=months, payer=payer_after, engagement_id=engagement_id)

    @property
    def costs(self) -> bool:
        """Return whether it changes the price."""
        return self.variant is not None or self.months is not None

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is to be different."""
        return not self.costs and self.payer is None and self.engagement_id is None


def difference(agreement: Agreement | AgreementFacts, wanted: Wanted) -> Wanted:
    """Return a wish without what is so already."""
    payer = party(agreement.payer_firm_id)
    return Wanted(
        variant=wanted.variant if wanted.variant != agreement.variant else None,
        months=wanted.months if wanted.months != agreement.months else None,
        payer=wanted.payer if wanted.payer != payer else None,
        engagement_id=wanted.engagement_id,
    )


def price_after(agreement: Agreement, wanted: Wanted, country: Country) -> Price:
    """Return what a period costs with a change: the agreed price, or today's where variant or length are others.

    Raises:
        UnknownPlan: the variant or the period isn't offered.
    """
    if not wanted.costs:
        return Price(from_minor(agreement.price_minor, agreement.currency), agreement.currency)
    return price_of(wanted.variant or agreement.variant, wanted.months or agreement.months, country)
