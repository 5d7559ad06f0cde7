"""Rate limits, counted in Valkey; when it is away, in this process, so that nobody gets a free run."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(
    key_func=get_remote_address,
    in_memory_fallback_enabled=True,
    in_memory_fallback=["600 per minute"],
    default_limits=["1200 per minute"],
)


def storage_of(redis_url: str) -> str:
    """Return a Redis URL as the limiter wants it: a socket is `redis+unix` there.

    >>> storage_of("unix:///run/valkey.sock?db=0")
    'redis+unix:///run/valkey.sock?db=0'
    """
    return redis_url.replace("unix://", "redis+unix://", 1)


def install(app: Flask, redis_url: str) -> None:
    """Give an application its limits."""
    app.config["RATELIMIT_STORAGE_URI"] = storage_of(redis_url)
    limiter.init_app(app)
