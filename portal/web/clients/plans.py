"""The plan variants side by side, with the prices of the client's country."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for

from portal.web._design import Field, Option
from portal.web._design.filters import money
from portal.web._design.words import Words
from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg
from tenants.plans.rules import CATALOGUE, PRO, Plan, price_of

YEAR = 12
QUARTER = 3


@dataclass(frozen=True, slots=True)
class VariantColumn:
    """A variant as a column: what it is for, costs and contains, and where choosing it leads."""

    variant: str
    name: str
    purpose: Message
    quarter: str
    year: str
    contents: frozenset[str]
    choose_url: str
    read: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All variants and everything that any of them contains."""

    columns: tuple[VariantColumn, ...]
    features: tuple[Message, ...]


def comparison(country: Country, place: Mapping[str, Any], *, read: str) -> Comparison:
    """Return the variants side by side; `read` is the one whose "Read more" was followed."""
    columns = tuple(
        VariantColumn(
            variant=plan.variant,
            name=plan.name,
            purpose=plan.purpose,
            quarter=_price(plan, QUARTER, country),
            year=_price(plan, YEAR, country),
            contents=frozenset(message.id for message in plan.contents),
            choose_url=url_for("clients.collaboration", **place),
            read=plan.variant == read,
        )
        for plan in CATALOGUE.values()
    )
    return Comparison(columns, PRO)


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


def _prices(plan: Plan, country: Country) -> Message:
    monthly = price_of(plan.variant, QUARTER, country)
    each = (monthly.amount / QUARTER).quantize(Decimal("0.01"))
    return msg(
        "%(month)s a month, %(year)s a year", month=money(each, monthly.currency), year=_price(plan, YEAR, country)
    )


def _price(plan: Plan, months: int, country: Country) -> str:
    price = price_of(plan.variant, months, country)
    return money(price.amount, price.currency)
