"""Which kind of task is done by which job."""

from collections.abc import Mapping

from portal.jobs import invoicing
from portal.jobs.work import Handler

HANDLERS: Mapping[str, Handler] = {
    "issue_chunk": invoicing.issue,
    "summarise_run": invoicing.summarise,
}
