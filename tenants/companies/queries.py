"""Reading companies."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast
from uuid import UUID

from sqlalchemy import text

from tenants.companies.models import Company
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import AgreementId, CompanyId, WorkspaceId
from tenants.kernel.refusals import NotFound

Badge = Literal["new", "known", "subscribed"]
BADGE = text("select badge, variant, renewal_month from company_badge(:country, :business_id)")
PLACE = text("select workspace_id, has_admin, agreement_id from place_to_ask(:company)")


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

    badge: Badge
    variant: str | None = None
    renewal_month: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceToAsk:
    """Where a request to a company belongs: its books, whether anybody there can answer, the agreement in force."""

    workspace_id: WorkspaceId
    has_admin: bool
    agreement_id: AgreementId | None


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
    """Return what may be told about a company by its canonical business id: never firm, payer or users.

    A company that only stands on registers, or whose people never came, is new: that a firm asks it isn't told.
    """
    row = db.session.execute(BADGE, {"country": country, "business_id": business_id}).one_or_none()
    if row is None:
        return Standing("new")
    return Standing(cast("Badge", row.badge), row.variant, row.renewal_month)


def place_to_ask(company_id: CompanyId) -> PlaceToAsk | None:
    """Return where a request to a company belongs, or None where it has no books yet.

    Only for the firm that acts, and only for a company on its own register; what comes back goes into the request,
    never onto a screen.
    """
    row = db.session.execute(PLACE, {"company": company_id}).one_or_none()
    if row is None:
        return None
    agreement_id = AgreementId(row.agreement_id) if row.agreement_id else None
    return PlaceToAsk(WorkspaceId(row.workspace_id), row.has_admin, agreement_id)
