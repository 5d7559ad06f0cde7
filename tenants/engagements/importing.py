"""A list of clients put on the register at once: all of it, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_

from tenants.clients.actions import NewClient, add_client, assign_responsible, problems_of
from tenants.clients.models import Client
from tenants.companies.models import Company
from tenants.engagements.actions import add_engagement
from tenants.firms.queries import staff_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.country import COUNTRIES
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict, Refusal
from tenants.registries.business_ids import parse_business_id


class ListHasErrors(Conflict):
    """Some rows of the list have to be corrected. Nothing was added."""


@dataclass(frozen=True, slots=True)
class ListedClient:
    """One row of the list: its line in the file, the client, who answers for it, and its first engagement."""

    line: int
    client: NewClient
    responsible_email: str = ""
    engagement: str = ""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row with what is wrong in it, or that the client is on the register already and the row is passed over."""

    row: ListedClient
    problems: tuple[tuple[str, Message], ...] = ()
    is_known: bool = False

    @property
    def is_new(self) -> bool:
        """Return whether the row adds a client."""
        return not self.problems and not self.is_known


def judged(firm_id: FirmId, rows: Sequence[ListedClient]) -> list[JudgedRow]:
    """Return each row of a list with what would come of it; nothing is written."""
    staff = _staff(firm_id)
    known = _known(firm_id, rows)
    lines: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        problems = [(problem.field, problem.message) for problem in problems_of(row.client)]
        if row.responsible_email and row.responsible_email.strip().lower() not in staff:
            problems.append(("responsible_email", msg("Nobody of the firm's staff has this address.")))
        key = _key(row)
        if key in lines:
            problems.append(("business_id", msg("Line %(line)s has this business id already.", line=lines[key])))
        elif key is not None:
            lines[key] = row.line
        found.append(JudgedRow(row, tuple(problems), is_known=not problems and key in known))
    return found


def import_clients(actor: Actor, firm_id: FirmId, rows: Sequence[ListedClient], *, now: datetime) -> int:
    """Put a list of clients on the register and return how many were new; those that are there are passed over.

    Raises:
        ListHasErrors: a row has to be corrected; nothing is written.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    found = judged(firm_id, rows)
    if any(row.problems for row in found):
        raise ListHasErrors
    staff = _staff(firm_id)
    new = [row.row for row in found if row.is_new]
    for row in new:
        _add(actor, firm_id, row, staff, now)
    return len(new)


def _add(actor: Actor, firm_id: FirmId, row: ListedClient, staff: Mapping[str, UserId], now: datetime) -> None:
    client_id = add_client(actor, firm_id, row.client, now=now, look_up=False)
    responsible = staff.get(row.responsible_email.strip().lower())
    if responsible is not None:
        assign_responsible(actor, firm_id, client_id, responsible, now=now)
    if row.engagement.strip():
        does_it = responsible or actor.user_id
        team = [does_it] if does_it is not None else []
        add_engagement(actor, firm_id, client_id, row.engagement, team, now=now)


def _staff(firm_id: FirmId) -> dict[str, UserId]:
    return {row.email: row.user_id for row in staff_rows(firm_id)}


def _key(row: ListedClient) -> tuple[str, str] | None:
    """Return country and canonical business id; None where they aren't right, which is told elsewhere."""
    country = next((code for code in COUNTRIES if code == row.client.country), None)
    if country is None:
        return None
    try:
        return country, parse_business_id(country, row.client.business_id)
    except Refusal:
        return None


def _known(firm_id: FirmId, rows: Sequence[ListedClient]) -> set[tuple[str, str]]:
    keys: list[tuple[str, str]] = [key for key in map(_key, rows) if key is not None]
    if not keys:
        return set()
    ids: dict[UUID, tuple[str, str]] = {}
    companies = select(Company.id, Company.country, Company.business_id)
    for row in db.session.execute(companies.where(tuple_(Company.country, Company.business_id).in_(keys))):
        ids[row.id] = (row.country, row.business_id)
    mine = select(Client.company_id).where(Client.firm_id == firm_id, Client.company_id.in_(ids))
    return {ids[company_id] for company_id in db.session.scalars(mine)}
