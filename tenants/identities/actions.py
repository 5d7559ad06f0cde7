"""Naming a firm's provider, and linking people to it."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from tenants.identities.models import Identity, Provider
from tenants.identities.queries import person_known_as
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields, NotFound, Problem
from tenants.secrets.sealing import Seal

LONGEST = 255
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


class LinkedElsewhere(Conflict):
    """This sign-in belongs to somebody else here already."""


class NotOurDomain(Conflict):
    """Your e-mail address isn't of a domain that your firm lets sign in this way."""


@dataclass(frozen=True, slots=True)
class ProviderInput:
    """A provider as an owner names it; an empty secret keeps the one that is known."""

    issuer: str
    client_id: str
    secret: str
    domains: tuple[str, ...]
    passwords_stay: bool


def save_provider(actor: Actor, firm_id: FirmId, given: ProviderInput, *, seal: Seal, now: datetime) -> None:
    """Name the provider by which a firm's staff sign in; another issuer unlinks nobody, but lets none of them in.

    Raises:
        InvalidFields: the issuer is no address, a domain is no domain, or something is missing.
    """
    actor.must_in_firm(FirmPermission.SET_SIGN_IN, in_=firm_id)
    known = db.session.scalar(select(Provider).where(Provider.firm_id == firm_id).with_for_update())
    if problems := _problems(given, has_secret=known is not None):
        raise InvalidFields(problems)
    provider = known or Provider(firm_id=firm_id, sealed_secret=b"")
    before = (
        {"issuer": known.issuer, "domains": known.domains, "passwords_stay": known.passwords_stay} if known else None
    )
    provider.issuer, provider.client_id = given.issuer, given.client_id
    provider.domains, provider.passwords_stay = " ".join(given.domains), given.passwords_stay
    provider.changed_at = now
    if given.secret:
        provider.sealed_secret = seal.close(given.secret.encode(), belongs_to=secret_place(firm_id))
    db.session.add(provider)
    db.session.flush()
    after = {"issuer": given.issuer, "domains": provider.domains, "passwords_stay": given.passwords_stay}
    about = About("provider", provider.id, before=before, after=after)
    enter_in_firm(actor, "sign_in_set", about, in_=firm_id, now=now)


def remove_provider(actor: Actor, firm_id: FirmId, *, now: datetime) -> None:
    """Forget a firm's provider; its people sign in by what else they have.

    Raises:
        NotFound: there is none.
    """
    actor.must_in_firm(FirmPermission.SET_SIGN_IN, in_=firm_id)
    gone = db.session.execute(delete(Provider).where(Provider.firm_id == firm_id).returning(Provider.id)).scalar()
    if gone is None:
        raise NotFound(firm_id)
    enter_in_firm(actor, "sign_in_removed", About("provider", gone), in_=firm_id, now=now)


def link_identity(user_id: UserId, firm_id: FirmId, issuer: str, subject: str, *, now: datetime) -> None:
    """Let a person, who is signed in, sign in as a provider's subject from now on; one for each firm.

    Raises:
        LinkedElsewhere: the subject is somebody else here.
    """
    known = person_known_as(firm_id, issuer, subject)
    if known not in {None, user_id}:
        raise LinkedElsewhere
    row = {"user_id": user_id, "firm_id": firm_id, "issuer": issuer, "subject": subject, "linked_at": now}
    changed = {"issuer": issuer, "subject": subject, "linked_at": now, "used_at": None}
    db.session.execute(insert(Identity).values(**row).on_conflict_do_update("pk_identity", set_=changed))


def unlink_identity(user_id: UserId, firm_id: FirmId) -> None:
    """Forget by which subject of a firm's provider a person signs in.

    Raises:
        NotFound: they aren't linked.
    """
    its = (Identity.user_id == user_id, Identity.firm_id == firm_id)
    if db.session.execute(delete(Identity).where(*its).returning(Identity.user_id)).scalar() is None:
        raise NotFound(firm_id)


def record_use(user_id: UserId, firm_id: FirmId, *, now: datetime) -> None:
    """Write that a person signed in by a firm's provider."""
    its = (Identity.user_id == user_id, Identity.firm_id == firm_id)
    db.session.execute(update(Identity).where(*its).values(used_at=now))


def check_domain(domains: tuple[str, ...], *addresses: str) -> None:
    """Refuse addresses of other domains than a firm's; where it named none, any will do.

    Raises:
        NotOurDomain: one of them is.
    """
    if domains and not all(address.lower().rpartition("@")[2] in domains for address in addresses if address):
        raise NotOurDomain


def secret_place(firm_id: FirmId) -> str:
    """Return the place that a firm's client secret is sealed for."""
    return f"firm:{firm_id}:provider"


def _problems(given: ProviderInput, *, has_secret: bool) -> list[Problem]:
    parts = urlsplit(given.issuer)
    is_address = parts.scheme in {"https", "http"} and parts.hostname and not (parts.query or parts.fragment)
    problems = []
    if not is_address or len(given.issuer) > LONGEST or not given.issuer.isprintable():
        problems.append(Problem("issuer", msg("Write the address of the service, beginning with https://.")))
    if not given.client_id or len(given.client_id) > LONGEST:
        problems.append(Problem("client_id", msg("Fill this in.")))
    if len(given.secret) > 2 * LONGEST or not (given.secret or has_secret):
        problems.append(Problem("secret", msg("Fill this in.")))
    if any(not DOMAIN.fullmatch(domain) for domain in given.domains):
        problems.append(Problem("domains", msg("Write domains such as kuusi.example, with spaces between.")))
    return problems
