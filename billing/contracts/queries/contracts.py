"""Reading the contracts of a workspace."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from billing.contracts.models import Contract
from billing.contracts.rules.facts import ContractFacts, PriceChange
from billing.contracts.rules.schedule import Rhythm
from billing.customers.models import Customer
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, StreamId, WorkspaceId
from tenants.kernel.refusals import NotFound

SORTS = {
    "number": Contract.number,
    "name": Contract.name,
    "starts_on": Contract.starts_on,
    "billed_until": Contract.billed_until,
}


class NoSuchContract(NotFound):
    """There is no such contract here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractQuery:
    """What a reader asked the list of contracts for; `search` is in a number, a name or the customer's; `on` is today.

    `standing` is coming, active, paused or ended.
    """

    on: date
    search: str = ""
    standing: str = ""
    sort: str = "number"
    descending: bool = False
    offset: int = 0
    limit: int = 50


def get_contract(workspace_id: WorkspaceId, contract_id: UUID, *, lock: bool = False) -> ContractFacts:
    """Return a contract; with `lock`, nobody else changes it until the transaction ends.

    Raises:
        NoSuchContract: the workspace has none by that id.
    """
    query = select(Contract).where(Contract.workspace_id == workspace_id, Contract.id == contract_id)
    query = query.execution_options(populate_existing=True)
    row = db.session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NoSuchContract(contract_id)
    return facts_of(row)


def contract_rows(workspace_id: WorkspaceId, query: ContractQuery) -> tuple[ContractFacts, ...]:
    """Return one page of a workspace's contracts in the order asked for."""
    order = SORTS.get(query.sort, Contract.number)
    page = _matching(select(Contract), workspace_id, query)
    ordered = page.order_by(order.desc().nulls_last() if query.descending else order.asc().nulls_first(), Contract.id)
    return tuple(map(facts_of, db.session.scalars(ordered.offset(query.offset).limit(query.limit))))


def contract_count(workspace_id: WorkspaceId, query: ContractQuery) -> int:
    """Return how many contracts a query finds, all pages together."""
    counted = select(func.count()).select_from(Contract)
    return db.session.scalar(_matching(counted, workspace_id, query)) or 0


def running_contracts(workspace_id: WorkspaceId, *, lock: bool = False) -> tuple[ContractFacts, ...]:
    """Return the contracts that may still bill something, by number."""
    left = or_(Contract.ends_on.is_(None), Contract.billed_until.is_(None), Contract.billed_until < Contract.ends_on)
    query = select(Contract).where(Contract.workspace_id == workspace_id, left).order_by(Contract.number)
    query = query.execution_options(populate_existing=True)
    return tuple(map(facts_of, db.session.scalars(query.with_for_update() if lock else query)))


def numbers_taken(workspace_id: WorkspaceId, numbers: Collection[str]) -> frozenset[str]:
    """Return which of some contract numbers are taken."""
    query = select(Contract.number).where(Contract.workspace_id == workspace_id, Contract.number.in_(list(numbers)))
    return frozenset(db.session.scalars(query)) if numbers else frozenset()


def facts_of(row: Any) -> ContractFacts:
    """Return a row as a value."""
    return ContractFacts(
        id=row.id,
        number=row.number,
        name=row.name,
        customer_id=CustomerId(row.customer_id),
        stream_id=StreamId(row.stream_id),
        rhythm=rhythm_of(row),
        lines=tuple(row.lines),
        changes=tuple(changes_of(row.changes)),
        order_reference=row.order_reference or "",
        billed_until=row.billed_until,
    )


def facts_of_values(values: Mapping[str, Any], contract_id: UUID) -> ContractFacts:
    """Return a contract that is judged but not written, as if it were."""
    return facts_of(SimpleNamespace(id=contract_id, **values))


def rhythm_of(row: Any) -> Rhythm:
    """Return how often a row bills."""
    return Rhythm(
        months=row.months,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        by_calendar=row.by_calendar,
        in_advance=row.in_advance,
        paused_from=row.paused_from,
        paused_until=row.paused_until,
    )


def changes_of(kept: Iterable[dict[str, Any]]) -> Iterable[PriceChange]:
    """Return price changes as their column keeps them."""
    for each in kept:
        yield PriceChange(
            date.fromisoformat(each["from_on"]),
            Decimal(each.get("percent", 0)),
            each.get("reason", ""),
            int(each["line"]) if "line" in each else None,
            Decimal(each["price"]) if "price" in each else None,
        )


def _matching(statement: Select[Any], workspace_id: WorkspaceId, query: ContractQuery) -> Select[Any]:
    wanted: list[ColumnElement[bool]] = [Contract.workspace_id == workspace_id]
    if query.standing:
        wanted.append(_stands(query.standing, query.on))
    if search := query.search.strip().lower():
        named = select(Customer.id).where(
            Customer.workspace_id == workspace_id,
            or_(func.strpos(func.lower(Customer.name), search) > 0, Customer.number == search),
        )
        in_name = func.strpos(func.lower(Contract.name), search) > 0
        in_number = func.strpos(func.lower(Contract.number), search) > 0
        wanted.append(or_(in_name, in_number, Contract.customer_id.in_(named)))
    return statement.where(*wanted)


def _stands(standing: str, on: date) -> ColumnElement[bool]:
    ended = and_(Contract.ends_on.is_not(None), Contract.ends_on < on)
    paused = and_(
        Contract.paused_from.is_not(None),
        Contract.paused_from <= on,
        or_(Contract.paused_until.is_(None), Contract.paused_until >= on),
    )
    coming = Contract.starts_on > on
    return {
        "ended": ended,
        "paused": and_(~ended, paused),
        "coming": and_(~ended, ~paused, coming),
        "active": and_(~ended, ~paused, ~coming),
    }[standing]
