"""The exchange rates that are kept: what a currency is worth in the company's own, and who published it when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from flask import url_for

from billing.exchange.queries import KeptRate, kept_rates, newest_rates
from billing.exchange.rules import CrossRate, Rates
from billing.exchange.rules.rates import EURO, OLDEST
from portal.web._design.filters import day, moment, number
from portal.web.here import workspace_here
from tenants.kernel.country import CURRENCIES
from tenants.kernel.ids import WorkspaceId

SHOWN = timedelta(days=90)
PLACES = 6


@dataclass(frozen=True, slots=True)
class RateRow:
    """What a unit of a currency is worth on a day; `is_old` says that it isn't the latest any more."""

    currency: str
    url: str
    worth: str
    per_euro: str
    day: str
    source: str
    kept_at: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class RatesPage:
    """The newest rate of each currency, and the days of the one that was chosen."""

    national: str
    newest: tuple[RateRow, ...]
    chosen: str
    days: tuple[RateRow, ...]
    settings_url: str


def rates_page(workspace_id: WorkspaceId, chosen: str, *, on: date) -> RatesPage:
    """Return the rates that the company's invoices of a day may need, and those of one currency in the time before."""
    national = CURRENCIES[workspace_here(workspace_id).country]
    newest = newest_rates(on)
    known = {one.rate.currency for one in newest} | ({EURO} if newest else set())
    days: tuple[RateRow, ...] = ()
    if chosen in known - {national}:
        days = _rows(workspace_id, kept_rates((chosen, national), since=on - SHOWN, until=on), national, on, chosen)
    return RatesPage(
        national=national,
        newest=_rows(workspace_id, newest, national, on),
        chosen=chosen if days else "",
        days=days,
        settings_url=url_for("settings.settings", workspace_id=workspace_id),
    )


def _rows(
    workspace_id: WorkspaceId, found: Iterable[KeptRate], national: str, on: date, chosen: str = ""
) -> tuple[RateRow, ...]:
    """Return a row for each rate; where the company's own currency isn't the euro, its rate is the euro's."""
    kept = tuple(found)
    rates = Rates.of(one.rate for one in kept)
    rows = []
    for one in kept:
        code = EURO if one.rate.currency == national else one.rate.currency
        if code != national and chosen in {"", code}:
            rows.append(_row(workspace_id, one, code, rates.cross(code, national, one.rate.day), on))
    return tuple(rows)


def _row(workspace_id: WorkspaceId, kept: KeptRate, code: str, worth: CrossRate | None, on: date) -> RateRow:
    return RateRow(
        currency=code,
        url=url_for("settings.rates", workspace_id=workspace_id, currency=code),
        worth=number(_shown(worth.value)) if worth else number(None),
        per_euro=number(_shown(kept.rate.per_euro)),
        day=day(kept.rate.day),
        source=kept.rate.source,
        kept_at=moment(kept.kept_at),
        is_old=on - kept.rate.day > OLDEST,
    )


def _shown(value: Decimal) -> Decimal:
    return round(value, PLACES).normalize()
