"""The page of a person's sign-in and security."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from portal.auth import cookie
from portal.web._design import Action
from tenants.factors.queries import PasskeyRow, codes_left, passkey_rows
from tenants.identities.queries import LinkedRow, find_provider, linked_rows
from tenants.kernel.actor import Actor
from tenants.kernel.language import msg
from tenants.sessions.queries import SessionRow, session_rows
from tenants.users.actions import LastFactor
from tenants.users.queries import Person


@dataclass(frozen=True, slots=True)
class PasskeyEntry:
    """A passkey with what may be done with it."""

    row: PasskeyRow
    rename_url: str
    remove: Action


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A session with the way to end it."""

    row: SessionRow
    end: Action | None


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """A firm's own sign-in, linked or to be linked."""

    issuer: str
    linked: LinkedRow | None
    change: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """How a person signs in, and where they are signed in now."""

    person: Person
    passkeys: tuple[PasskeyEntry, ...]
    app: Action
    codes_left: int
    new_codes: Action
    sessions: tuple[SessionEntry, ...]
    end_others: Action | None
    services: tuple[ServiceEntry, ...]


def account_page(person: Person, actor: Actor, *, now: datetime) -> AccountPage:
    """Return a person's own page; the scope must name them."""
    sessions = session_rows(person.id, cookie.token() or "", now=now)
    return AccountPage(
        person=person,
        passkeys=tuple(_passkey(row, person, actor) for row in passkey_rows(person.id)),
        app=_app(person, actor),
        codes_left=codes_left(person.id),
        new_codes=Action(
            label=msg("Make ten new codes"),
            url=url_for("account.new_codes"),
            confirm=msg("The codes you have now stop working."),
            refusal=""
            if person.has_second_factor
            else msg("Recovery codes stand in for a second factor; add one first."),
        ),
        sessions=tuple(_session(row) for row in sessions),
        end_others=Action(label=msg("Sign out everywhere else"), url=url_for("account.end_others"), weight="danger")
        if len(sessions) > 1
        else None,
        services=tuple(_services(person, actor)),
    )


def _services(person: Person, actor: Actor) -> Iterator[ServiceEntry]:
    linked = {row.firm_id: row for row in linked_rows(person.id)}
    for facts in (found for firm_id in actor.firms if (found := find_provider(firm_id))):
        row = linked.get(facts.firm_id)
        row = row if row and row.issuer == facts.issuer else None
        label, endpoint = (msg("Unlink"), "sign_in.unlink") if row else (msg("Link my account"), "sign_in.link")
        yield ServiceEntry(facts.issuer, row, Action(label=label, url=url_for(endpoint, at=facts.firm_id)))


def _passkey(row: PasskeyRow, person: Person, actor: Actor) -> PasskeyEntry:
    is_last = person.passkeys == 1 and not person.has_totp and actor.needs_second_factor
    remove = Action(
        label=msg("Remove"),
        url=url_for("account.remove_passkey", passkey_id=row.id),
        confirm=msg("This passkey no longer lets you in."),
        refusal=LastFactor().message if is_last else "",
    )
    return PasskeyEntry(row, url_for("account.rename_passkey", passkey_id=row.id), remove)


def _app(person: Person, actor: Actor) -> Action:
    if not person.has_totp:
        return Action(label=msg("Set an app up"), url=url_for("account.set_up_app"), method="get")
    is_last = person.passkeys == 0 and actor.needs_second_factor
    return Action(
        label=msg("Remove"),
        url=url_for("account.remove_app"),
        confirm=msg("The app's codes no longer let you in."),
        refusal=LastFactor().message if is_last else "",
    )


def _session(row: SessionRow) -> SessionEntry:
    end = Action(label=msg("Sign out there"), url=url_for("account.end_session", session_id=row.id))
    return SessionEntry(row, None if row.is_this else end)
