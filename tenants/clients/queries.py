"""Reading a firm's register."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Row, Select, select

from tenants.clients.looking_up import kept_standing
from tenants.clients.models import Client, ClientContact
from tenants.companies.models import Company
from tenants.companies.queries import Standing
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, CompanyId, FirmId
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound
from tenants.registries.business_ids import format_business_id


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """A company on the register, with whom to talk to."""

    id: ClientId
    company_id: CompanyId
    country: Country
    business_id: str
    name: str
    contact_name: str
    contact_email: str
    contact_phone: str
    language: Language
    street: str = ""
    postal_code: str = ""
    city: str = ""
    vat_status: str = "unknown"
    responsible_id: UUID | None = None
    standing: Standing | None = None
    looked_up_at: datetime | None = None

    @property
    def registered_as(self) -> str:
        """Return country and business id as people write it: `FI 0112038-9`."""
        return f"{self.country} {format_business_id(self.country, self.business_id)}"


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A further person at a client."""

    id: UUID
    name: str
    email: str
    phone: str
    language: Language


def contact_rows(firm_id: FirmId, client_id: UUID) -> list[ContactRow]:
    """Return the further people at a client, by name."""
    mine = (ClientContact.firm_id == firm_id, ClientContact.client_id == client_id)
    rows = db.session.scalars(select(ClientContact).where(*mine).order_by(ClientContact.name))
    return [ContactRow(row.id, row.name, row.email, row.phone, cast("Language", row.language)) for row in rows]


def get_client(firm_id: FirmId, client_id: UUID) -> ClientFacts:
    """Return a client of a firm.

    Raises:
        NotFound: the firm has none such on its register.
    """
    row = db.session.execute(_clients_of(firm_id).where(Client.id == client_id)).one_or_none()
    if row is None:
        raise NotFound(client_id)
    return _facts(row)


def find_client(firm_id: FirmId, country: str, business_id: str) -> ClientFacts | None:
    """Return the client of a firm that has a canonical business id, or None."""
    same = (Company.country == country, Company.business_id == business_id)
    row = db.session.execute(_clients_of(firm_id).where(*same)).one_or_none()
    return _facts(row) if row else None


def _clients_of(firm_id: FirmId) -> Select[Client, Company]:
    query = select(Client, Company).join(Company, Company.id == Client.company_id)
    return query.where(Client.firm_id == firm_id)


def _facts(row: Row[Client, Company]) -> ClientFacts:
    client, company = row
    return ClientFacts(
        id=ClientId(client.id),
        company_id=CompanyId(company.id),
        country=cast("Country", company.country),
        business_id=company.business_id,
        name=company.name,
        contact_name=client.contact_name,
        contact_email=client.contact_email,
        contact_phone=client.contact_phone,
        language=cast("Language", client.language),
        street=client.street,
        postal_code=client.postal_code,
        city=client.city,
        vat_status=client.vat_status,
        responsible_id=client.responsible_id,
        standing=kept_standing(client),
        looked_up_at=client.looked_up_at,
    )
