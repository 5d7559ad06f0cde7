"""Who pays once the firm that paid no longer works there: as was agreed for that day, or the client if it agrees."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.actions.applying import apply_now
from tenants.agreements.actions.changing import TELL
from tenants.agreements.models import Agreement, AgreementChange
from tenants.agreements.rules import CLIENT, Party
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.outbox.tasks import after_commit


def apply_at_end_of(actor: Actor, agreement: Agreement, collaboration_id: UUID, *, on: date, now: datetime) -> bool:
    """Apply what was agreed for the day a collaboration ends; what nobody consented to lapses. Returns whether any was.

    The unused days are credited to the firm that paid them and charged to the new payer from that day: every day is
    paid once.
    """
    waiting = db.session.scalars(
        select(AgreementChange)
        .where(
            AgreementChange.workspace_id == agreement.workspace_id,
            AgreementChange.agreement_id == agreement.id,
            AgreementChange.collaboration_id == collaboration_id,
            AgreementChange.takes_effect == "collaboration_end",
            AgreementChange.state.in_(("waiting", "agreed")),
        )
        .order_by(AgreementChange.asked_at)
        .with_for_update()
    ).all()
    applied = False
    for change in waiting:
        if change.state == "agreed":
            apply_now(actor, agreement, change, on=on, now=now)
            applied = True
        else:
            change.state, change.settled_at = "lapsed", now
    if applied and agreement.state == "ending":
        agreement.state, agreement.ends_on = "active", None
    return applied


def take_over(actor: Actor, agreement: Agreement, asked: tuple[Party, UserId], *, now: datetime) -> None:
    """Ask the client to pay from the renewal on; where the client itself asked, it has agreed, and the plan goes on.

    Until it agrees, the agreement stays as it is: it ends with the period that is paid.
    """
    side, user_id = asked
    change = AgreementChange(
        workspace_id=agreement.workspace_id,
        agreement_id=agreement.id,
        payer="client",
        takes_effect="renewal",
        state="agreed" if side == CLIENT else "waiting",
        asked_by=user_id,
        asked_firm_id=side.firm_id,
        asked_at=now,
        consent_of=None if side == CLIENT else "client",
    )
    db.session.add(change)
    db.session.flush()
    if change.state == "agreed":
        go_on_after(agreement)
    about = About("agreement_change", change.id, after={"payer": "client", "takes_effect": "renewal"})
    enter(actor, "change_proposed", about, in_=WorkspaceId(agreement.workspace_id), now=now)
    after_commit(TELL, agreement.workspace_id, key=f"{change.id}:{change.state}", ids={"change_id": str(change.id)})


def go_on_after(agreement: Agreement) -> None:
    """Have an agreement that was to end with its payer's leaving renew, now that somebody pays."""
    agreement.state, agreement.ends_on = "active", None
