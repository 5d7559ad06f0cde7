"""The agreement of a workspace as it stands today, and what a change of it would cost."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.models import Agreement, AgreementNotice
from tenants.agreements.queries.facts import AgreementFacts, agreement_facts, notice_days_today
from tenants.agreements.queries.quoting import newest_charge, quote_for
from tenants.agreements.queries.wanted import Wanted, difference, price_after
from tenants.agreements.rules import RUNS, Quote, end_if_cancelled
from tenants.kernel.db import db
from tenants.kernel.refusals import NotFound
from tenants.plans.rules import VARIANTS, Price
from tenants.workspaces.queries import get_workspace


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a change comes to: the price of a period from then on, and what it costs at once; None where it can't."""

    wanted: Wanted
    price: Price
    now: Quote | None
    renews_on: date


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice before a renewal: of which agreement, and how many days before."""

    agreement: AgreementFacts
    renews_on: date
    days_before: int


def find_agreement(workspace_id: UUID) -> AgreementFacts | None:
    """Return the agreement in force in a workspace, or None."""
    row = _in_force(workspace_id)
    return agreement_facts(row) if row else None


def plan_today(workspace_id: UUID) -> str | None:
    """Return the variant in force in a workspace, or None where its agreement is over.

    Books in which no agreement was ever proposed are a firm's own; they have everything, as its staff do.
    """
    row = _in_force(workspace_id)
    if row is not None:
        return row.variant
    ever = db.session.scalar(select(Agreement.id).where(Agreement.workspace_id == workspace_id).limit(1))
    return VARIANTS[-1] if ever is None else None


def end_if_cancelled_today(workspace_id: UUID, *, on: date) -> date | None:
    """Return the first day without, if the agreement in force were cancelled on a day; None where there is none."""
    row = _in_force(workspace_id)
    if row is None or row.anchored_on is None:
        return None
    counted, months = row.months_counted, row.months
    return end_if_cancelled(row.anchored_on, counted, months, notice_days=notice_days_today(row), on=on)


def prospect_of(workspace_id: UUID, wanted: Wanted, *, on: date) -> Prospect | None:
    """Return what a change of the agreement in force would come to on a day; None where none is in force.

    Raises:
        UnknownPlan: the variant or the period isn't offered.
    """
    row = _in_force(workspace_id)
    if row is None or row.renews_on is None:
        return None
    different = difference(row, wanted)
    paid = newest_charge(row, on)
    quote = quote_for(row, different, paid, on=on) if paid and (different.costs or different.payer) else None
    price = price_after(row, different, get_workspace(workspace_id).country)
    return Prospect(different, price, quote, row.renews_on)


def get_notice(workspace_id: UUID, notice_id: UUID) -> NoticeFacts:
    """Return a notice.

    Raises:
        NotFound: there is no such one.
    """
    found = db.session.execute(
        select(AgreementNotice, Agreement)
        .join(
            Agreement,
            (Agreement.workspace_id == AgreementNotice.workspace_id) & (Agreement.id == AgreementNotice.agreement_id),
        )
        .where(AgreementNotice.workspace_id == workspace_id, AgreementNotice.id == notice_id)
    ).one_or_none()
    if found is None:
        raise NotFound(notice_id)
    notice, agreement = found
    return NoticeFacts(agreement_facts(agreement), notice.renews_on, notice.days_before)


def _in_force(workspace_id: UUID) -> Agreement | None:
    query = select(Agreement).where(Agreement.workspace_id == workspace_id, Agreement.state.in_(RUNS))
    return db.session.scalars(query).one_or_none()
