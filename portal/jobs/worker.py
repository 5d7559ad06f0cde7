"""The worker process: RQ's, with our application made before the first job is forked."""

import gc
import os

from flask import Flask
from rq import Queue, Worker
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


class SamlaWorker(Worker):
    """A worker whose forked jobs let go of the database connections that the parent opened."""

    def perform_job(self, job: Job, queue: Queue) -> bool:
        """Do one job in the forked process."""
        with runtime.application().app_context():
            db.engine.dispose(close=False)
        return bool(super().perform_job(job, queue))


def work(app: Flask, *, burst: bool = False) -> None:
    """Work until told to end, or with `burst` until the queue is empty; niced, so that pages stay quick."""
    runtime.use(app)
    os.nice(NICE)
    warm_up()
    # What is loaded by now is never garbage: looking through it again and again took a fifth of the time of drawing.
    gc.collect()
    gc.freeze()
    connection = app.extensions["samla_redis"]
    queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
    worker = SamlaWorker(
        [queue],
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=WORKER_TTL,
        maintenance_interval=MAINTENANCE_SECONDS,
        job_monitoring_interval=MAINTENANCE_SECONDS,
    )
    worker.work(burst=burst, logging_level="WARNING")
