"""Which kind of task is done by which job."""

from collections.abc import Mapping

from portal.jobs import delivering, inviting, invoicing, securing
from portal.jobs.digesting import gather_digests, send_digest
from portal.jobs.work import Handler

HANDLERS: Mapping[str, Handler] = {
    "send_invitation": inviting.send_invitation,
    "tell_accepted": inviting.tell_accepted,
    "tell_security": securing.tell_security,
    "render_chunk": delivering.render_chunk,
    "render_invoice": delivering.render_invoice,
    "deliver": delivering.deliver,
    "issue_chunk": invoicing.issue,
    "gather_digests": gather_digests,
    "send_digest": send_digest,
    "summarise_run": invoicing.summarise,
}
