"""Which cards may be of one customer: the question that merging asks of two cards, asked before there are two."""

from collections.abc import Mapping
from typing import Any

Sign = tuple[str, ...]


def signs_of(card: Mapping[str, Any], name_key: str) -> frozenset[Sign]:
    """Return what a card may share with another of its customer; `name_key` is its name as it is ordered.

    An id, or the address of its e-invoices; else name and postal code, of a person the street too, since
    many share a name.

    >>> person = {"kind": "consumer", "postal_code": "10 600", "street": "Hamngatan  1"}
    >>> sorted(signs_of(person, "aalto aino"))
    [('place', 'aalto aino', '10600', 'hamngatan 1')]
    >>> sorted(signs_of({"kind": "business", "business_id": "26222229", "postal_code": ""}, "tuohi oy"))
    [('business_id', '26222229')]
    """
    ids = ("business_id", "vat_id", "einvoice_address")
    signs = {(name, str(card[name])) for name in ids if card.get(name)}
    if not card["postal_code"]:
        return frozenset(signs)
    street = " ".join(card["street"].split()).casefold() if card["kind"] == "consumer" else ""
    return frozenset({*signs, ("place", name_key, card["postal_code"].replace(" ", ""), street)})


def are_of_two(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two cards can't be merged whatever they share: of two companies, countries or kinds.

    >>> here = {"kind": "business", "country": "FI", "business_id": "26222229"}
    >>> are_of_two(here, {**here, "business_id": None}), are_of_two(here, {**here, "business_id": "26222301"})
    (False, True)
    """
    ids = (one["business_id"], other["business_id"])
    return one["kind"] != other["kind"] or one["country"] != other["country"] or (all(ids) and ids[0] != ids[1])
