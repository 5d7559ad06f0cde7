"""Whom a firm talks to at a client: what such a contact must be, changing the main one, and keeping further ones."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.clients.models import Client, ClientContact
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import LANGUAGES, msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem

LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3: a path of 256 with its brackets


@dataclass(frozen=True, slots=True)
class Contact:
    """The person at a client who is written to, and who becomes its first admin."""

    name: str
    email: str
    phone: str
    language: str

    @property
    def tidy(self) -> "Contact":
        """Return the contact as it is kept: no blanks around anything, the address in small letters."""
        return Contact(self.name.strip(), self.email.strip().lower(), self.phone.strip(), self.language)


def contact_problems(contact: Contact) -> list[Problem]:
    """Return what has to be changed before a contact can be written to, each at its field."""
    missing = msg("Fill this in.")
    fields = {"contact_name": contact.name, "contact_email": contact.email}
    found = [Problem(field, missing) for field, value in fields.items() if not value.strip()]
    if contact.email.strip() and not looks_like_address(contact.email):
        found.append(Problem("contact_email", msg("This isn't an e-mail address.")))
    if contact.language not in LANGUAGES:
        found.append(Problem("language", msg("Choose a language.")))
    return found


def change_contact(actor: Actor, firm_id: FirmId, client_id: ClientId, contact: Contact, *, now: datetime) -> None:
    """Write whom to talk to at a client.

    Raises:
        InvalidFields: something has to be changed; each problem names its field.
        NotFound: the client isn't on this firm's register.
    """
    client = _client(actor, firm_id, client_id)
    if problems := contact_problems(contact):
        raise InvalidFields(problems)
    before, after = _main(client), contact.tidy
    if after == before:
        return
    _make_main(client, after)
    about = About("client", client.id, before=asdict(before), after=asdict(after))
    enter_in_firm(actor, "contact_changed", about, in_=firm_id, now=now)


def add_contact(actor: Actor, firm_id: FirmId, client_id: ClientId, contact: Contact, *, now: datetime) -> UUID:
    """Write a further person at a client, and return its id.

    Raises:
        InvalidFields: something has to be changed, or the address is there already; each problem names its field.
        NotFound: the client isn't on this firm's register.
    """
    client = _client(actor, firm_id, client_id)
    problems, kept = contact_problems(contact), contact.tidy
    if kept.email == client.contact_email or _by_address(client, kept.email) is not None:
        problems.append(Problem("contact_email", msg("This address is among the contacts already.")))
    if problems:
        raise InvalidFields(problems)
    row = ClientContact(firm_id=firm_id, client_id=client_id, created_at=now, **asdict(kept))
    db.session.add(row)
    db.session.flush()
    enter_in_firm(actor, "contact_added", About("client", client.id, after=asdict(kept)), in_=firm_id, now=now)
    return row.id


def remove_contact(actor: Actor, firm_id: FirmId, client_id: ClientId, contact_id: UUID, *, now: datetime) -> None:
    """Take a further person off a client's contacts.

    Raises:
        NotFound: there is none such.
    """
    client = _client(actor, firm_id, client_id)
    row = _contact(client, contact_id)
    about = About("client", client.id, before={"name": row.name, "email": row.email})
    db.session.delete(row)
    enter_in_firm(actor, "contact_removed", about, in_=firm_id, now=now)


def prefer_contact(actor: Actor, firm_id: FirmId, client_id: ClientId, contact_id: UUID, *, now: datetime) -> None:
    """Make a further person the main contact; who was it before becomes a further one.

    Raises:
        NotFound: there is none such.
    """
    client = _client(actor, firm_id, client_id)
    row = _contact(client, contact_id)
    before, after = _main(client), Contact(row.name, row.email, row.phone, row.language)
    _make_main(client, after)
    row.name, row.email, row.phone, row.language = before.name, before.email, before.phone, before.language
    about = About("client", client.id, before=asdict(before), after=asdict(after))
    enter_in_firm(actor, "contact_changed", about, in_=firm_id, now=now)


def _client(actor: Actor, firm_id: FirmId, client_id: ClientId) -> Client:
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    client = db.session.get(Client, (firm_id, client_id), with_for_update=True)
    if client is None:
        raise NotFound(client_id)
    return client


def _contact(client: Client, contact_id: UUID) -> ClientContact:
    row = db.session.get(ClientContact, (client.firm_id, contact_id))
    if row is None or row.client_id != client.id:
        raise NotFound(contact_id)
    return row


def _by_address(client: Client, email: str) -> UUID | None:
    mine = (ClientContact.firm_id == client.firm_id, ClientContact.client_id == client.id)
    return db.session.scalar(select(ClientContact.id).where(*mine, ClientContact.email == email))


def _main(client: Client) -> Contact:
    return Contact(client.contact_name, client.contact_email, client.contact_phone, client.language)


def _make_main(client: Client, contact: Contact) -> None:
    client.contact_name, client.contact_email = contact.name, contact.email
    client.contact_phone, client.language = contact.phone, contact.language


def looks_like_address(text: str) -> bool:
    """Say whether a text has the shape of one e-mail address; whether anybody reads it only a mail can tell.

    >>> looks_like_address("maija@kuusi.example"), looks_like_address("maija@kuusi")
    (True, False)
    """
    address = text.strip()
    local, at, domain = address.rpartition("@")
    shaped = bool(at and local and "." in domain.strip(".")) and not domain.startswith(".")
    plain = address.isprintable() and not set(address) & set(' ,;<>"()[]\\')
    return shaped and plain and "@" not in local and len(address) <= LONGEST_ADDRESS
