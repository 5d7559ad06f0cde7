"""Reading firms and their staff."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import select

from tenants.companies.models import Company
from tenants.firms.models import Firm, FirmMembership
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import CompanyId, FirmId, UserId
from tenants.kernel.refusals import NotFound
from tenants.users.models import User
from tenants.users.queries import Person, get_person

DETAILS = (
    "email", "street", "postal_code", "city", "vat_id", "einvoice_scheme", "einvoice_address", "einvoice_operator"
)  # fmt: skip
HAS_MORE = User.totp_secret.is_not(None) | (User.passkeys > 0)


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """A firm as its staff and its clients know it."""

    id: FirmId
    name: str
    country: Country
    email: str


@dataclass(frozen=True, slots=True)
class FirmCompany:
    """A firm as a company that can be billed; street, postal code and town are empty until somebody fills them in."""

    company_id: CompanyId
    country: Country
    business_id: str
    name: str
    email: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    vat_id: str | None = None
    einvoice_scheme: str | None = None
    einvoice_address: str | None = None
    einvoice_operator: str | None = None

    @property
    def can_be_billed(self) -> bool:
        """Return whether an invoice could be made out to it: with a full postal address (EN 16931, BG-8)."""
        return bool(self.street and self.postal_code and self.city)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One of a firm's staff."""

    user_id: UserId
    name: str
    email: str
    role: str
    has_second_factor: bool


def get_firm(firm_id: UUID) -> FirmFacts:
    """Return a firm that is in scope.

    Raises:
        NotFound: there is none, or it isn't in scope.
    """
    row = db.session.execute(
        select(Firm.id, Company.name, Company.country, Firm.email)
        .join(Company, Company.id == Firm.company_id)
        .where(Firm.id == firm_id)
    ).one_or_none()
    if row is None:
        raise NotFound(firm_id)
    return FirmFacts(FirmId(row.id), row.name, cast("Country", row.country), row.email)


def get_firm_company(firm_id: UUID) -> FirmCompany:
    """Return the company that a firm in scope is.

    Raises:
        NotFound: there is none, or it isn't in scope.
    """
    row = db.session.execute(
        select(Company.id, Company.country, Company.business_id, Company.name, Firm)
        .join(Firm, Firm.company_id == Company.id)
        .where(Firm.id == firm_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound(firm_id)
    told = {name: getattr(row.Firm, name) for name in DETAILS}
    return FirmCompany(CompanyId(row.id), cast("Country", row.country), row.business_id, row.name, **told)


def deciding_staff(firm_id: UUID) -> list[Person]:
    """Return who decides in a firm, as mails reach them: its owners and managers."""
    rows = db.session.scalars(
        select(User)
        .join(FirmMembership, FirmMembership.user_id == User.id)
        .where(
            FirmMembership.firm_id == firm_id,
            FirmMembership.role.in_(("owner", "manager")),
            FirmMembership.ended_at.is_(None),
        )
        .order_by(User.name, User.id)
    )
    return [get_person(row.id) for row in rows]


def staff_rows(firm_id: FirmId) -> list[StaffRow]:
    """Return a firm's staff by name."""
    rows = db.session.execute(
        select(User.id, User.name, User.email, FirmMembership.role, HAS_MORE.label("more"))
        .join(User, User.id == FirmMembership.user_id)
        .where(FirmMembership.firm_id == firm_id, FirmMembership.ended_at.is_(None))
        .order_by(User.name)
    )
    return [StaffRow(UserId(row.id), row.name, row.email, row.role, row.more) for row in rows]
