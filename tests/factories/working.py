"""Doing what a worker would."""

from flask import Flask
from sqlalchemy import select

from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task


def perform(app: Flask, kind: str, scope_kind: str, scope_id: object) -> None:
    """Do what waits of a kind, the oldest first."""
    scope = job_actor(scope_kind, scope_id).scope(acting=scope_id, firm=scope_id)
    with transaction(scope=scope):
        waiting = select(Task.id).where(Task.scope_id == scope_id, Task.kind == kind, Task.state == "ready")
        tasks = db.session.scalars(waiting.order_by(Task.created_at)).all()
    for task_id in tasks:
        perform_in(app, HANDLERS, scope_kind, scope_id, task_id)
