"""Reading companies."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast
from uuid import UUID

from sqlalchemy import text

from tenants.companies.models import Company
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import CompanyId
from tenants.kernel.refusals import NotFound

STANDING = text("select company_id, workspace_id, variant, renews_on from company_standing(:country, :business_id)")


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """A company as others know it."""

    id: CompanyId
    country: Country
    business_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the wizard may tell of a company: new, known or subscribed, the variant, and the month of renewal."""

    badge: Literal["new", "known", "subscribed"]
    workspace_id: UUID | None = None
    variant: str | None = None
    renewal_month: date | None = None


def get_company(company_id: UUID) -> CompanyFacts:
    """Return a company.

    Raises:
        NotFound: there is none.
    """
    company = db.session.get(Company, company_id)
    if company is None:
        raise NotFound(company_id)
    return CompanyFacts(CompanyId(company.id), cast("Country", company.country), company.business_id, company.name)


def standing_of(country: Country, business_id: str) -> Standing:
    """Return what may be told about a company by its canonical business id: never firm, payer or users."""
    row = db.session.execute(STANDING, {"country": country, "business_id": business_id}).one_or_none()
    if row is None:
        return Standing("new")
    if row.variant is None:
        return Standing("known", row.workspace_id)
    return Standing("subscribed", row.workspace_id, row.variant, row.renews_on.replace(day=1))
