"""Notice of terms that have to be accepted anew: one mail to one admin, who may have accepted in the meantime."""

from datetime import datetime

from portal.edge.settings import settings
from portal.jobs.mailing import Envelope, hand_over
from portal.jobs.work import Work
from tenants.collaborations.terms_letter import NewTerms, new_terms_letter
from tenants.kernel.country import local_day
from tenants.kernel.faults import reached
from tenants.kernel.ids import UserId
from tenants.outside.outcome import NotDone
from tenants.terms.queries import BEFORE_INVOICING, TO_REMIND, terms_to_accept
from tenants.users.queries import get_person
from tenants.workspaces.people import admins_of
from tenants.workspaces.queries import get_workspace


def tell_new_terms(work: Work) -> None:
    """Tell an admin of a version that waits; nothing is sent where it is accepted, or they are no admin any more."""
    with work.step() as now:
        envelope = _envelope(work, now)
    if envelope is None:
        return
    reached("terms_notice_read")
    outcome = hand_over(envelope, f"terms-{work.claim.task_id}", now)
    reached("terms_notice_handed_over")
    if isinstance(outcome, NotDone) and not outcome.final and not work.claim.last:
        work.give_back(outcome.reason)


def _envelope(work: Work, now: datetime) -> Envelope | None:
    person_id, kind = UserId(work.id("user_id")), work.claim.ids["kind"]
    person = get_person(person_id)
    kinds = tuple(each for each in (*BEFORE_INVOICING, *TO_REMIND) if each == kind)
    waiting = terms_to_accept(work.workspace_id, person.language, now=now, kinds=kinds)
    if not waiting or person_id not in {admin.user_id for admin in admins_of(work.workspace_id)}:
        return None
    company, config = get_workspace(work.workspace_id), settings()
    told = NewTerms(
        name=person.name,
        company=company.name,
        title=waiting[0].title,
        since=local_day(waiting[0].in_force_from, company.country),
        link=f"{config.base_url}/w/{work.workspace_id}/terms",
    )
    return Envelope(letter=new_terms_letter(told, person.language), recipient=person.email, name=person.name)
