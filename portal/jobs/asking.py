"""Mails to the admins of a company that is here already: a firm asks to work with it."""

from datetime import datetime
from typing import Literal

from portal.edge.settings import settings
from portal.edge.transaction import reading
from portal.jobs.mailing import Envelope, hand_over
from portal.jobs.work import Work
from tenants.collaborations.actions import record_asking
from tenants.collaborations.queries import CollaborationFacts, get_collaboration
from tenants.firms.queries import FirmFacts, get_firm
from tenants.invitations.letter import Invitation, asking_letter
from tenants.kernel.country import local_day
from tenants.kernel.faults import reached
from tenants.kernel.ids import FirmId
from tenants.kernel.scope import Scope
from tenants.outside.outcome import Done, NotDone, Outcome
from tenants.workspaces.people import AdminRow, admins_of
from tenants.workspaces.queries import WorkspaceFacts, get_workspace

Mail = Literal["sent", "failed", "unknown"]


def ask_admins(work: Work) -> None:
    """Ask every admin of a company; who they are stays between the company and us, so the firm reads one outcome."""
    firm_id, collaboration_id = FirmId(work.claim.scope_id), work.id("collaboration_id")
    with work.step() as now:
        asked = get_collaboration(work.id("workspace_id"), collaboration_id)
        firm, workspace = get_firm(firm_id), get_workspace(asked.workspace_id)
    if not asked.is_waiting:
        return
    # The firm's scope doesn't show the company's people; only this mail is made with them.
    with reading(Scope(visible=(asked.workspace_id,))):
        admins = admins_of(asked.workspace_id)
    outcomes = [_ask(work, admin, asked, firm, workspace, now) for admin in admins]
    reached("admins_asked")
    failed = [outcome for outcome in outcomes if isinstance(outcome, NotDone)]
    if admins and len(failed) == len(admins) and not failed[0].final and not work.claim.last:
        work.give_back(failed[0].reason)
        return
    with work.last_step() as now:
        record_asking(work.actor(), firm_id, collaboration_id, _told(outcomes), now=now)


def _ask(  # noqa: PLR0917  who asks whom about what, from which moment
    work: Work, admin: AdminRow, asked: CollaborationFacts, firm: FirmFacts, workspace: WorkspaceFacts, now: datetime
) -> Outcome:
    config = settings()
    told = Invitation(
        firm=firm.name,
        inviter=asked.invited_by,
        company=workspace.name,
        name=admin.name,
        link=f"{config.base_url}/w/{workspace.id}/approvals",
        until=local_day(asked.open_until or now, workspace.country),
    )
    letter = asking_letter(told, admin.language)
    envelope = Envelope(letter=letter, recipient=admin.email, name=admin.name, firm=firm.name, reply_to=firm.email)
    return hand_over(envelope, f"asking-{work.claim.task_id}-{work.claim.fence}-{admin.user_id}", now)


def _told(outcomes: list[Outcome]) -> Mail:
    """Return the best of what came of the mails: one admin who was reached is enough."""
    if any(isinstance(outcome, Done) for outcome in outcomes):
        return "sent"
    return "failed" if all(isinstance(outcome, NotDone) for outcome in outcomes) else "unknown"
