"""Rate limits, counted in Valkey; when it is away, in this process, so that nobody gets a free run."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

# Seconds that a page waits for a count, twice at most.
PATIENCE = 0.5

limiter = Limiter(
    key_func=get_remote_address,
    in_memory_fallback_enabled=True,
    in_memory_fallback=["600 per minute"],
    default_limits=["1200 per minute"],
)
_here = FixedWindowRateLimiter(MemoryStorage())


def storage_of(redis_url: str) -> str:
    """Return a Redis URL as the limiter wants it: a socket is `redis+unix` there.

    >>> storage_of("unix:///run/valkey.sock?db=0")
    'redis+unix:///run/valkey.sock?db=0'
    """
    return redis_url.replace("unix://", "redis+unix://", 1)


def install(app: Flask, redis_url: str) -> None:
    """Give an application its limits."""
    app.config["RATELIMIT_STORAGE_URI"] = storage_of(redis_url)
    app.config["RATELIMIT_STORAGE_OPTIONS"] = {
        "socket_connect_timeout": PATIENCE,
        "socket_timeout": PATIENCE,
        "retry": Retry(NoBackoff(), 1),
    }
    limiter.init_app(app)


def is_within(limit: str, *about: str) -> bool:
    """Count a try at something and say whether it is still within a limit such as `10 per minute`.

    For what isn't a route of its own; where Valkey is away, it is counted in this process.
    """
    try:
        return limiter.limiter.hit(parse(limit), *about)
    except (RedisError, StorageError):
        return _here.hit(parse(limit), *about)
