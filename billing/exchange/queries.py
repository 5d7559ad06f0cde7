"""Reading kept rates."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

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


def last_kept_at() -> datetime | None:
    """Return when rates were last taken in, None before the first time."""
    return db.session.scalar(select(func.max(ExchangeRate.kept_at)))
