"""Keeping published rates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from billing.exchange.models import ExchangeRate
from billing.exchange.rules import Rate
from tenants.kernel.db import db

AT_ONCE = 5000  # rows; a statement has at most 65,535 parameters


def keep_rates(rates: Sequence[Rate], *, now: datetime) -> int:
    """Keep rates that aren't kept yet, and return how many; a rate once kept never changes, whatever a file says later.

    The installation keeps them for everybody, so nobody's permission is asked: a file comes from its scheduler or its
    operator.
    """
    rows = [
        {"currency": one.currency, "day": one.day, "per_euro": one.per_euro, "source": one.source, "kept_at": now}
        for one in rates
    ]
    return sum(_keep(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE))


def _keep(rows: list[dict[str, Any]]) -> int:
    statement = insert(ExchangeRate).values(rows).on_conflict_do_nothing().returning(ExchangeRate.currency)
    return len(db.session.execute(statement).all())
