"""Putting a company on a firm's register."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select

from tenants.clients.contacts import Contact, contact_problems
from tenants.clients.models import Client
from tenants.companies.actions import ensure_company
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.country import COUNTRIES, Country
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields, Problem, Refusal
from tenants.registries.business_ids import parse_business_id


class ClientKnown(Conflict):
    """This company is on your register already."""


@dataclass(frozen=True, slots=True)
class NewClient:
    """A company to be put on the register, with its contact."""

    country: str
    business_id: str
    name: str
    contact_name: str
    contact_email: str
    contact_phone: str
    language: str


def problems_of(new: NewClient) -> list[Problem]:
    """Return what has to be changed before a client can be written, each at its field."""
    found = [
        Problem(field, msg("Fill this in.")) for field in ("business_id", "name") if not getattr(new, field).strip()
    ]
    if new.country not in COUNTRIES:
        found.append(Problem("country", msg("Choose a country.")))
    elif new.business_id.strip():
        try:
            parse_business_id(new.country, new.business_id)
        except Refusal as refusal:
            found.append(Problem("business_id", refusal.message))
    contact = Contact(new.contact_name, new.contact_email, new.contact_phone, new.language)
    return found + contact_problems(contact)


def add_client(actor: Actor, firm_id: FirmId, new: NewClient, *, now: datetime) -> ClientId:
    """Put a company on the firm's register.

    Raises:
        InvalidFields: something has to be changed; each problem names its field.
        ClientKnown: it is there already.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    if problems := problems_of(new):
        raise InvalidFields(problems)
    company_id = ensure_company(cast("Country", new.country), new.business_id, new.name, now=now)
    known = select(Client.id).where(Client.firm_id == firm_id, Client.company_id == company_id)
    if db.session.scalar(known) is not None:
        raise ClientKnown(company_id)
    client = Client(
        firm_id=firm_id,
        company_id=company_id,
        contact_name=new.contact_name.strip(),
        contact_email=new.contact_email.strip().lower(),
        contact_phone=new.contact_phone.strip(),
        language=new.language,
        created_at=now,
    )
    db.session.add(client)
    db.session.flush()
    enter_in_firm(actor, "client_added", About("client", client.id, after={"name": new.name}), in_=firm_id, now=now)
    return ClientId(client.id)
