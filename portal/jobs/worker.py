"""The worker process: RQ's, with our application made before the first job is forked."""

import gc
import os
import time

import structlog
from flask import Flask
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer

from billing.delivery.rendering import warm_up
from portal.edge.relay import QUEUE
from portal.jobs import runtime
from tenants.kernel.db import db

NICE = 10
# RQ's own recovery is only a second net under the sweeper; these make it notice a dead worker in about a minute.
WORKER_TTL = 20
MAINTENANCE_SECONDS = 5
# How long is waited for a queue that has gone away.
PAUSE = 2.0
log = structlog.get_logger()


class SamlaWorker(Worker):
    """A worker whose forked jobs let go of the database connections that the parent opened."""

    max_connection_wait_time = MAINTENANCE_SECONDS
    was_told_to_end = False

    def perform_job(self, job: Job, queue: Queue) -> bool:
        """Do one job in the forked process."""
        with runtime.application().app_context():
            db.engine.dispose(close=False)
        return bool(super().perform_job(job, queue))

    def handle_warm_shutdown_request(self) -> None:
        """Note that it was a signal that ends the work."""
        self.was_told_to_end = True


def work(app: Flask, *, burst: bool = False) -> None:
    """Work until told to end, or with `burst` until the queue is empty; niced, so that pages stay quick.

    RQ's loop waits for a queue that is away while nothing is done, and ends where it goes away at another moment. It is
    begun anew then.

    Raises:
        RedisError: with `burst`, the queue went away.
    """
    runtime.use(app)
    os.nice(NICE)
    warm_up()
    # What is loaded by now is never garbage: looking through it again and again took a fifth of the time of drawing.
    gc.collect()
    gc.freeze()
    if burst:
        worker_of(app).work(burst=True, logging_level="WARNING")
        return
    while not _worked_to_the_end(app):
        log.warning("queue_lost", seconds=PAUSE)


def _worked_to_the_end(app: Flask) -> bool:
    """Return whether a worker ended because it was told to; where it wasn't, wait before the next one."""
    worker = None
    try:
        worker = worker_of(app)
        worker.work(logging_level="WARNING")
    except RedisError as fault:
        log.warning("queue_away", fault=str(fault))
    if worker is not None and worker.was_told_to_end:
        return True
    try:
        time.sleep(PAUSE)
    except StopRequested:  # raised by the handler of signals that the worker has left behind
        return True
    return False


def worker_of(app: Flask) -> SamlaWorker:
    """Return RQ's worker over an application's queue, with a connection that waits as long as it has to."""
    connection = app.extensions["samla_redis"]
    return SamlaWorker(
        [Queue(QUEUE, connection=connection, serializer=JSONSerializer)],
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=WORKER_TTL,
        maintenance_interval=MAINTENANCE_SECONDS,
        job_monitoring_interval=MAINTENANCE_SECONDS,
    )
