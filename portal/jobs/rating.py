"""Fetching the day's exchange rates from where the installation says they are."""

from datetime import timedelta

import structlog
from flask import Flask

from billing.exchange.actions import keep_rates
from billing.exchange.formats.ecb import read_ecb
from billing.exchange.queries import last_kept_at
from portal.edge.transaction import transaction
from tenants.kernel.refusals import Refusal
from tenants.kernel.scope import Scope
from tenants.registers.fetching import Door

# A bank publishes once a day at an hour of its own; new rates end the asking for the rest of the day, about.
ENOUGH_FOR = timedelta(hours=20)
log = structlog.get_logger()


def fetch_rates(app: Flask) -> int:
    """Fetch and keep the newest rates, unless new ones came in lately; returns how many are new.

    A source that is away, or that answers something else, is told in the log and asked again later: the rates that are
    kept hold a week, and an invoice that lacks one is refused with the reason.
    """
    address = app.extensions["samla_config"].exchange_rates
    if not address:
        return 0
    with app.app_context():
        with transaction(scope=Scope()) as now:
            kept_at = last_kept_at()
            if kept_at is not None and now - kept_at < ENOUGH_FOR:
                return 0
        try:
            rates = read_ecb(Door(address).fetch())
        except Refusal as refusal:
            log.warning("rates_not_fetched", reason=str(refusal))
            return 0
        with transaction(scope=Scope()) as now:
            return keep_rates(rates, now=now)
