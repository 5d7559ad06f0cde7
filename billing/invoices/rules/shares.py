"""How much of a credit note is of each invoice that it names (BG-3), where it names several."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from billing.en16931.arithmetic import Key, vat_key
from billing.en16931.model import Invoice, VatSubtotal
from billing.en16931.model.amounts import ZERO


@dataclass(frozen=True, slots=True)
class _Taking:
    """What is taken of one invoice, and what is left of the credit note for the next."""

    taken: tuple[VatSubtotal, ...]
    rest: tuple[VatSubtotal, ...]


def shares_of(note: Invoice, originals: Sequence[Invoice]) -> tuple[Invoice, ...]:
    """Return what a credit note takes of each of the invoices that it names, in the order in which it names them.

    EN 16931 says which invoices a credit note is about, not how much it takes of each. So each is taken whole before
    the next, by VAT category and rate; the last has the rest, be it too much. It follows from what was issued alone,
    and comes to the credit note, to the cent. A share of several has no lines: they may be of any of the invoices.
    """
    if len(originals) == 1:
        return (note,)
    return tuple(_shares(note, originals))


def _shares(note: Invoice, originals: Sequence[Invoice]) -> Iterator[Invoice]:
    rest, rounding = note.vat_breakdown, note.totals.rounding
    for place, original in enumerate(originals, 1):
        is_last = place == len(originals)
        found = _Taking(rest, ()) if is_last else _taking(rest, original)
        is_whole = _amounts(found.taken) == _amounts(original.vat_breakdown)
        rounded = rounding if is_last else original.totals.rounding if is_whole else ZERO
        rest, rounding = found.rest, rounding - rounded
        yield _share(note, found.taken, rounded)


def _taking(rest: Iterable[VatSubtotal], original: Invoice) -> _Taking:
    sold = {vat_key(entry.treatment): entry for entry in original.vat_breakdown}
    pairs = [(entry, _taken(entry, sold.get(vat_key(entry.treatment)))) for entry in rest]
    left = (replace(one, taxable=one.taxable - taken.taxable, tax=one.tax - taken.tax) for one, taken in pairs)
    return _Taking(
        tuple(taken for _one, taken in pairs if taken.taxable or taken.tax),
        tuple(one for one in left if one.taxable or one.tax),
    )


def _taken(entry: VatSubtotal, sold: VatSubtotal | None) -> VatSubtotal:
    """Return how much of a part of a credit note is of an invoice that sold so much at that VAT rate."""
    if sold is None or entry.taxable * sold.taxable <= ZERO:
        return replace(entry, taxable=ZERO, tax=ZERO)
    if abs(entry.taxable) <= abs(sold.taxable):
        return entry
    return replace(entry, taxable=sold.taxable, tax=sold.tax)


def _amounts(groups: Iterable[VatSubtotal]) -> dict[Key, tuple[Decimal, Decimal]]:
    return {vat_key(one.treatment): (one.taxable, one.tax) for one in groups if one.taxable or one.tax}


def _share(note: Invoice, taken: tuple[VatSubtotal, ...], rounding: Decimal) -> Invoice:
    net, vat = sum((one.taxable for one in taken), ZERO), sum((one.tax for one in taken), ZERO)
    totals = replace(
        note.totals,
        net=net,
        vat=vat,
        vat_in_vat_currency=None,
        gross=net + vat,
        paid=ZERO,
        rounding=rounding,
        payable=net + vat + rounding,
    )
    return replace(note, lines=(), allowances=(), charges=(), vat_breakdown=taken, totals=totals)
