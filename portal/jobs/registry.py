"""Which kind of task is done by which job."""

from collections.abc import Mapping

from portal.jobs import (
    agreeing,
    announcing,
    asking,
    delivering,
    inviting,
    invoicing,
    noticing,
    recording,
    securing,
    staffing,
    telling,
)
from portal.jobs.digesting import gather_digests, send_digest
from portal.jobs.together import send_together
from portal.jobs.work import Handler

HANDLERS: Mapping[str, Handler] = {
    "send_invitation": inviting.send_invitation,
    "tell_accepted": inviting.tell_accepted,
    "tell_security": securing.tell_security,
    "tell_declined": inviting.tell_declined,
    "ask_admins": asking.ask_admins,
    "render_chunk": delivering.render_chunk,
    "render_invoice": delivering.render_invoice,
    "deliver": delivering.deliver,
    "send_written": delivering.send_written,
    "send_together": send_together,
    "follow_written": delivering.follow_written,
    "tell_written": telling.tell_written,
    "attend_agreement": agreeing.attend_agreement,
    "charge_plan": agreeing.charge_plan,
    "tell_renewal": announcing.tell_renewal,
    "tell_change": announcing.tell_change,
    "tell_ending": announcing.tell_ending,
    "mail_agreement": announcing.mail_agreement,
    "record_acceptance": recording.record_acceptance,
    "tell_new_terms": noticing.tell_new_terms,
    "issue_chunk": invoicing.issue,
    "undo_chunk": invoicing.undo,
    "gather_digests": gather_digests,
    "send_digest": send_digest,
    "send_staff_invitation": staffing.send_staff_invitation,
    "summarise_run": invoicing.summarise,
}
