"""Reading a firm's provider, and whom it vouches for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text

from tenants.identities.models import Identity, Provider
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.refusals import NotFound

BY_DOMAIN = text("select firm_id from provider_for(:domain) order by firm_id")
BY_SUBJECT = text("select user_id from identity_of(:firm, :issuer, :subject)")
CLOSED = text("select passwords_closed(:person)")


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """Where a firm's staff sign in; the secret stays sealed."""

    id: UUID
    firm_id: FirmId
    issuer: str
    client_id: str
    sealed_secret: bytes
    domains: tuple[str, ...]
    passwords_stay: bool


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """A provider that a person may sign in by."""

    firm_id: FirmId
    issuer: str
    linked_at: datetime


def find_provider(firm_id: UUID) -> ProviderFacts | None:
    """Return a firm's provider, where the firm is in scope and has one."""
    row = db.session.scalar(select(Provider).where(Provider.firm_id == firm_id))
    if row is None:
        return None
    domains = tuple(row.domains.split())
    return ProviderFacts(
        row.id, FirmId(row.firm_id), row.issuer, row.client_id, row.sealed_secret, domains, row.passwords_stay
    )


def get_provider(firm_id: UUID) -> ProviderFacts:
    """Return a firm's provider.

    Raises:
        NotFound: the firm has none, or isn't in scope.
    """
    found = find_provider(firm_id)
    if found is None:
        raise NotFound(firm_id)
    return found


def firm_signing_in_at(email: str) -> FirmId | None:
    """Return the one firm whose people with such an address sign in by its provider, before anybody is known."""
    firms = db.session.scalars(BY_DOMAIN, {"domain": email.strip().lower().rpartition("@")[2]}).all()
    return FirmId(firms[0]) if len(firms) == 1 else None


def person_known_as(firm_id: FirmId, issuer: str, subject: str) -> UserId | None:
    """Return whom a firm's provider vouches for, by issuer and subject and nothing else."""
    found = db.session.scalar(BY_SUBJECT, {"firm": firm_id, "issuer": issuer, "subject": subject})
    return UserId(found) if found else None


def signs_in_by_provider_only(user_id: UserId) -> bool:
    """Say whether a person's firm has closed every way but its provider's, and they are linked to it.

    A firm's owners keep theirs, so that a provider that breaks locks nobody out for good.
    """
    return bool(db.session.scalar(CLOSED, {"person": user_id}))


def linked_rows(user_id: UserId) -> list[LinkedRow]:
    """Return the providers that a person is linked to; the scope must name them."""
    rows = db.session.scalars(select(Identity).where(Identity.user_id == user_id).order_by(Identity.linked_at))
    return [LinkedRow(FirmId(row.firm_id), row.issuer, row.linked_at) for row in rows]
