"""What time does to an agreement: changes at the renewal, the renewal itself or the end, and the notices before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from tenants.agreements.actions.applying import apply_at_renewal
from tenants.agreements.actions.charging import write_period
from tenants.agreements.models import Agreement, AgreementChange, AgreementNotice
from tenants.agreements.rules import RUNS, months_later, notices_due, period_before
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.money import to_minor
from tenants.kernel.outbox.tasks import after_commit
from tenants.plans.rules import price_of
from tenants.workspaces.queries import get_workspace

NOTIFY = "tell_renewal"
LONG_BEFORE = 30  # days


@dataclass(frozen=True, slots=True)
class Attended:
    """What came of looking after an agreement: how often it renewed, whether it ended, engagements to be changed."""

    renewals: int = 0
    ended: bool = False
    engagements: tuple[UUID, ...] = ()


def attend_agreement(actor: Actor, workspace_id: WorkspaceId, *, on: date, now: datetime) -> Attended:
    """Bring a workspace's agreement up to a day: renew or end it, apply what was agreed for then, give notice.

    However often it is called for a day, and however many days were missed, each period is charged once.
    """
    agreement = running_agreement(workspace_id)
    if agreement is None or agreement.renews_on is None:
        return Attended()
    renewals, engagements = 0, list[UUID]()
    while agreement.state in RUNS and agreement.renews_on <= on:
        if agreement.ends_on is not None and agreement.ends_on <= agreement.renews_on:
            _end(actor, agreement, now)
            return Attended(renewals, ended=True, engagements=tuple(engagements))
        engagements += _renew(actor, agreement, now)
        renewals += 1
    _give_notice(agreement, on, now)
    return Attended(renewals, engagements=tuple(engagements))


def running_agreement(workspace_id: WorkspaceId) -> Agreement | None:
    """Return the agreement in force, locked, or None."""
    query = select(Agreement).where(Agreement.workspace_id == workspace_id, Agreement.state.in_(RUNS))
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _renew(actor: Actor, agreement: Agreement, now: datetime) -> Sequence[UUID]:
    """Begin the next period, with what was agreed for it, and have it charged."""
    workspace_id, first_on = WorkspaceId(agreement.workspace_id), agreement.renews_on
    engagements = apply_at_renewal(actor, agreement, now=now)
    if agreement.next_price_minor is not None:
        agreement.price_minor, agreement.next_price_minor = agreement.next_price_minor, None
    assert agreement.anchored_on is not None  # noqa: S101  a check of the table
    agreement.months_counted += agreement.months
    agreement.renews_on = months_later(agreement.anchored_on, agreement.months_counted)
    db.session.flush()
    period = period_before(agreement.anchored_on, agreement.months_counted, agreement.months)
    write_period(agreement, period, now=now)
    about = About("agreement", agreement.id, before={"renews_on": first_on}, after={"renews_on": agreement.renews_on})
    enter(actor, "agreement_renewed", about, in_=workspace_id, now=now)
    return engagements


def _end(actor: Actor, agreement: Agreement, now: datetime) -> None:
    agreement.state = "ended"
    still_open = AgreementChange.state.in_(("waiting", "agreed"))
    mine = (
        AgreementChange.workspace_id == agreement.workspace_id,
        AgreementChange.agreement_id == agreement.id,
    )
    for change in db.session.scalars(select(AgreementChange).where(*mine, still_open).with_for_update()):
        change.state, change.settled_at = "lapsed", now
    about = About("agreement", agreement.id, after={"ended_on": agreement.ends_on})
    enter(actor, "agreement_ended", about, in_=WorkspaceId(agreement.workspace_id), now=now)


def _fix_next_price(agreement: Agreement) -> None:
    """Take today's price list for the coming renewal; what wasn't told so long before doesn't rise at that renewal."""
    country = get_workspace(agreement.workspace_id).country
    listed = price_of(agreement.variant, agreement.months, country)
    minor = to_minor(listed.amount, listed.currency)
    if agreement.next_price_minor is None and minor != agreement.price_minor:
        agreement.next_price_minor = minor


def _give_notice(agreement: Agreement, on: date, now: datetime) -> None:
    """Ask for the letter that is due before the next renewal or end, once each."""
    if agreement.renews_on is None:
        return
    for days in notices_due(agreement.renews_on, on):
        if days == LONG_BEFORE and agreement.ends_on is None:
            _fix_next_price(agreement)
        row = {
            "workspace_id": agreement.workspace_id,
            "id": uuid4(),
            "agreement_id": agreement.id,
            "renews_on": agreement.renews_on,
            "days_before": days,
            "given_at": now,
        }
        given = insert(AgreementNotice).values(row).on_conflict_do_nothing().returning(AgreementNotice.id)
        notice_id = db.session.scalar(given)
        if notice_id is not None:
            after_commit(NOTIFY, agreement.workspace_id, key=str(notice_id), ids={"notice_id": str(notice_id)})
