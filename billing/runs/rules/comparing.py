"""How a run would differ from the last one of its stream, customer by customer: new, missing, or changed by much."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tenants.kernel.ids import CustomerId

Kind = Literal["changed", "missing", "new"]
ORDER: tuple[Kind, ...] = ("changed", "missing", "new")
# From a quarter on a difference is told: less is an index, a month's length, an hour more.
SHARE = Decimal("0.25")
NIL = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSum:
    """What one customer is billed in one currency, without VAT; credit notes are taken off."""

    customer_id: CustomerId
    number: str
    name: str
    currency: str
    net: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A customer whose sum differs: what it was in the last run and what it would be; nil where there is none."""

    kind: Kind
    number: str
    name: str
    currency: str
    before: Decimal
    now: Decimal


def compared(
    now: Iterable[CustomerSum], before: Iterable[CustomerSum], *, share: Decimal = SHARE
) -> tuple[Difference, ...]:
    """Return what differs by at least a share of what it was: the changed, the missing, the new, the largest first.

    >>> one = CustomerSum(customer_id=None, number="1", name="Savi", currency="EUR", net=Decimal(100))
    >>> [found.kind for found in compared([one], [])]
    ['new']
    """
    new, old = _by_customer(now), _by_customer(before)
    found = [_difference(new.get(key), old.get(key), share) for key in {**old, **new}]
    told = [one for one in found if one is not None]
    return tuple(sorted(told, key=lambda one: (ORDER.index(one.kind), -abs(one.now - one.before), one.number)))


def _by_customer(sums: Iterable[CustomerSum]) -> dict[tuple[CustomerId, str], CustomerSum]:
    found: dict[tuple[CustomerId, str], CustomerSum] = {}
    for one in sums:
        key = one.customer_id, one.currency
        known = found.get(key)
        found[key] = _plus(known, one.net) if known else one
    return found


def _plus(one: CustomerSum, net: Decimal) -> CustomerSum:
    return CustomerSum(
        customer_id=one.customer_id, number=one.number, name=one.name, currency=one.currency, net=one.net + net
    )


def _difference(now: CustomerSum | None, before: CustomerSum | None, share: Decimal) -> Difference | None:
    one = now or before
    if one is None:
        return None
    was, will = before.net if before else NIL, now.net if now else NIL
    kind: Kind = "changed" if now and before else "new" if now else "missing"
    if kind == "changed" and (was == will or abs(will - was) < share * abs(was)):
        return None
    return Difference(kind=kind, number=one.number, name=one.name, currency=one.currency, before=was, now=will)
