"""Carrying an agreed change out: now with its proration, or at the renewal."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.actions.charging import write_credit, write_rest
from tenants.agreements.models import Agreement, AgreementChange, AgreementPeriod
from tenants.agreements.queries.quoting import newest_charge, quote_for
from tenants.agreements.queries.wanted import Wanted, price_after
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.money import to_minor
from tenants.kernel.refusals import Conflict
from tenants.workspaces.queries import get_workspace

TERMS = ("variant", "months", "payer", "payer_firm_id", "price_minor")


class NothingCharged(Conflict):
    """Nothing has been charged for the running period, so the change can only take effect at the renewal."""


def apply_now(actor: Actor, agreement: Agreement, change: AgreementChange, *, on: date, now: datetime) -> None:
    """Change an agreement from a day on: credit the unused days to whoever paid them, charge the rest anew.

    Raises:
        NothingCharged: there is nothing to reckon with.
    """
    wanted = wanted_of(change)
    if wanted.costs or wanted.payer is not None:
        paid = newest_charge(agreement, on)
        if paid is None:
            raise NothingCharged(agreement.id)
        _settle(agreement, change, wanted, paid, on, now)
    _done(actor, agreement, change, on, now)


def _settle(  # noqa: PLR0917  the six facts of a settlement
    agreement: Agreement, change: AgreementChange, wanted: Wanted, paid: AgreementPeriod, on: date, now: datetime
) -> None:
    """Write credit and charge, and the agreement as it is from then on."""
    quote = quote_for(agreement, wanted, paid, on=on)
    write_credit(agreement, quote.unused, to_minor(quote.credit, paid.currency), paid, change.id, now=now)
    _turn(agreement, wanted)
    if wanted.months is not None:
        # Another length begins a period of its own, and all later ones are counted from that day.
        agreement.anchored_on, agreement.months_counted = on, agreement.months
        agreement.renews_on = quote.renews_on
    db.session.flush()
    write_rest(agreement, quote.charged, to_minor(quote.charge, quote.currency), change.id, now=now)
    change.credit_minor = to_minor(quote.credit, paid.currency)
    change.charge_minor = to_minor(quote.charge, quote.currency)


def apply_at_renewal(actor: Actor, agreement: Agreement, *, now: datetime) -> Sequence[UUID]:
    """Apply what was agreed for the renewal that begins, oldest first; what nobody consented to lapses.

    Returns the engagements that the collaboration moves to.
    """
    mine = (
        AgreementChange.workspace_id == agreement.workspace_id,
        AgreementChange.agreement_id == agreement.id,
        AgreementChange.takes_effect == "renewal",
        AgreementChange.state.in_(("waiting", "agreed")),
    )
    changes = db.session.scalars(
        select(AgreementChange).where(*mine).order_by(AgreementChange.asked_at).with_for_update()
    )
    engagements: list[UUID] = []
    for change in changes.all():
        if change.state == "waiting":
            change.state, change.settled_at = "lapsed", now
            continue
        _turn(agreement, wanted_of(change))
        assert agreement.renews_on is not None  # noqa: S101  a check of the table
        _done(actor, agreement, change, agreement.renews_on, now)
        if change.engagement_id is not None:
            engagements.append(change.engagement_id)
    return engagements


def wanted_of(change: AgreementChange) -> Wanted:
    """Return what a change is to make different."""
    return Wanted.of(change.variant, change.months, change.payer, change.payer_firm_id, change.engagement_id)


def _turn(agreement: Agreement, wanted: Wanted) -> None:
    """Write what is different; another variant or length has today's price."""
    country = get_workspace(agreement.workspace_id).country
    price = price_after(agreement, wanted, country)
    agreement.price_minor = to_minor(price.amount, price.currency)
    if wanted.costs:
        agreement.next_price_minor = None  # what was told was the price of what it was before
    agreement.variant = wanted.variant or agreement.variant
    agreement.months = wanted.months or agreement.months
    if wanted.payer is not None:
        agreement.payer, agreement.payer_firm_id = wanted.payer.kind, wanted.payer.firm_id


def _done(actor: Actor, agreement: Agreement, change: AgreementChange, on: date, now: datetime) -> None:
    change.state, change.effective_on, change.settled_at = "applied", on, now
    after = {name: getattr(agreement, name) for name in ("variant", "months", "payer", "renews_on")}
    about = About("agreement", agreement.id, after={**after, "from": on})
    enter(actor, "agreement_changed", about, in_=WorkspaceId(agreement.workspace_id), now=now)
