"""The variants, what each contains, and its price per period."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from tenants.kernel.country import CURRENCIES, Country
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Invalid
from tenants.plans.capabilities import FEATURES, VARIANTS, Variant, capabilities_of

__all__ = [
    "CATALOGUE",
    "MONTHLY",
    "NOTICE_DAYS",
    "PERIODS",
    "VARIANTS",
    "Plan",
    "Price",
    "Variant",
    "plan_name",
    "price_of",
]

Months = Literal[3, 12]
PERIODS: tuple[Months, ...] = get_args(Months)
NOTICE_DAYS = 30


class UnknownPlan(Invalid):
    """There is no such variant or period."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A variant: its name and what it is for."""

    variant: Variant
    name: str
    purpose: Message

    @property
    def contents(self) -> tuple[Message, ...]:
        """Return what it contains, in words, in the order of the catalogue."""
        has = capabilities_of(self.variant)
        return tuple(feature.label for capability, feature in FEATURES.items() if capability in has)


CATALOGUE: dict[Variant, Plan] = {
    "invoice": Plan("invoice", "Invoice", msg("For those who only invoice")),
    "start": Plan("start", "Start", msg("For a small business with payments to follow")),
    "smart": Plan("smart", "Smart", msg("For a business that bills the same every month")),
    "pro": Plan("pro", "Pro", msg("For those who want all of it")),
}


def plan_name(variant: str | None) -> str:
    """Return a variant's name, which is the same in every language; of none, nothing.

    >>> plan_name("smart")
    'Smart'
    """
    return next((plan.name for plan in CATALOGUE.values() if plan.variant == variant), variant or "")


# The platform's price list, per month and without VAT, in the currency of the client's country.
MONTHLY: dict[str, dict[Variant, Decimal]] = {
    "EUR": {"invoice": Decimal("9.00"), "start": Decimal("19.00"), "smart": Decimal("29.00"), "pro": Decimal("49.00")},
    "SEK": {"invoice": Decimal(99), "start": Decimal(209), "smart": Decimal(319), "pro": Decimal(539)},
    "NOK": {"invoice": Decimal(99), "start": Decimal(209), "smart": Decimal(319), "pro": Decimal(539)},
    "DKK": {"invoice": Decimal(69), "start": Decimal(139), "smart": Decimal(219), "pro": Decimal(369)},
}
YEAR_IS_TEN = Decimal(10)  # a year costs ten months


@dataclass(frozen=True, slots=True)
class Price:
    """What a period costs, without VAT."""

    amount: Decimal
    currency: str


def price_of(variant: str, months: int, country: Country) -> Price:
    """Return what a variant costs for a period in a country, without VAT.

    >>> price_of("smart", 12, "FI")
    Price(amount=Decimal('290.00'), currency='EUR')

    Raises:
        UnknownPlan: the variant or the period isn't offered.
    """
    currency = CURRENCIES[country]
    if variant not in MONTHLY[currency] or months not in PERIODS:
        raise UnknownPlan(variant, months)
    return Price(MONTHLY[currency][variant] * (YEAR_IS_TEN if months == 12 else months), currency)  # noqa: PLR2004
