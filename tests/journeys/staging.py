"""Who takes part in a journey before it begins: a firm with its owner and an accountant. All else is done on screen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from factories.business_ids import y_tunnus
from flask import Flask

from portal.edge.transaction import transaction
from tenants.access.queries import actor_of
from tenants.firms.actions import NewFirm, found_firm, take_on
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.language import Language
from tenants.kernel.scope import Scope
from tenants.users.actions import NewUser, add_user, set_password
from tenants.users.queries import get_person

PASSWORD = "seven quiet herons wade"


@dataclass(frozen=True, slots=True)
class Stage:
    """A firm, and the addresses of its people; the client's admin is only a name so far."""

    language: Language
    firm_id: FirmId
    firm: str
    owner: str
    accountant: str
    accountant_name: str
    client: str
    client_id: str
    admin: str


def set_stage(app: Flask, language: Language, *, name: str = "Kuusi") -> Stage:
    """Found a firm of its own for the journey in a language."""
    with app.app_context():
        firm, place = f"Tilitoimisto {name} {language.upper()} Oy", f"{language}.{name.lower()}.example"
        owner, accountant = f"olga@{place}", f"anna@{place}"
        firm_id = FirmId(uuid4())
        with transaction(scope=Scope(firms=(firm_id,), firm=firm_id)) as now:
            owner_id = _person(owner, "Olga Omistaja", language, now)
            accountant_id = _person(accountant, "Anna Laskuttaja", language, now)
            new = NewFirm("FI", y_tunnus(), firm, f"info@{place}")
            found_firm(firm_id, new, owner=owner_id, now=now)
        with transaction(scope=Scope()):
            actor = actor_of(get_person(owner_id))
        with transaction(scope=actor.scope(firm=firm_id)) as now:
            take_on(actor, firm_id, accountant_id, "accountant", now=now)
    return Stage(
        language=language,
        firm_id=firm_id,
        firm=firm,
        owner=owner,
        accountant=accountant,
        accountant_name="Anna Laskuttaja",
        client=f"Kuusi Keramiikka {language.upper()} Oy",
        client_id=y_tunnus(),
        admin=f"bo.{language}@keramiikka.example",
    )


def _person(email: str, name: str, language: Language, now: datetime) -> UserId:
    person = add_user(NewUser(email, name, language), now=now)
    set_password(person, PASSWORD)
    return person
