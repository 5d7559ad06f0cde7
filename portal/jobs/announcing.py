"""Mails of an agreement's life: gathered into one task a person, so that each is tried, and sent, by itself."""

from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from portal.edge.settings import settings
from portal.edge.transaction import reading
from portal.jobs.mailing import Envelope, tell
from portal.jobs.work import Work
from tenants.agreements.queries.changes import ChangeRow, get_change
from tenants.agreements.queries.standing import get_notice
from tenants.agreements.rules import CLIENT, Party, firm, party
from tenants.collaborations.endings import get_ending
from tenants.collaborations.letters import To, change_letter, ending_letter, renewal_letter
from tenants.collaborations.queries import get_collaboration
from tenants.firms.queries import deciding_staff
from tenants.kernel.country import local_day
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.letters import Letter
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.scope import Scope
from tenants.users.queries import get_person
from tenants.workspaces.people import admins_of
from tenants.workspaces.queries import get_workspace

What = Literal["renewal", "change", "ending"]
MAIL = "mail_agreement"


def tell_renewal(work: Work) -> None:
    """Announce a renewal to the people of whoever pays."""
    notice_id = work.id("notice_id")
    with work.step():
        agreement = get_notice(work.workspace_id, notice_id).agreement
    _ask(work, "renewal", notice_id, [party(agreement.payer_firm_id)])


def tell_change(work: Work) -> None:
    """Tell of a change: whose consent it waits for, or both sides once it is settled."""
    change_id = work.id("change_id")
    with work.step():
        change = get_change(work.workspace_id, change_id)
    _ask(work, "change", change_id, _concerned(change))


def tell_ending(work: Work) -> None:
    """Tell both sides that a collaboration ends, or has ended."""
    ending_id = work.id("ending_id")
    with work.step():
        ending = get_ending(work.workspace_id, ending_id)
        firm_id = get_collaboration(work.workspace_id, ending.collaboration_id).firm_id
    _ask(work, "ending", ending_id, [CLIENT, firm(firm_id)])


def mail_agreement(work: Work) -> None:
    """Send one of these mails to one person; what came of it can't be known is not sent again."""
    with work.step() as now:
        letter, person_id = _letter(work, now), UserId(work.id("user_id"))
        person = get_person(person_id)
    about = f"{work.claim.ids['what']}-{work.claim.task_id}"
    tell(work, Envelope(letter=letter, recipient=person.email, name=person.name), about, now)


def _concerned(change: ChangeRow) -> list[Party]:
    if change.state == "waiting":
        return [change.consent] if change.consent else []
    named = [CLIENT, change.asker, change.consent, change.wanted.payer]
    return list(dict.fromkeys(party for party in named if party is not None))


def _ask(work: Work, what: What, about: UUID, parties: list[Party]) -> None:
    people: dict[UserId, None] = {}
    for side in parties:
        people |= dict.fromkeys(_people(work.workspace_id, side))
    with work.last_step():
        for user_id in people:
            ids = {"what": what, "about": str(about), "user_id": str(user_id)}
            after_commit(MAIL, work.workspace_id, key=f"{work.claim.task_id}:{user_id}", ids=ids)


def _people(workspace_id: WorkspaceId, party: Party) -> list[UserId]:
    """Return who decides on a side; a firm's people are read in that firm's scope, for these mails only."""
    if party.firm_id is None:
        with reading(Scope(visible=(workspace_id,))):
            return [admin.user_id for admin in admins_of(workspace_id)]
    with reading(Scope(firms=(party.firm_id,))):
        return [person.id for person in deciding_staff(party.firm_id)]


def _letter(work: Work, now: datetime) -> Letter:
    workspace, about = get_workspace(work.workspace_id), work.id("about")
    person = get_person(UserId(work.id("user_id")))
    config = settings()
    to = To(person.name, person.language, workspace.name, f"{config.base_url}/w/{workspace.id}/approvals")
    what = cast("What", work.claim.ids["what"])
    if what == "renewal":
        return renewal_letter(get_notice(workspace.id, about), to, today=local_day(now, workspace.country))
    if what == "change":
        return change_letter(get_change(workspace.id, about), to)
    ending = get_ending(workspace.id, about)
    return ending_letter(ending, get_collaboration(workspace.id, ending.collaboration_id).firm, to)
