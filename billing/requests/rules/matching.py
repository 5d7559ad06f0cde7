"""Finding out which customer a request is for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from billing.customers.rules.card import read_card
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import CustomerFacts
from billing.requests.rules.draft import Draft
from tenants.kernel.country import Country
from tenants.kernel.sorting import sort_key

IDENTIFYING = frozenset({"business_id", "vat_id", "einvoice_address"})


@dataclass(frozen=True, slots=True)
class Clues:
    """What the buyers of a file may be known by; each part is looked up in one question for all of them."""

    numbers: frozenset[str]
    ids: frozenset[str]
    addresses: frozenset[str]
    sort_keys: frozenset[str]


def clues_of(drafts: Iterable[Draft], country: Country) -> Clues:
    """Return what the customers of drafts may be known by; a customer number is enough where there is one."""
    numbered, cards = set(), []
    for draft in drafts:
        if draft.customer_number:
            numbered.add(draft.customer_number)
        elif draft.buyer is not None:
            cards.append(known_by(draft.buyer))
    return Clues(
        frozenset(numbered),
        frozenset(card[name] for card in cards for name in ("business_id", "vat_id") if card[name]),
        frozenset(card["einvoice_address"] for card in cards if card["einvoice_address"]),
        frozenset(sort_key(card["name"], country) for card in cards),
    )


def known_by(buyer: CustomerInput) -> dict[str, Any]:
    """Return a buyer's card without the ids and addresses that are wrong: a mistyped one may be somebody else's."""
    card = read_card(buyer)
    wrong = {problem.field for problem in card.problems}
    return {name: None if name in wrong and name in IDENTIFYING else value for name, value in card.values.items()}


@dataclass(slots=True)
class Directory:
    """The customers that a file's buyers may be, by everything that tells one from another."""

    country: Country
    by_number: dict[str, CustomerFacts] = field(default_factory=dict)
    by_id: dict[str, CustomerFacts] = field(default_factory=dict)
    by_address: dict[str, CustomerFacts] = field(default_factory=dict)
    by_name: dict[tuple[str, str], CustomerFacts] = field(default_factory=dict)

    def add(self, customer: CustomerFacts, known_as: CustomerFacts | None = None) -> None:
        """Enter a customer; who was entered before stays where two share something.

        `known_as` is a card that was merged into the customer's: what it was found by leads there.
        """
        card = known_as or customer
        self.by_number.setdefault(card.number, customer)
        for id_ in filter(None, (card.business_id, card.vat_id)):
            self.by_id.setdefault(id_, customer)
        if card.einvoice_address:
            self.by_address.setdefault(card.einvoice_address, customer)
        self.by_name.setdefault(self._name_key(card.name, card.postal_code), customer)

    def find(self, draft: Draft) -> CustomerFacts | None:
        """Return the customer of a draft: by number; without one by business or VAT id, e-invoice address, or name.

        A name alone tells two consumers apart only with the postal code, and never stands against another business id.
        """
        if draft.customer_number:
            return self.by_number.get(draft.customer_number)
        return None if draft.buyer is None else self._known(draft.buyer)

    def _known(self, buyer: CustomerInput) -> CustomerFacts | None:
        card = known_by(buyer)
        found = self.by_id.get(card["business_id"] or "") or self.by_id.get(card["vat_id"] or "")
        found = found or self.by_address.get(card["einvoice_address"] or "")
        if found is None:
            named = self.by_name.get(self._name_key(card["name"], card["postal_code"]))
            other = named and named.business_id and card["business_id"] and named.business_id != card["business_id"]
            found = None if other else named
        return found

    def _name_key(self, name: str, postal_code: str) -> tuple[str, str]:
        return sort_key(name, self.country), postal_code
