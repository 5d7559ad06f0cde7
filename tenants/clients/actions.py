"""Putting a company on a firm's register, and saying who of the staff answers for it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select

from tenants.clients.contacts import Contact, contact_problems
from tenants.clients.looking_up import TooManyLookUps, keep_badge, look_company_up
from tenants.clients.models import Client
from tenants.companies.actions import ensure_company
from tenants.firms.queries import staff_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.country import COUNTRIES, Country
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, Invalid, InvalidFields, NotFound, Problem, Refusal
from tenants.registries.business_ids import parse_business_id

VAT_STATUSES = ("registered", "not_registered", "unknown")


class ClientKnown(Conflict):
    """This company is on your register already."""


class NotOfTheStaff(Invalid):
    """Choose one of the firm's staff."""


@dataclass(frozen=True, slots=True)
class NewClient:
    """A company to be put on the register, with its contact and where it is."""

    country: str
    business_id: str
    name: str
    contact_name: str
    contact_email: str
    contact_phone: str
    language: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    vat_status: str = "unknown"


def problems_of(new: NewClient) -> list[Problem]:
    """Return what has to be changed before a client can be written, each at its field."""
    found = [
        Problem(field, msg("Fill this in.")) for field in ("business_id", "name") if not getattr(new, field).strip()
    ]
    found += id_problems(new.country, new.business_id)
    if new.vat_status not in VAT_STATUSES:
        found.append(Problem("vat_status", msg("Choose one.")))
    contact = Contact(new.contact_name, new.contact_email, new.contact_phone, new.language)
    return found + contact_problems(contact)


def id_problems(country: str, business_id: str) -> list[Problem]:
    """Return what is wrong with a country and a business id; an empty id is asked for elsewhere."""
    known = next((code for code in COUNTRIES if code == country), None)
    if known is None:
        return [Problem("country", msg("Choose a country."))]
    try:
        if business_id.strip():
            parse_business_id(known, business_id)
    except Refusal as refusal:
        return [Problem("business_id", refusal.message)]
    return []


def add_client(actor: Actor, firm_id: FirmId, new: NewClient, *, now: datetime, look_up: bool = True) -> ClientId:
    """Put a company on the firm's register, with the badge that a look-up tells.

    Without `look_up`, as from a list, or where too many were looked up, the badge is told later.

    Raises:
        InvalidFields: something has to be changed; each problem names its field.
        ClientKnown: it is there already.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    if problems := problems_of(new):
        raise InvalidFields(problems)
    country = cast("Country", new.country)
    company_id = ensure_company(country, new.business_id, new.name, now=now)
    known = select(Client.id).where(Client.firm_id == firm_id, Client.company_id == company_id)
    if db.session.scalar(known) is not None:
        raise ClientKnown(company_id)
    client = _client(firm_id, company_id, new, now)
    if look_up:
        with suppress(TooManyLookUps):
            keep_badge(client, look_company_up(actor, firm_id, country, new.business_id, now=now), now=now)
    db.session.add(client)
    db.session.flush()
    enter_in_firm(actor, "client_added", About("client", client.id, after={"name": new.name}), in_=firm_id, now=now)
    return ClientId(client.id)


def _client(firm_id: FirmId, company_id: UUID, new: NewClient, now: datetime) -> Client:
    return Client(
        firm_id=firm_id,
        company_id=company_id,
        contact_name=new.contact_name.strip(),
        contact_email=new.contact_email.strip().lower(),
        contact_phone=new.contact_phone.strip(),
        language=new.language,
        street=new.street.strip(),
        postal_code=new.postal_code.strip(),
        city=new.city.strip(),
        vat_status=new.vat_status,
        created_at=now,
    )


def assign_responsible(
    actor: Actor, firm_id: FirmId, client_id: ClientId, user_id: UUID | None, *, now: datetime
) -> None:
    """Say who of the staff answers for a client, or nobody; who works in its books is the engagement's team.

    Raises:
        NotFound: the client isn't on this firm's register.
        NotOfTheStaff: the person isn't one of the firm's staff.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    client = db.session.get(Client, (firm_id, client_id), with_for_update=True)
    if client is None:
        raise NotFound(client_id)
    names = {UUID(str(row.user_id)): row.name for row in staff_rows(firm_id)}
    if user_id is not None and user_id not in names:
        raise NotOfTheStaff(user_id)
    if client.responsible_id == user_id:
        return
    before = {"name": names.get(client.responsible_id, "")} if client.responsible_id else None
    client.responsible_id = user_id
    after = {"name": names[user_id]} if user_id else None
    enter_in_firm(actor, "responsible_changed", About("client", client.id, before, after), in_=firm_id, now=now)
