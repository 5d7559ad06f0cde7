"""Mails to a person about their own sign-in."""

from portal.edge.settings import settings
from portal.jobs.mailing import Envelope, tell
from portal.jobs.work import Work
from tenants.factors.letters import security_letter
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
    envelope = Envelope(letter=letter, recipient=person.email, name=person.name)
    tell(work, envelope, f"security-{work.claim.task_id}", now)
