"""Handing Samla's own letters over to the mail server."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.edge.settings import settings
from portal.jobs.work import Work
from tenants.invitations import actions
from tenants.invitations.actions import InvitationOver
from tenants.kernel.faults import reached
from tenants.kernel.letters import Letter
from tenants.kernel.refusals import Refusal
from tenants.outside.mail import Mail, build_mail
from tenants.outside.outcome import Done, NotDone, Outcome, Unknown
from tenants.outside.smtp import Smtp


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A letter with its addresses; `firm` is in whose name it goes, otherwise Samla's."""

    letter: Letter
    recipient: str
    name: str
    firm: str = ""
    reply_to: str = ""


def hand_over(envelope: Envelope, message_id: str, now: datetime) -> Outcome:
    """Give a mail to the server; no transaction is open meanwhile."""
    config = settings()
    mail = Mail(
        message_id=f"{message_id}@{config.mail_from.rpartition('@')[2]}",
        sent_at=now,
        sender=config.mail_from,
        sender_name=envelope.firm or "Samla",
        recipient=envelope.recipient,
        recipient_name=envelope.name,
        reply_to=envelope.reply_to,
        subject=envelope.letter.subject,
        text=envelope.letter.text,
    )
    try:
        message = build_mail(mail)
    except Refusal as refusal:
        return NotDone(str(refusal), final=True)
    with Smtp(config.smtp_url) as smtp:
        return smtp.send(config.mail_from, envelope.recipient, message)


def tell(work: Work, envelope: Envelope, message_id: str, now: datetime) -> None:
    """Send news that nobody keeps the outcome of; what may still succeed is tried again, what is unknown isn't."""
    outcome = hand_over(envelope, message_id, now)
    if isinstance(outcome, NotDone) and not outcome.final:
        work.give_back(outcome.reason)


def send_link(
    work: Work,
    kind: str,
    envelope_of: Callable[[datetime], Envelope],
    record: Callable[[actions.Outcome, datetime], None],
) -> None:
    """Send an invitation under a new link, and record what came of it; the link of any mail before it is void.

    `envelope_of` renews the link; an invitation that was used or withdrawn in the meantime has nothing to send.
    """
    try:
        with work.step() as now:
            envelope = envelope_of(now)
    except InvitationOver:
        return
    reached(f"{kind}_link_renewed")
    outcome = hand_over(envelope, f"{kind}-{work.claim.task_id}-{work.claim.fence}", now)
    reached(f"{kind}_handed_over")
    if isinstance(outcome, NotDone) and not outcome.final and not work.claim.last:
        work.give_back(outcome.reason)
        return
    with work.last_step() as now:
        record(told_of(outcome, envelope.recipient), now)
    reached(f"{kind}_recorded")


def told_of(outcome: Outcome, email: str) -> actions.Outcome:
    """Return what came of a mail as an invitation keeps it."""
    if isinstance(outcome, Done):
        return actions.Outcome("sent", email)
    if isinstance(outcome, Unknown):
        return actions.Outcome("unknown", email, outcome.reason)
    return actions.Outcome("failed", email, outcome.reason)
