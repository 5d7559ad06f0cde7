"""Contracts for tests."""

from uuid import UUID

from factories.cast import House, Member

from billing.contracts.actions.cards import add_contract
from billing.contracts.rules.card import ContractInput

LINE = {"text": "Rent", "quantity": "1", "unit_price": "300", "vat_rate": "25,5"}


def contract_input(
    lines: tuple[dict[str, str], ...] = (LINE,), changes: tuple[dict[str, str], ...] = (), **fields: str
) -> ContractInput:
    """Return a monthly contract by the calendar from 15 November 2026 on, with changes."""
    usual = {
        "number": "S-1",
        "customer_number": "10001",
        "name": "Rent of a kiln",
        "months": "1",
        "starts_on": "2026-11-15",
    }
    return ContractInput(fields={**usual, **fields}, lines=lines, changes=changes)


def new_contract(member: Member, house: House, typed: ContractInput | None = None) -> UUID:
    """Have a member write a contract."""
    with member.acting(in_=house.workspace_id) as (actor, now):
        return add_contract(actor, house.workspace_id, typed or contract_input(), now=now)
