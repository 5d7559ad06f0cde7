"""Ringing RQ's bell after a commit. If nobody hears it, the sweeper rings again; nothing depends on Redis."""

from collections.abc import Iterable

import structlog
from flask import Flask, current_app
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.queue import EnqueueData
from rq.serializers import JSONSerializer

from tenants.kernel.outbox.tasks import Bell

QUEUE = "samla"
PERFORM = "portal.jobs.perform.perform"
TIMEOUT = 1800
PATIENCE = 1.5  # seconds
log = structlog.get_logger()


def connect(app: Flask, url: str) -> None:
    """Give an application its connection to Redis or Valkey, which nobody's page waits for long.

    One more try at once: a connection that was open when the server was started anew is only found out by using it. A
    worker, which waits for work on it, has RQ lengthen the time.
    """
    app.extensions["samla_redis"] = Redis.from_url(
        url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=Retry(NoBackoff(), 1)
    )


def redis() -> "Redis":
    """Return the application's connection to Redis or Valkey."""
    connection: Redis = current_app.extensions["samla_redis"]
    return connection


def ring(bells: Iterable[Bell]) -> None:
    """Tell the workers which tasks wait; a Redis that is away is logged and made good by the sweeper."""
    bells = list(bells)
    if not bells:
        return
    try:
        queue = Queue(QUEUE, connection=redis(), serializer=JSONSerializer)
        queue.enqueue_many([_job(bell) for bell in bells])
    except RedisError as fault:
        log.warning("bell_not_heard", tasks=len(bells), fault=str(fault))


def _job(bell: Bell) -> EnqueueData:
    args = [bell.scope_kind, str(bell.scope_id), str(bell.task_id)]
    return Queue.prepare_data(PERFORM, args=args, timeout=TIMEOUT, result_ttl=0, failure_ttl=3600)
