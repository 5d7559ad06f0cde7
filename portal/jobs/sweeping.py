"""The sweeper: finds what is due and in nobody's hands, and rings again; and asks for what every day brings."""

import signal
import threading
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.edge.relay import ring
from portal.edge.transaction import transaction
from portal.jobs.rating import fetch_rates
from tenants.agreements.asking import ask_for_agreement_work
from tenants.kernel.outbox.tasks import sweep
from tenants.kernel.scope import Scope

ASK_AGAIN = timedelta(minutes=10)
log = structlog.get_logger()


def sweep_once(app: Flask) -> int:
    """Ring for every task that waits; returns how many."""
    with app.app_context():
        with transaction(scope=Scope()):
            bells = sweep()
        ring(bells)
    return len(bells)


def ask_for_the_day(app: Flask) -> int:
    """Ask for the day's work on agreements, once a day in each workspace; returns how much of it is new."""
    with app.app_context(), transaction(scope=Scope()) as now:
        return ask_for_agreement_work(now=now)


def sweep_until_stopped(app: Flask, *, every: float) -> None:
    """Sweep every few seconds until the process is told to end; a database that is away is waited for."""
    stop = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    left = 0.0
    while not stop.wait(every):
        try:
            if left <= 0:
                ask_for_the_day(app)
                fetch_rates(app)
                left = ASK_AGAIN.total_seconds()
            left -= every
            sweep_once(app)
        except SQLAlchemyError as fault:
            log.warning("sweep_failed", fault=str(fault).split("\n")[0])
