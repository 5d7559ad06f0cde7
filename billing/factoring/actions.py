"""Saving a factoring agreement."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, text, update

from billing.customers.queries import customers_by_id, customers_by_number
from billing.factoring.models import FactoredCustomer, FactoredStream, FactoringAgreement
from billing.factoring.queries import OF_ROW, agreement_rows, get_agreement
from billing.factoring.rules import Agreement, AgreementInput, read_agreement
from billing.seller.rules.fields import Fields
from billing.streams.queries import stream_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, FactoringId, StreamId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.workspaces.queries import get_workspace

# Not the agreements' rows: of the first two agreements neither would find one to wait for.
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('factoring of ' || :workspace, 0))")

__all__ = ["AgreementInput", "save_agreement"]


def save_agreement(
    actor: Actor,
    workspace_id: WorkspaceId,
    typed: AgreementInput,
    agreement_id: FactoringId | None = None,
    *,
    now: datetime,
) -> FactoringId:
    """Save an agreement, a new one where no id is given; invoices that were issued stay as they are.

    Saved as it was, nothing is written. The journal says of each value, stream and customer what was changed.

    Raises:
        NoSuchAgreement: there is none by that id.
        InvalidFields: something has to be changed, each at its field; also a stream or customer of another agreement.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    _one_at_a_time(workspace_id)
    before = get_agreement(workspace_id, agreement_id) if agreement_id else None
    others = [one for one in agreement_rows(workspace_id) if one.id != agreement_id]
    found = Fields()
    values = read_agreement(found, typed, get_workspace(workspace_id).country)
    if any(one.name.casefold() == values["name"].casefold() for one in others):
        found.blame("name", msg("There is an agreement with that name already."))
    customers = _customers(found, workspace_id, typed, others)
    streams = {stream.id: stream.name for stream in stream_rows(workspace_id)}
    _judge_streams(found, streams, typed, others)
    found.refuse()
    saved = FactoringId(agreement_id or uuid4())
    then = _told(_values(before) if before else None, before.streams if before else frozenset(), streams)
    told = _differing(then, _told(values, typed.streams, streams))
    moved = _moved(workspace_id, before.customers if before else frozenset(), customers)
    if not (told.before or told.after or moved):
        return saved
    _write(workspace_id, saved, values, is_new=before is None, now=now)
    _link(workspace_id, saved, typed, customers)
    about = About("factoring_agreement", saved, before=told.before, after={**told.after, **moved})
    enter(actor, "factoring_changed" if before else "factoring_agreed", about, in_=workspace_id, now=now)
    return saved


def _one_at_a_time(workspace_id: WorkspaceId) -> None:
    """Two who give the same stream to different finance companies must not both find it free."""
    db.session.execute(ONE_AT_A_TIME, {"workspace": str(workspace_id)})


def _customers(
    found: Fields, workspace_id: WorkspaceId, typed: AgreementInput, others: Iterable[Agreement]
) -> frozenset[CustomerId]:
    known = customers_by_number(workspace_id, set(typed.customer_numbers)) if typed.customer_numbers else {}
    taken = {customer for one in others for customer in one.customers}
    for number in typed.customer_numbers:
        if number not in known:
            found.blame("customers", msg("There is no customer with the number %(number)s.", number=number))
        elif known[number].id in taken:
            sentence = msg("Customer %(number)s belongs to another factoring agreement.", number=number)
            found.blame("customers", sentence)
    return frozenset(customer.id for customer in known.values())


def _judge_streams(
    found: Fields, streams: Mapping[StreamId, str], typed: AgreementInput, others: Iterable[Agreement]
) -> None:
    taken = {stream for one in others for stream in one.streams}
    for stream in typed.streams:
        if stream not in streams:
            found.blame("streams", msg("There is no such stream."))
        elif stream in taken:
            sentence = msg("The stream %(name)s belongs to another factoring agreement.", name=streams[stream])
            found.blame("streams", sentence)


def _write(
    workspace_id: WorkspaceId, agreement_id: FactoringId, values: dict[str, Any], *, is_new: bool, now: datetime
) -> None:
    if is_new:
        db.session.add(FactoringAgreement(workspace_id=workspace_id, id=agreement_id, **values, changed_at=now))
        db.session.flush()
        return
    here = (FactoringAgreement.workspace_id == workspace_id, FactoringAgreement.id == agreement_id)
    db.session.execute(update(FactoringAgreement).where(*here).values(**values, changed_at=now))


def _link(
    workspace_id: WorkspaceId, agreement_id: FactoringId, typed: AgreementInput, customers: frozenset[CustomerId]
) -> None:
    for table in (FactoredStream, FactoredCustomer):
        db.session.execute(delete(table).where(table.workspace_id == workspace_id, table.agreement_id == agreement_id))
    ids = {"workspace_id": workspace_id, "agreement_id": agreement_id}
    db.session.add_all(FactoredStream(**ids, stream_id=stream) for stream in typed.streams)
    db.session.add_all(FactoredCustomer(**ids, customer_id=customer) for customer in customers)
    db.session.flush()


@dataclass(frozen=True, slots=True)
class _Differing:
    """What an agreement said where it says something else now, and what it says there."""

    before: dict[str, Any]
    after: dict[str, Any]


def _values(agreement: Agreement) -> dict[str, Any]:
    names = (*OF_ROW, "clauses", "active")
    return {name: getattr(agreement, name) for name in names}


def _told(
    values: Mapping[str, Any] | None, streams: Collection[StreamId], names: Mapping[StreamId, str]
) -> dict[str, Any]:
    """Return an agreement as the journal tells it, each word of transfer by its language; nothing where it has none."""
    if values is None:
        return {}
    clauses = {f"clause_{language}": text for language, text in values["clauses"].items()}
    told = ", ".join(sorted(names.get(stream, str(stream)) for stream in streams))
    return {**values, **clauses, "clauses": None, "streams_transferred": told}


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> _Differing:
    names = [name for name in {**then, **now} if (then.get(name) or None) != (now.get(name) or None)]
    return _Differing({name: then.get(name) for name in names if then}, {name: now.get(name) for name in names})


def _moved(workspace_id: WorkspaceId, then: frozenset[CustomerId], now: frozenset[CustomerId]) -> dict[str, str]:
    """Return the numbers of the customers that came under an agreement, and of those that left it."""
    changed = then ^ now
    cards = customers_by_id(workspace_id, changed) if changed else {}
    numbers = {
        "customers_transferred": sorted(card.number for card in cards.values() if card.id in now),
        "customers_released": sorted(card.number for card in cards.values() if card.id in then),
    }
    return {name: ", ".join(each) for name, each in numbers.items() if each}
