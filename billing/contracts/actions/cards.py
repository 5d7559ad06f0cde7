"""Writing contracts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from billing.contracts.models import Contract
from billing.contracts.queries.contracts import NoSuchContract, numbers_taken
from billing.contracts.rules.card import ContractInput, ReadContract, read_contract
from billing.customers.queries import find_by_number
from billing.streams.queries import stream_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.plans.capabilities import Capability

PAUSE = ("paused_from", "paused_until")
# What the requests of a contract are recognised by, and what they have been made for, stay as they are.
FIXED_ONCE_BILLED = ("number", "months", "by_calendar", "in_advance", "starts_on")


@dataclass(frozen=True, slots=True)
class Judged:
    """A contract as it would be written, and everything that is wrong with it."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]


def judge_contract(workspace_id: WorkspaceId, typed: ContractInput, kept: Contract | None = None) -> Judged:
    """Return a contract as it would be written, new or in the place of a kept one."""
    read = read_contract(typed)
    problems = [*read.problems, *_number_problems(workspace_id, read, kept), *_billed_problems(read, kept)]
    customer = find_by_number(workspace_id, typed["customer_number"]) if typed["customer_number"] else None
    if customer is None:
        sentence = msg("There is no customer with the number %(number)s.", number=typed["customer_number"] or "–")
        problems.append(Problem("customer_number", sentence))
    # A contract stays in its stream while that is switched off, and bills again when it is switched on.
    own = kept.stream_id if kept is not None else None
    open_streams = [stream for stream in stream_rows(workspace_id) if stream.active or stream.id == own]
    asked = typed["stream"]
    stream = next((each for each in open_streams if asked in {each.code, str(each.id)}), None)
    stream = stream or (next(iter(open_streams), None) if not asked else None)
    if stream is None:
        problems.append(Problem("stream", msg("Choose a stream that is in use.")))
    values = {
        **read.values,
        "customer_id": customer.id if customer else None,
        "stream_id": stream.id if stream else None,
    }
    if kept is not None:
        values["billed_until"] = kept.billed_until
    return Judged(values, tuple(problems))


def add_contract(actor: Actor, workspace_id: WorkspaceId, typed: ContractInput, *, now: datetime) -> UUID:
    """Write a new contract.

    Raises:
        NotAllowedNow: the plan has no contracts.
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    actor.must_have(Capability.CONTRACTS, in_=workspace_id)
    judged = judge_contract(workspace_id, typed)
    if judged.problems:
        raise InvalidFields(judged.problems)
    (contract_id,) = write_contracts(actor, workspace_id, [judged.values], now=now)
    return contract_id


def change_contract(
    actor: Actor, workspace_id: WorkspaceId, contract_id: UUID, typed: ContractInput, *, now: datetime
) -> None:
    """Change a contract; what its requests were made by stays once there is one.

    Raises:
        NoSuchContract, NotAllowedNow.
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    actor.must_have(Capability.CONTRACTS, in_=workspace_id)
    row = kept_contract(workspace_id, contract_id, lock=True)
    judged = judge_contract(workspace_id, typed, row)
    if judged.problems:
        raise InvalidFields(judged.problems)
    changed = {name: value for name, value in judged.values.items() if getattr(row, name) != value}
    if not changed:
        return
    before = {name: _said(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.changed_at = now
    db.session.flush()
    about = About("contract", row.id, before=before, after={name: _said(value) for name, value in changed.items()})
    enter(actor, "contract_changed", about, in_=workspace_id, now=now)


def kept_contract(workspace_id: WorkspaceId, contract_id: UUID, *, lock: bool = False) -> Contract:
    """Return a contract's row.

    Raises:
        NoSuchContract: the workspace has none by that id.
    """
    query = select(Contract).where(Contract.workspace_id == workspace_id, Contract.id == contract_id)
    row = db.session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NoSuchContract(contract_id)
    return row


def write_contracts(
    actor: Actor, workspace_id: WorkspaceId, cards: list[dict[str, Any]], *, now: datetime
) -> list[UUID]:
    """Write new contracts that were judged, and return their ids."""
    shared = {"workspace_id": workspace_id, "created_at": now, "changed_at": now}
    rows: list[dict[str, Any]] = [{**shared, "id": uuid4(), **values} for values in cards]
    add_rows(Contract, rows)
    for row in rows:
        about = About("contract", row["id"], after={"number": row["number"], "name": row["name"]})
        enter(actor, "contract_added", about, in_=workspace_id, now=now)
    return [row["id"] for row in rows]


def _number_problems(workspace_id: WorkspaceId, read: ReadContract, kept: Contract | None) -> list[Problem]:
    number = read.values["number"]
    if (kept is not None and number == kept.number) or not numbers_taken(workspace_id, (number,)):
        return []
    return [Problem("number", msg("Another contract has the number %(number)s.", number=number))]


def _billed_problems(read: ReadContract, kept: Contract | None) -> list[Problem]:
    """Return what can't be changed any more, or would end before what has been billed."""
    if kept is None or kept.billed_until is None:
        return []
    fields = {"by_calendar": "periods", "in_advance": "billed"}
    stays = msg("The contract has been billed, so this stays as it is.")
    moved = [name for name in FIXED_ONCE_BILLED if read.values[name] != getattr(kept, name)]
    problems = [Problem(fields.get(name, name), stays) for name in moved]
    said = msg("It has been billed until %(day)s; credit what is too much.", day=kept.billed_until)
    ends = read.values["ends_on"]
    if ends is not None and ends < kept.billed_until:
        problems.append(Problem("ends_on", said))
    before = {name: getattr(kept, name) for name in PAUSE}
    if _paused_until(kept.billed_until, read.values) != _paused_until(kept.billed_until, before):
        problems.append(Problem("paused_from", said))
    return problems


def _paused_until(billed_until: date, values: Mapping[str, Any]) -> tuple[date, date] | None:
    """Return which days up to the last billed one are paused."""
    since, until = values["paused_from"], values["paused_until"]
    return None if since is None or since > billed_until else (since, min(until or billed_until, billed_until))


def _said(value: object) -> object:
    return value if isinstance(value, str | int | bool | list | None) else str(value)
