"""Ending a collaboration, by either side, now or on a date, with what stays; the client keeps books and history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol
from uuid import UUID

from sqlalchemy import func, select

from tenants.agreements.actions import NoAgreement
from tenants.agreements.actions.cancelling import end_today, mark_ending
from tenants.agreements.actions.changing import agreement_today
from tenants.agreements.actions.handing_over import apply_at_end_of, take_over
from tenants.agreements.models import Agreement
from tenants.agreements.rules import CLIENT, firm, party, side_of
from tenants.collaborations.models import Collaboration, CollaborationEnding
from tenants.collaborations.rules import RUNNING
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Forbidden, Invalid, NotFound
from tenants.workspaces.models import WorkspaceMembership
from tenants.workspaces.queries import get_workspace

Outcome = Literal["continues", "read_only"]
TELL = "tell_ending"


class NotRunning(Conflict):
    """This collaboration doesn't run."""


class DayPast(Invalid):
    """Choose today or a later day."""


class NoAdmin(Conflict):
    """The client has no admin. Somebody has to be made admin first, or nobody could open the books."""


class NotYoursToEnd(Forbidden):
    """Only the client's admin or this firm can end the collaboration."""


@dataclass(frozen=True, slots=True)
class Loose:
    """Something that a collaboration would leave open: its kind, and how many there are."""

    kind: str
    count: int


class LooseEnds(Protocol):
    """Tells what is still open in a workspace's books; what knows the books gives it."""

    def __call__(self, workspace_id: WorkspaceId) -> tuple[Loose, ...]:
        """Return what is open, by kind."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a collaboration is to end: its first day without, and what stays for the client.

    `continues`: the plan goes on, and the client pays it where the firm did. `read_only`: the plan ends when the
    period that is paid does; books and history can be read from then on.
    """

    ends_on: date
    outcome: Outcome


def end_collaboration(
    actor: Actor, workspace_id: WorkspaceId, collaboration_id: UUID, ending: Ending, *, loose: LooseEnds, now: datetime
) -> None:
    """End a collaboration, today or on a later day; what is still open then is written down with it.

    The firm's people are out at their next request once the day is there. Where the firm paid and the plan is to go
    on, the client is asked to pay from the next renewal: until then the period is paid, and without consent the plan
    ends with it. So it never falls unpaid and is never paid twice.

    Raises:
        NotFound, NotRunning, NotYoursToEnd, DayPast.
        NoAdmin: the client would be left with nobody.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    collaboration = _running(workspace_id, collaboration_id)
    side = side_of(actor, workspace_id)
    if side not in {CLIENT, firm(collaboration.firm_id)}:
        raise NotYoursToEnd(collaboration_id)
    today = local_day(now, get_workspace(workspace_id).country)
    if ending.ends_on < today:
        raise DayPast(ending.ends_on)
    if admins_left(workspace_id) == 0:
        raise NoAdmin(workspace_id)
    _write(actor, collaboration, ending, {each.kind: each.count for each in loose(workspace_id)}, now)
    if ending.ends_on == today:
        end_due(actor, workspace_id, on=today, now=now)


def call_ending_off(actor: Actor, workspace_id: WorkspaceId, collaboration_id: UUID, *, now: datetime) -> None:
    """Take back an end that hasn't come yet, by the side that asked for it.

    Raises:
        NotFound, NotRunning, NotYoursToEnd.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    collaboration = _running(workspace_id, collaboration_id)
    ending = _open_ending(workspace_id, collaboration_id)
    if ending is None:
        raise NotRunning(collaboration_id)
    if side_of(actor, workspace_id) != party(ending.asked_firm_id):
        raise NotYoursToEnd(collaboration_id)
    ending.withdrawn_at, collaboration.state = now, "active"
    about = About("collaboration", collaboration_id, before={"ends_on": ending.ends_on})
    enter(actor, "collaboration_end_called_off", about, in_=workspace_id, now=now)


def end_due(actor: Actor, workspace_id: WorkspaceId, *, on: date, now: datetime) -> int:
    """End the collaborations of a workspace whose day has come; returns how many."""
    due = db.session.scalars(
        select(CollaborationEnding)
        .where(
            CollaborationEnding.workspace_id == workspace_id,
            CollaborationEnding.ends_on <= on,
            CollaborationEnding.done_at.is_(None),
            CollaborationEnding.withdrawn_at.is_(None),
        )
        .with_for_update()
    ).all()
    for ending in due:
        collaboration = db.session.get_one(Collaboration, (workspace_id, ending.collaboration_id), with_for_update=True)
        _settle_plan(actor, collaboration, ending, now)
        _end(actor, collaboration, ending, now)
    return len(due)


def admins_left(workspace_id: WorkspaceId) -> int:
    """Return how many admins a client has."""
    query = select(func.count()).select_from(WorkspaceMembership)
    found = query.where(
        WorkspaceMembership.workspace_id == workspace_id,
        WorkspaceMembership.role == "admin",
        WorkspaceMembership.ended_at.is_(None),
    )
    return db.session.scalar(found) or 0


def _settle_plan(actor: Actor, collaboration: Collaboration, ending: CollaborationEnding, now: datetime) -> None:
    """Say who pays from now on: as was agreed for this day, else the client from the renewal, else the plan ends."""
    workspace_id = WorkspaceId(collaboration.workspace_id)
    try:
        agreement = agreement_today(actor, workspace_id, now)
    except NoAgreement:
        return
    if apply_at_end_of(actor, agreement, collaboration.id, on=ending.ends_on, now=now):
        return
    theirs = party(agreement.payer_firm_id) == firm(collaboration.firm_id)
    if ending.outcome == "continues" and not theirs:
        return
    if agreement.state != "ending":
        mark_ending(actor, agreement, _end_of_plan(agreement, ending, theirs=theirs), now=now)
    if ending.outcome == "continues":
        take_over(actor, agreement, (party(ending.asked_firm_id), UserId(ending.asked_by)), now=now)


def _end_of_plan(agreement: Agreement, ending: CollaborationEnding, *, theirs: bool) -> date:
    """Return when the plan ends: with the period paid where the payer leaves, else as any cancellation would."""
    assert agreement.renews_on is not None  # noqa: S101  an agreement in force has one
    return agreement.renews_on if theirs else end_today(agreement, ending.ends_on)


def _end(actor: Actor, collaboration: Collaboration, ending: CollaborationEnding, now: datetime) -> None:
    workspace_id = WorkspaceId(collaboration.workspace_id)
    before = collaboration.state
    collaboration.state, collaboration.ended_at, ending.done_at = "ended", now, now
    after = {"state": "ended", "outcome": ending.outcome, "ended_on": ending.ends_on}
    about = About("collaboration", collaboration.id, before={"state": before}, after=after)
    enter(actor, "collaboration_ended", about, in_=workspace_id, now=now)
    after_commit(TELL, workspace_id, key=f"{ending.id}:ended", ids={"ending_id": str(ending.id)})


def _write(
    actor: Actor, collaboration: Collaboration, ending: Ending, open_then: Mapping[str, int], now: datetime
) -> None:
    workspace_id = WorkspaceId(collaboration.workspace_id)
    earlier = _open_ending(workspace_id, collaboration.id)
    if earlier is not None:
        earlier.withdrawn_at = now
        db.session.flush()
    row = CollaborationEnding(
        workspace_id=workspace_id,
        collaboration_id=collaboration.id,
        ends_on=ending.ends_on,
        outcome=ending.outcome,
        asked_by=actor.user_id,
        asked_firm_id=side_of(actor, workspace_id).firm_id,
        asked_at=now,
        left_open=dict(open_then),
    )
    db.session.add(row)
    collaboration.state = "ending"
    db.session.flush()
    after = {"ends_on": ending.ends_on, "outcome": ending.outcome, **open_then}
    about = About("collaboration", collaboration.id, after=after)
    enter(actor, "collaboration_end_asked", about, in_=workspace_id, now=now)
    after_commit(TELL, workspace_id, key=f"{row.id}:asked", ids={"ending_id": str(row.id)})


def _running(workspace_id: WorkspaceId, collaboration_id: UUID) -> Collaboration:
    mine = (Collaboration.workspace_id == workspace_id, Collaboration.id == collaboration_id)
    collaboration = db.session.scalars(select(Collaboration).where(*mine).with_for_update()).one_or_none()
    if collaboration is None:
        raise NotFound(collaboration_id)
    if collaboration.state not in RUNNING:
        raise NotRunning(collaboration_id)
    return collaboration


def _open_ending(workspace_id: WorkspaceId, collaboration_id: UUID) -> CollaborationEnding | None:
    return db.session.scalars(
        select(CollaborationEnding).where(
            CollaborationEnding.workspace_id == workspace_id,
            CollaborationEnding.collaboration_id == collaboration_id,
            CollaborationEnding.done_at.is_(None),
            CollaborationEnding.withdrawn_at.is_(None),
        )
    ).one_or_none()
