"""What a change would cost from a day on, shown before anybody confirms it."""

from datetime import date

from sqlalchemy import select

from tenants.agreements.models import Agreement, AgreementPeriod
from tenants.agreements.queries.wanted import Wanted, price_after
from tenants.agreements.rules import Charged, Period, Quote, period_before, quote_of_new_period, quote_of_rest
from tenants.kernel.db import db
from tenants.kernel.money import from_minor
from tenants.workspaces.queries import get_workspace


def newest_charge(agreement: Agreement, on: date) -> AgreementPeriod | None:
    """Return what was charged last for a day of an agreement, and isn't credited; None where nothing was."""
    mine = (AgreementPeriod.workspace_id == agreement.workspace_id, AgreementPeriod.agreement_id == agreement.id)
    covers = (AgreementPeriod.first_on <= on, AgreementPeriod.last_on >= on, AgreementPeriod.kind != "credit")
    credited = select(AgreementPeriod.credits_id).where(
        *mine, AgreementPeriod.kind == "credit", AgreementPeriod.first_on <= on
    )
    newest = select(AgreementPeriod).where(*mine, *covers, AgreementPeriod.id.not_in(credited))
    return db.session.scalars(newest.order_by(AgreementPeriod.written_at.desc()).limit(1)).one_or_none()


def quote_for(agreement: Agreement, wanted: Wanted, paid: AgreementPeriod, *, on: date) -> Quote:
    """Return what a change costs from a day on, given what was paid last.

    Raises:
        UnknownPlan: the variant or the period isn't offered.
    """
    price = price_after(agreement, wanted, get_workspace(agreement.workspace_id).country)
    charged = Charged(Period(paid.first_on, paid.last_on), from_minor(paid.amount_minor, paid.currency))
    if wanted.months is not None:
        return quote_of_new_period(charged, wanted.months, price.amount, price.currency, on=on)
    assert agreement.anchored_on is not None  # noqa: S101  whoever was charged has begun
    whole = period_before(agreement.anchored_on, agreement.months_counted, agreement.months)
    return quote_of_rest(charged, whole, price.amount, price.currency, on=on)
