"""Proposing an agreement, and starting it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tenants.agreements.actions.charging import write_period
from tenants.agreements.models import Agreement
from tenants.agreements.rules import can_start, period_before, renewal_day
from tenants.kernel.country import Country, local_day
from tenants.kernel.db import db
from tenants.kernel.ids import AgreementId, FirmId, WorkspaceId
from tenants.kernel.money import to_minor
from tenants.kernel.refusals import Invalid
from tenants.plans.rules import NOTICE_DAYS, price_of

Payer = Literal["firm", "client"]


class UnknownPayer(Invalid):
    """Choose who pays: the firm or the client."""


class UnknownStart(Invalid):
    """The first day is today or later, at most a year from now."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What is agreed on: the variant, for how many months, who pays, and the first day if it was chosen."""

    variant: str
    months: int
    payer: str
    starts_on: date | None = None


def propose_agreement(
    workspace_id: WorkspaceId, firm_id: FirmId, offer: Offer, *, country: Country, now: datetime
) -> AgreementId:
    """Write an agreement that the client's admin has yet to accept, at today's price.

    Raises:
        UnknownPlan: the variant or period isn't offered.
        UnknownPayer: neither firm nor client pays.
        UnknownStart: the first day has passed, or is more than a year away.
    """
    if offer.payer not in {"firm", "client"}:
        raise UnknownPayer(offer.payer)
    if offer.starts_on is not None and not can_start(offer.starts_on, today=local_day(now, country)):
        raise UnknownStart(offer.starts_on)
    price = price_of(offer.variant, offer.months, country)
    agreement = Agreement(
        workspace_id=workspace_id,
        firm_id=firm_id,
        variant=offer.variant,
        months=offer.months,
        payer=offer.payer,
        payer_firm_id=firm_id if offer.payer == "firm" else None,
        price_minor=to_minor(price.amount, price.currency),
        currency=price.currency,
        notice_days=NOTICE_DAYS,
        state="proposed",
        created_at=now,
        starts_on=offer.starts_on,
    )
    db.session.add(agreement)
    db.session.flush()
    return AgreementId(agreement.id)


def start_agreement(workspace_id: WorkspaceId, agreement_id: AgreementId, *, on: date, now: datetime) -> None:
    """Turn a proposed agreement active, from a day on or the later one chosen, and have its first period charged then.

    Until that day the plan can be used and costs nothing, so that the books can be made ready.
    One that runs already, such as a subscriber's whom a firm takes over, stays as it is: nothing is charged before
    it renews.
    """
    agreement = db.session.get_one(Agreement, (workspace_id, agreement_id), with_for_update=True)
    if agreement.state != "proposed":
        return
    first_on = max(on, agreement.starts_on or on)
    agreement.state = "active"
    agreement.starts_on = agreement.anchored_on = first_on
    agreement.months_counted = agreement.months
    agreement.renews_on = renewal_day(first_on, agreement.months)
    db.session.flush()
    write_period(agreement, period_before(first_on, agreement.months, agreement.months), now=now)
