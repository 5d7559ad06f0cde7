"""The agreement of a workspace as it stands, in words with its dates; what waits, what was, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import url_for

from portal.web._design import Action, Notice
from portal.web._design.filters import day
from portal.web._design.words import Words
from portal.web.agreement.words import answer_words, party_words, wanted_words
from tenants.agreements.queries import AgreementFacts
from tenants.agreements.queries.changes import ChangeRow, change_rows
from tenants.agreements.queries.periods import PeriodRow, period_rows
from tenants.agreements.queries.standing import end_if_cancelled_today, find_agreement
from tenants.agreements.rules import CLIENT, Party, firm, party, side_of
from tenants.collaborations.sides import SideRow, side_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.workspaces.queries import WorkspaceFacts, get_workspace

ROLE = msg("Only the company's admin, or an owner or manager of the firm, can do this.")
NOT_PAYER = msg("Only the client or whoever pays can cancel the agreement.")
CANCELLED = msg("The agreement is cancelled. Keep it first, then it can be changed.")


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change with its sentences, and what the reader may do about it."""

    row: ChangeRow
    lines: tuple[Words, ...]
    answer: Words
    consent: Action | None
    refuse: Action | None
    withdraw: Action | None


@dataclass(frozen=True, slots=True)
class ShownSide:
    """A firm that works or worked here, and the way to end that."""

    row: SideRow
    end: Action | None
    call_off: Action | None


@dataclass(frozen=True, slots=True)
class ShownPeriod:
    """What was charged or given back, and to whom by name: a plan may have been paid by more than one firm."""

    row: PeriodRow
    payer: Words


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Everything there is to know of a workspace's plan."""

    workspace: WorkspaceFacts
    agreement: AgreementFacts | None
    sentence: Words
    notice: Notice | None
    payer: Words
    waiting: tuple[ShownChange, ...]
    changes: tuple[ShownChange, ...]
    periods: tuple[ShownPeriod, ...]
    sides: tuple[ShownSide, ...]
    change: Action
    cancel: Action | None
    keep: Action | None


def agreement_page(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> AgreementPage:
    """Return how a workspace's plan stands today, for one of its people or of the firm's."""
    workspace, agreement = get_workspace(workspace_id), find_agreement(workspace_id)
    today, sides = local_day(now, workspace.country), side_rows(workspace_id)
    me = side_of(actor, workspace_id) if actor.may(Permission.MANAGE_AGREEMENT, in_=workspace_id) else None
    changes = [_change(row, workspace, sides, me) for row in change_rows(workspace_id)]
    return AgreementPage(
        workspace=workspace,
        agreement=agreement,
        sentence=_sentence(agreement, workspace_id, today),
        notice=_notice(agreement, sides),
        payer=party_words(party(agreement.payer_firm_id), workspace.name, sides) if agreement else "",
        waiting=tuple(change for change in changes if change.row.is_open),
        changes=tuple(change for change in changes if not change.row.is_open),
        periods=tuple(_period(row, workspace, sides) for row in period_rows(workspace_id)),
        sides=tuple(_side(side, workspace_id, me) for side in sides),
        change=_change_action(agreement, workspace_id, me),
        cancel=_cancel(agreement, workspace_id, me),
        keep=_keep(agreement, workspace_id, me),
    )


def _sentence(agreement: AgreementFacts | None, workspace_id: WorkspaceId, today: date) -> Words:
    if agreement is None or agreement.renews_on is None:
        return msg("No agreement is in force. Books and history can be read.")
    if agreement.ends_on is not None:
        return msg(
            "Ends on %(day)s. Until then everything works; from then on books and history can be read.",
            day=day(agreement.ends_on),
        )
    last, ends = agreement.cancel_by, end_if_cancelled_today(workspace_id, on=today)
    if last is not None and ends == agreement.renews_on:
        return msg("Renews on %(day)s; cancel at the latest on %(last)s.", day=day(agreement.renews_on), last=day(last))
    return msg(
        "Renews on %(day)s, which can't be stopped any more; cancelled today it ends on %(end)s.",
        day=day(agreement.renews_on),
        end=day(ends or agreement.renews_on),
    )


def _notice(agreement: AgreementFacts | None, sides: Sequence[SideRow]) -> Notice | None:
    """Return a warning where the firm that paid is gone, so that the plan ends unless somebody else pays."""
    if agreement is None or agreement.ends_on is None or agreement.payer_firm_id is None:
        return None
    if any(side.firm_id == agreement.payer_firm_id and side.is_running for side in sides):
        return None
    return Notice("warn", msg("The firm that paid the plan no longer works here. The plan ends unless you pay it."))


def _change(row: ChangeRow, workspace: WorkspaceFacts, sides: Sequence[SideRow], me: Party | None) -> ShownChange:
    place: dict[str, Any] = {"workspace_id": workspace.id, "change_id": row.id}
    waits_for_me = me is not None and row.state == "waiting" and row.consent == me
    mine = me is not None and row.is_open and row.asker == me
    return ShownChange(
        row=row,
        lines=wanted_words(row.wanted, workspace.name, sides),
        answer=answer_words(row, workspace.name, sides),
        consent=Action(label=msg("Agree"), url=url_for("agreement.consent", **place), weight="primary")
        if waits_for_me
        else None,
        refuse=Action(label=msg("Refuse"), url=url_for("agreement.refuse", **place)) if waits_for_me else None,
        withdraw=Action(label=msg("Withdraw the change"), url=url_for("agreement.withdraw", **place)) if mine else None,
    )


def _side(side: SideRow, workspace_id: WorkspaceId, me: Party | None) -> ShownSide:
    place: dict[str, Any] = {"workspace_id": workspace_id, "collaboration_id": side.id}
    involved = me in {CLIENT, firm(side.firm_id)} and side.is_running
    coming = side.ending is not None and side.ending.done_at is None
    asked = side.ending is not None and me == party(side.ending.asked_firm_id)
    call_off = Action(label=msg("Call the end off"), url=url_for("agreement.call_off", **place))
    end = Action(label=msg("End the collaboration"), url=url_for("agreement.end", **place), method="get")
    return ShownSide(side, end if involved else None, call_off if involved and coming and asked else None)


def _period(row: PeriodRow, workspace: WorkspaceFacts, sides: Sequence[SideRow]) -> ShownPeriod:
    return ShownPeriod(row, party_words(party(row.payer_firm_id), workspace.name, sides))


def _change_action(agreement: AgreementFacts | None, workspace_id: UUID, me: Party | None) -> Action:
    refusal: Message | str = ""
    if me is None:
        refusal = ROLE
    elif agreement is None:
        refusal = msg("There is no agreement in force to change.")
    elif agreement.state == "ending":
        refusal = CANCELLED
    url = url_for("agreement.change", workspace_id=workspace_id)
    return Action(label=msg("Change the agreement"), url=url, method="get", weight="primary", refusal=refusal)


def _cancel(agreement: AgreementFacts | None, workspace_id: UUID, me: Party | None) -> Action | None:
    if agreement is None or agreement.state != "active":
        return None
    allowed = me is not None and me in {CLIENT, party(agreement.payer_firm_id)}
    url = url_for("agreement.cancel", workspace_id=workspace_id)
    refusal = "" if allowed else (ROLE if me is None else NOT_PAYER)
    return Action(label=msg("Cancel the agreement"), url=url, method="get", refusal=refusal)


def _keep(agreement: AgreementFacts | None, workspace_id: UUID, me: Party | None) -> Action | None:
    if agreement is None or agreement.state != "ending" or me != party(agreement.payer_firm_id):
        return None
    return Action(label=msg("Keep the agreement"), url=url_for("agreement.keep", workspace_id=workspace_id))
