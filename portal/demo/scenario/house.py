"""The accounting firm: Tilitoimisto Mäntykaari Oy, with its owner and an accountant."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import uuid4

import pyotp
from flask import current_app

from portal.demo.keys import Keys
from portal.demo.scenario.stage import acting
from portal.edge.transaction import reading, transaction
from tenants.access.queries import actor_of
from tenants.firms.actions import NewFirm, found_firm, take_on
from tenants.firms.details import FirmDetails, change_details
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.scope import Scope
from tenants.secrets.sealing import Seal
from tenants.terms.ours import publish_ours
from tenants.users.actions import STEP_SECONDS, NewUser, add_user, set_password, set_totp
from tenants.users.queries import find_person_by_email, get_person

FIRM: Final = NewFirm("FI", "9120453-4", "Tilitoimisto Mäntykaari Oy", "info@mantykaari.example")
DETAILS: Final = FirmDetails(email=FIRM.email, street="Mäntykaari 2", postal_code="33100", city="Tampere")
OWNER: Final = NewUser("maria@mantykaari.example", "Maria Mäntykaari", "fi")
ACCOUNTANT: Final = NewUser("eero@mantykaari.example", "Eero Havula", "en")
STAFF: Final = (OWNER, ACCOUNTANT)
SINCE: Final = timedelta(days=400)  # how long the terms have been in force: some clients accepted them long ago


@dataclass(frozen=True, slots=True)
class House:
    """The firm and its two people."""

    firm_id: FirmId
    owner: UserId
    accountant: UserId


def find_or_found(keys: Keys) -> House:
    """Return the firm, founded with its people, their passwords and second factors if it wasn't there."""
    with transaction(scope=Scope()) as now:
        publish_ours(now - SINCE)
    firm_id, owner = found(FIRM, OWNER, keys)
    accountant = _member(ACCOUNTANT, keys)
    with acting(owner, firm=firm_id) as (actor, now):
        change_details(actor, firm_id, DETAILS, now=now)
    if _firm_of(accountant) is None:
        with acting(owner, firm=firm_id) as (actor, now):
            take_on(actor, firm_id, accountant, "accountant", now=now)
    return House(firm_id, owner, accountant)


def found(new: NewFirm, owner: NewUser, keys: Keys) -> tuple[FirmId, UserId]:
    """Return a firm with its owner, founded now if it wasn't there."""
    owner_id = _member(owner, keys)
    firm_id = _firm_of(owner_id)
    if firm_id is None:
        firm_id = FirmId(uuid4())
        with transaction(scope=Scope(firms=(firm_id,), firm=firm_id)) as now:
            found_firm(firm_id, new, owner=owner_id, now=now)
    return firm_id, owner_id


def _member(new: NewUser, keys: Keys) -> UserId:
    """Return a user of the staff; the code of the step before sets the second factor up, so that today's is unused."""
    seal: Seal = current_app.extensions["samla_seal"]
    secret = keys.second_factors[new.email]
    with transaction(scope=Scope()) as now:
        person = find_person_by_email(new.email)
        if person is not None:
            return person.id
        user_id = add_user(new, now=now)
        set_password(user_id, keys.password)
        code = pyotp.TOTP(secret).at(int(now.timestamp()) - STEP_SECONDS)
        set_totp(user_id, secret, code, seal=seal, now=now)
    return user_id


def _firm_of(user_id: UserId) -> FirmId | None:
    with reading(Scope()):
        return next(iter(actor_of(get_person(user_id)).firms), None)
