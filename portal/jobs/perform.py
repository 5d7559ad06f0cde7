"""What RQ calls: with ids only, in the application of the worker process."""

from uuid import UUID

from portal.jobs.registry import HANDLERS
from portal.jobs.runtime import application
from portal.jobs.work import perform_in


def perform(scope_kind: str, scope_id: str, task_id: str) -> None:
    """Do one task. A task that somebody else holds, or that is done, is left alone."""
    perform_in(application(), HANDLERS, scope_kind, UUID(scope_id), UUID(task_id))
