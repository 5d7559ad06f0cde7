"""Reading kept rates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from billing.exchange.models import ExchangeRate
from billing.exchange.rules import NO_RATES, Rate, Rates
from tenants.kernel.db import db

# Supplies are billed months afterwards; what is older is refused rather than converted by another day's rate.
AS_FAR_BACK = timedelta(days=400)


def rates_until(currencies: Collection[str], on: date) -> Rates:
    """Return the rates of currencies on a day and in the time before it that invoices of that day may need."""
    if not currencies:
        return NO_RATES
    query = select(ExchangeRate).where(
        ExchangeRate.currency.in_(currencies), ExchangeRate.day.between(on - AS_FAR_BACK, on)
    )
    return Rates.of(Rate(row.currency, row.day, row.per_euro, row.source) for row in db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class KeptRate:
    """A rate, and when it was taken in."""

    rate: Rate
    kept_at: datetime


def newest_rates(on: date) -> tuple[KeptRate, ...]:
    """Return the newest rate of each currency on a day, by currency; one that is older than a year isn't there."""
    query = (
        select(ExchangeRate)
        .where(ExchangeRate.day.between(on - AS_FAR_BACK, on))
        .ext(distinct_on(ExchangeRate.currency))
        .order_by(ExchangeRate.currency, ExchangeRate.day.desc())
    )
    return tuple(_kept(row) for row in db.session.scalars(query))


def kept_rates(currencies: Collection[str], *, since: date, until: date) -> tuple[KeptRate, ...]:
    """Return the rates of currencies that were published in a time, from the newest day to the oldest."""
    query = (
        select(ExchangeRate)
        .where(ExchangeRate.currency.in_(currencies), ExchangeRate.day.between(since, until))
        .order_by(ExchangeRate.day.desc(), ExchangeRate.currency)
    )
    return tuple(_kept(row) for row in db.session.scalars(query))


def _kept(row: ExchangeRate) -> KeptRate:
    return KeptRate(Rate(row.currency, row.day, row.per_euro, row.source), row.kept_at)


def last_kept_at() -> datetime | None:
    """Return when rates were last taken in, None before the first time."""
    return db.session.scalar(select(func.max(ExchangeRate.kept_at)))
