"""The plan variants side by side: what each has, what is still being built, and what a period costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portal.web._design import Field, Option
from portal.web._design.filters import money
from portal.web._design.words import Words
from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg
from tenants.plans.capabilities import FEATURES, Capability, capabilities_of
from tenants.plans.rules import CATALOGUE, Plan, Variant, price_of

YEAR, QUARTER = 12, 3


@dataclass(frozen=True, slots=True)
class VariantColumn:
    """A variant as a column: what it is for, costs and has, and where choosing it leads."""

    variant: str
    name: str
    purpose: Message
    quarter: str
    year: str
    has: frozenset[Capability]
    choose_url: str
    read: bool
    today: bool


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """A capability as a row."""

    capability: Capability
    label: Message
    is_built: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All variants and everything that any of them has."""

    columns: tuple[VariantColumn, ...]
    features: tuple[FeatureRow, ...]

    @property
    def can_choose(self) -> bool:
        """Return whether choosing any leads somewhere."""
        return any(column.choose_url for column in self.columns)


def compared(country: Country, choose: Mapping[Variant, str], *, read: str = "", today: str = "") -> Comparison:
    """Return the variants side by side in a country's prices.

    `choose` says where choosing a variant leads; `read` is the one whose "Read more" was followed, `today` the one
    that the company has.
    """
    columns = tuple(
        VariantColumn(
            variant=plan.variant,
            name=plan.name,
            purpose=plan.purpose,
            quarter=price_in_words(plan, QUARTER, country),
            year=price_in_words(plan, YEAR, country),
            has=capabilities_of(plan.variant),
            choose_url=choose.get(plan.variant, ""),
            read=plan.variant == read,
            today=plan.variant == today,
        )
        for plan in CATALOGUE.values()
    )
    rows = (FeatureRow(capability, feature.label, feature.is_built) for capability, feature in FEATURES.items())
    return Comparison(columns, tuple(rows))


def variant_field(country: Country, *, chosen: str, errors: tuple[Words, ...] = (), badge: str = "") -> Field:
    """Return the choice of a variant as cards; `badge` is the variant that the company has today."""
    return Field(
        name="variant",
        label=msg("Plan"),
        value=chosen,
        required=True,
        errors=errors,
        options=tuple(
            Option(
                plan.variant,
                plan.name,
                hint=plan.purpose,
                points=plan.contents,
                price=_prices(plan, country),
                badge=msg("today") if plan.variant == badge else "",
            )
            for plan in CATALOGUE.values()
        ),
    )


def price_in_words(plan: Plan, months: int, country: Country) -> str:
    """Return what a period of a plan costs, with its currency, without VAT."""
    price = price_of(plan.variant, months, country)
    return money(price.amount, price.currency)


def _prices(plan: Plan, country: Country) -> Message:
    quarter = price_of(plan.variant, QUARTER, country)
    each = (quarter.amount / QUARTER).quantize(Decimal("0.01"))
    year = price_in_words(plan, YEAR, country)
    return msg("%(month)s a month, %(year)s a year", month=money(each, quarter.currency), year=year)
