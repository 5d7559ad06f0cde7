"""Finding the customers of imported requests, and writing a card for those whom the file names and nobody knows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from billing.customers.actions import column_values, take_numbers, write_customers
from billing.customers.queries import customers_by_number, customers_known_by, next_number, staying
from billing.customers.rules.card import number_problem, read_card
from billing.customers.rules.facts import CustomerFacts
from billing.requests.rules.draft import Draft
from billing.requests.rules.matching import Clues, Directory, clues_of
from billing.requests.rules.own_seller import seller_problem
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.actor import Actor
from tenants.kernel.country import Country
from tenants.kernel.ids import CustomerId, WorkspaceId
from tenants.kernel.journal import About, enter


def customers_for(
    actor: Actor, seller: SellerFacts, drafts: Sequence[Draft], *, now: datetime
) -> tuple[list[CustomerFacts | None], int]:
    """Return the customer of each draft, None where the file doesn't name an unknown one, and how many are new.

    A new card may have gaps; they are the request's problems until somebody fills them.
    """
    workspace_id = seller.workspace_id
    take_numbers(workspace_id)
    directory = _directory(workspace_id, clues_of(drafts, seller.country), seller.country)
    news = _NewCards(seller, directory, now)
    found = [directory.find(draft) or news.card_for(draft) for draft in drafts]
    write_customers(workspace_id, news.rows)
    if news.rows:
        after = {"count": len(news.rows), "numbers": ", ".join(row["number"] for row in news.rows)[:1000]}
        enter(actor, "customers_added", About("customer", after=after), in_=workspace_id, now=now)
    return found, len(news.rows)


def _directory(workspace_id: WorkspaceId, clues: Clues, country: Country) -> Directory:
    directory = Directory(country)
    if clues.numbers:
        for number, customer in customers_by_number(workspace_id, clues.numbers).items():
            directory.by_number[number] = customer
            directory.add(customer)
    if clues.sort_keys:
        known = customers_known_by(workspace_id, ids=clues.ids, addresses=clues.addresses, sort_keys=clues.sort_keys)
        stays = staying(workspace_id, known)
        for customer in sorted(known, key=lambda each: each.merged_into_id is not None):
            directory.add(stays[customer.id], known_as=customer)
    return directory


class _NewCards:
    """The cards that an import adds; each is in the directory at once, so that the next request finds it."""

    def __init__(self, seller: SellerFacts, directory: Directory, now: datetime) -> None:
        self.seller, self.directory, self.now = seller, directory, now
        self.rows: list[dict[str, Any]] = []
        self.next_number: int | None = None

    def card_for(self, draft: Draft) -> CustomerFacts | None:
        """Return a new card for a draft's buyer, or None where there isn't enough for one.

        Neither a request that is called off nor one of another seller brings a customer.
        """
        if draft.buyer is None or draft.cancelled or seller_problem(draft.content.seller, self.seller):
            return None
        if draft.customer_number and number_problem(draft.customer_number):
            return None
        number = draft.customer_number or self._take_number()
        row = column_values(read_card(draft.buyer), number, self.directory.country, now=self.now)
        self.rows.append(row)
        customer = _facts(row)
        self.directory.add(customer)
        return customer

    def _take_number(self) -> str:
        if self.next_number is None:
            self.next_number = next_number(self.seller.workspace_id)
        taken = self.next_number
        self.next_number += 1
        return str(taken)


def _facts(row: dict[str, Any]) -> CustomerFacts:
    left_out = {"sort_key", "created_at", "changed_at"}
    values = {name: value for name, value in row.items() if name not in left_out}
    return CustomerFacts(**{**values, "id": CustomerId(row["id"])})
