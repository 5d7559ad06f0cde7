"""Alive and ready, for whoever watches the installation; they tell nothing else."""

from flask import Blueprint, Response
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.auth.gate import public
from portal.edge.limits import limiter
from portal.edge.relay import redis
from tenants.kernel.db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
@public
@limiter.exempt
def alive() -> Response:
    """Say that the process answers."""
    return Response("alive\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
@public
@limiter.exempt
def ready() -> Response:
    """Say whether the database and Valkey answer; without Valkey work goes on, only slower to begin."""
    parts = {"database": _database_answers(), "queue": _queue_answers()}
    lines = "".join(f"{name} {'ready' if answers else 'away'}\n" for name, answers in parts.items())
    return Response(lines, status=200 if parts["database"] else 503, content_type="text/plain; charset=utf-8")


def _database_answers() -> bool:
    try:
        db.session.execute(text("select 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def _queue_answers() -> bool:
    try:
        redis().ping()
    except RedisError:
        return False
    return True
