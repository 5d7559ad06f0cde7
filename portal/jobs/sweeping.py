"""The sweeper: finds what is due and in nobody's hands, and rings again."""

import signal
import threading

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.edge.relay import ring
from portal.edge.transaction import transaction
from tenants.kernel.outbox.tasks import sweep
from tenants.kernel.scope import Scope

log = structlog.get_logger()


def sweep_once(app: Flask) -> int:
    """Ring for every task that waits; returns how many."""
    with app.app_context():
        with transaction(scope=Scope()):
            bells = sweep()
        ring(bells)
    return len(bells)


def sweep_until_stopped(app: Flask, *, every: float) -> None:
    """Sweep every few seconds until the process is told to end; a database that is away is waited for."""
    stop = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    while not stop.wait(every):
        try:
            sweep_once(app)
        except SQLAlchemyError as fault:
            log.warning("sweep_failed", fault=str(fault).split("\n")[0])
