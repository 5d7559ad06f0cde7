"""Asking for a change of an agreement, and what becomes of it: consent, refusal, withdrawal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.actions.applying import apply_now, wanted_of
from tenants.agreements.actions.renewing import attend_agreement, running_agreement
from tenants.agreements.models import Agreement, AgreementChange
from tenants.agreements.queries.wanted import Wanted, difference, price_after
from tenants.agreements.rules import Party, consent_needed, party, side_of
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Forbidden, Invalid, NotFound
from tenants.workspaces.queries import get_workspace

When = Literal["now", "renewal", "collaboration_end"]
TELL = "tell_change"


class NoAgreement(Conflict):
    """There is no agreement in force to change."""


class NothingChanges(Invalid):
    """That is what is agreed already."""


class AgreementEnds(Conflict):
    """The agreement is cancelled. Keep it first, then it can be changed."""


class ChangeSettled(Conflict):
    """This change was answered or withdrawn already."""


class NotYoursToAnswer(Forbidden):
    """Somebody else has to answer this."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent that was given elsewhere before, such as a firm's own answer in the wizard."""

    party: Party
    user_id: UserId
    at: datetime


def propose_change(
    actor: Actor,
    workspace_id: WorkspaceId,
    wanted: Wanted,
    *,
    when: When,
    after: UUID | None = None,
    agreed: Agreed | None = None,
    now: datetime,
) -> UUID:
    """Write a change of variant, length, payer or engagement, and return its id; without need of consent it is agreed.

    `when` is at once, at the renewal, or the day a collaboration ends (`after` names it). A change for now that needs
    no consent is applied at once; one that does, on the day consent is given. A newer change for the renewal takes
    the place of an older one about the same.

    Raises:
        NoAgreement, AgreementEnds, NothingChanges.
        UnknownPlan: the variant or period isn't offered.
        NothingCharged: for now, but nothing was charged to reckon with.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    agreement = agreement_today(actor, workspace_id, now)
    if agreement.state == "ending" and when != "collaboration_end":
        raise AgreementEnds(agreement.id)
    different = wanted if when == "collaboration_end" else difference(agreement, wanted)
    if different.is_empty:
        raise NothingChanges(agreement.id)
    price_after(agreement, different, get_workspace(workspace_id).country)
    change = _written(actor, agreement, different, when, after, now)
    _ask_consent(change, agreement, different, side_of(actor, workspace_id), agreed)
    about = About("agreement_change", change.id, after=_told(change))
    enter(actor, "change_proposed", about, in_=workspace_id, now=now)
    _go_on(actor, agreement, change, now)
    return change.id


def consent_to_change(actor: Actor, workspace_id: WorkspaceId, change_id: UUID, *, now: datetime) -> None:
    """Agree to a change as the one whose consent it needs; one for now takes effect today.

    Raises:
        NotFound, ChangeSettled, NotYoursToAnswer, NoAgreement.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    change = _waiting(actor, workspace_id, change_id)
    agreement = agreement_today(actor, workspace_id, now)
    if agreement.id != change.agreement_id or change.state != "waiting":
        raise ChangeSettled(change_id)
    change.consent_by, change.consent_at, change.state = _person(actor), now, "agreed"
    db.session.flush()
    about = About("agreement_change", change.id, after=_told(change))
    enter(actor, "change_agreed", about, in_=workspace_id, now=now)
    _go_on(actor, agreement, change, now)


def refuse_change(actor: Actor, workspace_id: WorkspaceId, change_id: UUID, reason: str, *, now: datetime) -> None:
    """Say no to a change as the one whose consent it needs; everything stays as it is.

    Raises:
        NotFound, ChangeSettled, NotYoursToAnswer.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    change = _waiting(actor, workspace_id, change_id)
    _settle(actor, change, "refused", now, reason.strip())


def withdraw_change(actor: Actor, workspace_id: WorkspaceId, change_id: UUID, *, now: datetime) -> None:
    """Take back a change that one's own side asked for, before it takes effect.

    Raises:
        NotFound, ChangeSettled, NotYoursToAnswer.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    change = _open_change(workspace_id, change_id)
    if party(change.asked_firm_id) != side_of(actor, workspace_id):
        raise NotYoursToAnswer(change_id)
    _settle(actor, change, "withdrawn", now, "")


def agreement_today(actor: Actor, workspace_id: WorkspaceId, now: datetime) -> Agreement:
    """Return the agreement in force, locked and brought up to today.

    Raises:
        NoAgreement: none is in force.
    """
    today = local_day(now, get_workspace(workspace_id).country)
    attend_agreement(actor, workspace_id, on=today, now=now)
    agreement = running_agreement(workspace_id)
    if agreement is None:
        raise NoAgreement(workspace_id)
    return agreement


def _written(  # noqa: PLR0917  the row's facts
    actor: Actor, agreement: Agreement, wanted: Wanted, when: When, after: UUID | None, now: datetime
) -> AgreementChange:
    asker = side_of(actor, WorkspaceId(agreement.workspace_id))
    change = AgreementChange(
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        variant=wanted.variant,
        months=wanted.months,
        payer=wanted.payer.kind if wanted.payer else None,
        payer_firm_id=wanted.payer.firm_id if wanted.payer else None,
        engagement_id=wanted.engagement_id,
        collaboration_id=after,
        takes_effect=when,
        state="waiting",
        asked_by=_person(actor),
        asked_firm_id=asker.firm_id,
        asked_at=now,
    )
    db.session.add(change)
    db.session.flush()
    return change


def _ask_consent(
    change: AgreementChange, agreement: Agreement, wanted: Wanted, asker: Party, agreed: Agreed | None
) -> None:
    payer = party(agreement.payer_firm_id)
    needed = consent_needed(asker, payer=payer, becomes=wanted.payer or payer, costs=wanted.costs)
    if needed is None:
        change.state = "agreed"
        return
    change.consent_of, change.consent_firm_id = needed.kind, needed.firm_id
    if agreed is not None and agreed.party == needed:
        change.consent_by, change.consent_at, change.state = agreed.user_id, agreed.at, "agreed"


def _go_on(actor: Actor, agreement: Agreement, change: AgreementChange, now: datetime) -> None:
    """Apply a change that is agreed for now, put older ones about the same aside, and have the other side told."""
    db.session.flush()
    workspace_id = WorkspaceId(agreement.workspace_id)
    if change.state == "agreed":
        replace_older(change, now)
        if change.payer is not None and change.takes_effect == "renewal":
            # Where the agreement was to end because nobody would pay any more, somebody does now.
            agreement.state, agreement.ends_on = "active", None
        if change.takes_effect == "now":
            today = local_day(now, get_workspace(workspace_id).country)
            apply_now(actor, agreement, change, on=today, now=now)
    db.session.flush()
    after_commit(TELL, workspace_id, key=f"{change.id}:{change.state}", ids={"change_id": str(change.id)})


def replace_older(change: AgreementChange, now: datetime) -> None:
    """Put aside what was agreed before for the same moment, where it says something about the same."""
    older = db.session.scalars(
        select(AgreementChange)
        .where(
            AgreementChange.workspace_id == change.workspace_id,
            AgreementChange.agreement_id == change.agreement_id,
            AgreementChange.takes_effect == change.takes_effect,
            AgreementChange.state.in_(("waiting", "agreed")),
            AgreementChange.id != change.id,
        )
        .with_for_update()
    )
    new = wanted_of(change)
    for each in older:
        old = wanted_of(each)
        pairs = ((old.variant, new.variant), (old.months, new.months), (old.payer, new.payer))
        if any(before is not None and after is not None for before, after in pairs):
            each.state, each.settled_at = "lapsed", now


def _waiting(actor: Actor, workspace_id: WorkspaceId, change_id: UUID) -> AgreementChange:
    change = _open_change(workspace_id, change_id)
    if change.state != "waiting":
        raise ChangeSettled(change_id)
    if change.consent_of is None or party(change.consent_firm_id) != side_of(actor, workspace_id):
        raise NotYoursToAnswer(change_id)
    return change


def _open_change(workspace_id: WorkspaceId, change_id: UUID) -> AgreementChange:
    mine = (AgreementChange.workspace_id == workspace_id, AgreementChange.id == change_id)
    change = db.session.scalars(select(AgreementChange).where(*mine).with_for_update()).one_or_none()
    if change is None:
        raise NotFound(change_id)
    if change.state not in {"waiting", "agreed"}:
        raise ChangeSettled(change_id)
    return change


def _settle(actor: Actor, change: AgreementChange, state: str, now: datetime, reason: str) -> None:
    change.state, change.settled_at, change.settled_by, change.reason = state, now, actor.user_id, reason or None
    about = About("agreement_change", change.id, after={**_told(change), "reason": reason})
    workspace_id = WorkspaceId(change.workspace_id)
    enter(actor, f"change_{state}", about, in_=workspace_id, now=now)
    after_commit(TELL, workspace_id, key=f"{change.id}:{state}", ids={"change_id": str(change.id)})


def _told(change: AgreementChange) -> dict[str, object]:
    """Return what the journal keeps of a change: only what is to be different."""
    names = ("variant", "months", "payer", "payer_firm_id", "engagement_id", "takes_effect", "state")
    return {name: value for name in names if (value := getattr(change, name)) is not None}


def _person(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise Forbidden
    return actor.user_id
