"""Cancelling an agreement, and keeping one that was cancelled."""

from datetime import date, datetime

from sqlalchemy import update

from tenants.agreements.actions.changing import AgreementEnds, agreement_today
from tenants.agreements.models import Agreement, AgreementChange
from tenants.agreements.queries.facts import notice_days_today
from tenants.agreements.rules import CLIENT, end_if_cancelled, party, side_of
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict, Forbidden
from tenants.workspaces.queries import get_workspace


class NotCancelled(Conflict):
    """The agreement isn't cancelled."""


class NotYoursToCancel(Forbidden):
    """Only the client or whoever pays can cancel the agreement."""


def cancel_agreement(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> date:
    """Cancel the agreement and return its first day without: the coming renewal, or the one after where it is too late.

    Raises:
        NoAgreement: none is in force.
        AgreementEnds: it is cancelled already.
        NotYoursToCancel: neither the client nor the payer asks.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    agreement = agreement_today(actor, workspace_id, now)
    if agreement.state == "ending":
        raise AgreementEnds(agreement.id)
    if side_of(actor, workspace_id) not in {CLIENT, party(agreement.payer_firm_id)}:
        raise NotYoursToCancel(agreement.id)
    ends_on = end_today(agreement, local_day(now, get_workspace(workspace_id).country))
    drop_what_was_to_come(agreement, now=now)
    mark_ending(actor, agreement, ends_on, now=now)
    return ends_on


def keep_agreement(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> None:
    """Take a cancellation back, so that the agreement renews again; by the one who pays.

    Raises:
        NoAgreement, NotCancelled.
        NotYoursToCancel: somebody else would have to pay.
    """
    actor.must(Permission.MANAGE_AGREEMENT, in_=workspace_id)
    agreement = agreement_today(actor, workspace_id, now)
    if agreement.state != "ending":
        raise NotCancelled(agreement.id)
    if side_of(actor, workspace_id) != party(agreement.payer_firm_id):
        raise NotYoursToCancel(agreement.id)
    agreement.state, before, agreement.ends_on = "active", agreement.ends_on, None
    about = About("agreement", agreement.id, before={"ends_on": before})
    enter(actor, "agreement_kept", about, in_=workspace_id, now=now)


def end_today(agreement: Agreement, today: date) -> date:
    """Return the day an agreement ends if it is cancelled today."""
    assert agreement.anchored_on is not None  # noqa: S101  a check of the table
    return end_if_cancelled(
        agreement.anchored_on,
        agreement.months_counted,
        agreement.months,
        notice_days=notice_days_today(agreement),
        on=today,
    )


def drop_what_was_to_come(agreement: Agreement, *, now: datetime) -> None:
    """Put aside what was asked for or agreed for a renewal that isn't wanted any more."""
    db.session.execute(
        update(AgreementChange)
        .where(
            AgreementChange.workspace_id == agreement.workspace_id,
            AgreementChange.agreement_id == agreement.id,
            AgreementChange.takes_effect == "renewal",
            AgreementChange.state.in_(("waiting", "agreed")),
        )
        .values(state="lapsed", settled_at=now)
    )


def mark_ending(actor: Actor, agreement: Agreement, ends_on: date, *, now: datetime) -> None:
    """Write that an agreement ends on a day."""
    agreement.state, agreement.ends_on = "ending", ends_on
    about = About("agreement", agreement.id, after={"ends_on": ends_on})
    enter(actor, "agreement_cancelled", about, in_=WorkspaceId(agreement.workspace_id), now=now)
