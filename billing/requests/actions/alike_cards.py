"""Rows of a file that would be a second card of a customer, found in as many questions for many as for one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from billing.customers.queries import customers_known_by, staying
from billing.customers.rules.alike import Sign, are_of_two, signs_of
from billing.customers.rules.facts import CustomerFacts
from tenants.kernel.country import Country
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.sorting import sort_key

Held = dict[Sign, list[tuple[Mapping[str, Any], CustomerFacts | int]]]


def alike_cards(
    workspace_id: WorkspaceId,
    new: Mapping[int, Mapping[str, Any]],
    changed: Mapping[CustomerFacts, Mapping[str, Any]],
    country: Country,
) -> dict[int, CustomerFacts | int]:
    """Return by its line what a new row looks like: a card that is there, or an earlier row of the file by its line.

    `new` and `changed` are cards as the file has them; `country` is the seller's. A card that rests leads to the one
    that it was merged into.
    """
    held: Held = defaultdict(list)
    for row, customer in (*_there(workspace_id, new, country), *((row, card) for card, row in changed.items())):
        for sign in _signs(row, country):
            held[sign].append((row, customer))
    found = {}
    for line, row in new.items():
        signs = _signs(row, country)
        alike = [one for sign in sorted(signs) for other, one in held[sign] if not are_of_two(row, other)]
        if alike:
            found[line] = alike[0]
        for sign in signs:
            held[sign].append((row, line))
    return found


def _there(
    workspace_id: WorkspaceId, new: Mapping[int, Mapping[str, Any]], country: Country
) -> Iterator[tuple[Mapping[str, Any], CustomerFacts]]:
    known = customers_known_by(
        workspace_id,
        ids={row[name] for row in new.values() for name in ("business_id", "vat_id") if row[name]},
        addresses={row["einvoice_address"] for row in new.values() if row["einvoice_address"]},
        sort_keys={sort_key(row["name"], country) for row in new.values()},
    )
    stays = staying(workspace_id, known)
    return ((asdict(card), stays[card.id]) for card in known)


def _signs(row: Mapping[str, Any], country: Country) -> frozenset[Sign]:
    return signs_of(row, sort_key(row["name"], country))
