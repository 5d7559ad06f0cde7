"""Mails to a person about their own sign-in."""

from portal.edge.settings import settings
from portal.jobs.work import Work
from tenants.factors.letters import security_letter
from tenants.kernel.refusals import Refusal
from tenants.outside.mail import Mail, build_mail
from tenants.outside.outcome import NotDone
from tenants.outside.smtp import Smtp
from tenants.sessions.rules import device_of
from tenants.users.queries import get_person


def tell_security(work: Work) -> None:
    """Tell a person that a recovery code was used, or that a new device signed in as them."""
    config = settings()
    with work.step() as now:
        person = get_person(work.id("user_id"))
    what, about = work.claim.ids["what"], work.claim.ids["about"]
    said = device_of(about) if what == "new_device" else about
    letter = security_letter(what, said, f"{config.base_url}/account", person.language, at=now)
    mail = Mail(
        message_id=f"security-{work.claim.task_id}@{config.mail_from.rpartition('@')[2]}",
        sent_at=now,
        sender=config.mail_from,
        sender_name="Samla",
        recipient=person.email,
        recipient_name=person.name,
        reply_to="",
        subject=letter.subject,
        text=letter.text,
    )
    try:
        message = build_mail(mail)
    except Refusal:
        return  # an address that no mail can be sent to: there is nobody to tell
    with Smtp(config.smtp_url) as smtp:
        outcome = smtp.send(config.mail_from, person.email, message)
    if isinstance(outcome, NotDone) and not outcome.final:
        work.give_back(outcome.reason)
