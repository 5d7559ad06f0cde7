"""What there is to accept in a workspace, as facts and texts, and what was accepted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from portal.web._design import Action, Field
from portal.web._design.words import Words
from portal.web.consenting import ReadText, consent_fields, texts_to_read
from tenants.agreements.queries import AgreementFacts
from tenants.agreements.rules import last_day_to_cancel, renewal_day
from tenants.collaborations.queries import CollaborationFacts, find_collaboration, payer_after, waiting_requests
from tenants.firms.queries import get_firm
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Language, msg
from tenants.kernel.refusals import Problem
from tenants.terms.queries import AcceptanceRow, acceptance_rows
from tenants.workspaces.queries import WorkspaceFacts, get_workspace

ADMIN_ONLY = msg("Only the company's admin can accept. Ask the admin to sign in.")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an agreement; of a proposed one those it would have if it were accepted today.

    `is_later` says that a first day after today was chosen, before which nothing is charged.
    """

    first: date
    renewal: date
    cancel_by: date
    is_later: bool


@dataclass(frozen=True, slots=True)
class ApprovalsPage:
    """What a workspace has agreed on, and what waits for its admin."""

    workspace: WorkspaceFacts
    collaboration: CollaborationFacts | None
    others: tuple[CollaborationFacts, ...]
    payer: Words
    payer_after: Words
    days: Days | None
    texts: tuple[ReadText, ...]
    language: Language
    fields: tuple[Field, ...]
    accept: Action
    accepted: tuple[AcceptanceRow, ...]

    @property
    def is_waiting(self) -> bool:
        """Return whether an agreement waits to be accepted, with the texts or without."""
        return self.collaboration is not None and self.collaboration.is_waiting


def approvals_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    language: Language,
    *,
    now: datetime,
    problems: Sequence[Problem] = (),
    request: str = "",
) -> ApprovalsPage:
    """Return what there is to accept: the request asked for, else the newest that waits, else what is agreed.

    `problems` say what has to be changed at which field.
    """
    workspace = get_workspace(workspace_id)
    mine = actor.workspaces[workspace_id].firm_id
    waiting = waiting_requests(workspace_id, of_firm=mine)
    chosen = next((each for each in waiting if str(each.id) == request), waiting[0] if waiting else None)
    running = chosen or find_collaboration(workspace_id, of_firm=mine)
    today = local_day(now, workspace.country)
    may = actor.may(Permission.ACCEPT_TERMS, in_=workspace_id)
    texts = texts_to_read(workspace_id, workspace.country, now=now)
    return ApprovalsPage(
        workspace=workspace,
        collaboration=running,
        others=tuple(each for each in waiting if each is not chosen),
        payer=_payer(running, workspace),
        payer_after=_payer_after(running, workspace) if chosen else "",
        days=_days(running.agreement, today) if running else None,
        texts=texts,
        language=language,
        fields=tuple(_asked(field, texts) for field in consent_fields(problems)),
        accept=Action(label=msg("Accept"), weight="primary", refusal="" if may else ADMIN_ONLY),
        accepted=tuple(acceptance_rows(workspace_id)),
    )


def _asked(field: Field, texts: Sequence[ReadText]) -> Field:
    """Return what is asked before acceptance; of texts nothing is said where all have been accepted before."""
    if texts or field.name != "consent":
        return field
    return replace(field, label=msg("I accept what stands above for the company"))


def _payer(running: CollaborationFacts | None, workspace: WorkspaceFacts) -> Words:
    if running is None:
        return ""
    if running.agreement.payer == "client":
        return msg("Your company: %(name)s", name=workspace.name)
    payer = running.agreement.payer_firm_id
    name = get_firm(payer).name if payer is not None and payer != running.firm_id else running.firm
    return msg("The accounting firm: %(name)s", name=name)


def _payer_after(running: CollaborationFacts | None, workspace: WorkspaceFacts) -> Words:
    """Return who pays after a hand-over, where another firm pays today; empty where nothing is handed over."""
    if running is None or running.agreement.payer != "firm" or running.agreement.payer_firm_id == running.firm_id:
        return ""
    after = payer_after(running.id, in_=workspace.id)
    if after == "firm":
        return msg("The accounting firm: %(name)s", name=running.firm)
    return msg("Your company: %(name)s", name=workspace.name) if after else ""


def _days(agreement: AgreementFacts, today: date) -> Days:
    chosen = agreement.starts_on or today
    first = chosen if agreement.renews_on else max(chosen, today)
    renewal = agreement.renews_on or renewal_day(first, agreement.months)
    return Days(first, renewal, last_day_to_cancel(renewal, agreement.notice_days), is_later=first > today)
