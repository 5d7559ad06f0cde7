"""Which kind of task is done by which job."""

from collections.abc import Mapping

from portal.jobs.work import Handler

HANDLERS: Mapping[str, Handler] = {}
