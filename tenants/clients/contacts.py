"""Whom a firm talks to at a client: what such a contact must be, and changing it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from tenants.clients.models import Client
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
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    if problems := contact_problems(contact):
        raise InvalidFields(problems)
    client = db.session.get(Client, (firm_id, client_id), with_for_update=True)
    if client is None:
        raise NotFound(client_id)
    before = Contact(client.contact_name, client.contact_email, client.contact_phone, client.language)
    after = Contact(contact.name.strip(), contact.email.strip().lower(), contact.phone.strip(), contact.language)
    if after == before:
        return
    client.contact_name, client.contact_email = after.name, after.email
    client.contact_phone, client.language = after.phone, after.language
    about = About("client", client.id, before=asdict(before), after=asdict(after))
    enter_in_firm(actor, "contact_changed", about, in_=firm_id, now=now)


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
