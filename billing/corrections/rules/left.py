"""How much of an invoice is left to be credited, after the credit notes that it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from billing.en16931.arithmetic import EXACT, Key, rounded, vat_key
from billing.en16931.model import Invoice, Item, Line, VatSubtotal
from billing.en16931.model.amounts import ZERO


@dataclass(frozen=True, slots=True)
class LineLeft:
    """A line of an invoice and how much of its net amount (BT-131) no credit note has credited yet."""

    line: Line
    net: Decimal


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of an invoice: by line, and by VAT category and rate with the VAT charged, in its currency.

    A rate's part may be less than its lines together, where allowances of the whole document lower it. `rounding` is
    what is left of what was added to be paid (BT-114); it goes with the last of the rest, as does `vat_stated`, what is
    left of the VAT in the accounting currency (BT-111).
    """

    lines: tuple[LineLeft, ...]
    groups: tuple[VatSubtotal, ...]
    rounding: Decimal = ZERO
    vat_stated: Decimal | None = None

    @property
    def net(self) -> Decimal:
        """Return what is left without VAT."""
        return sum((group.taxable for group in self.groups), ZERO)

    @property
    def vat(self) -> Decimal:
        """Return the VAT that is left."""
        return sum((group.tax for group in self.groups), ZERO)

    @property
    def gross(self) -> Decimal:
        """Return what is left with VAT."""
        return self.net + self.vat

    @property
    def is_nothing(self) -> bool:
        """Say whether the invoice has been credited in full."""
        return not any(group.taxable or group.tax for group in self.groups)


def left_of(original: Invoice, credits_: Sequence[Invoice]) -> Left:
    """Return what is left of an invoice after its credit notes, whoever wrote them.

    A credit note of ours has the lines that it credits: their ids (BT-126), what was sold, its VAT. Another program
    counts its lines anew; they count by their VAT category and rate alone, and in full, also where it corrects other
    invoices as well.
    """
    counted = [one for one in credits_ if one.currency == original.currency]
    rounding = original.totals.rounding - sum((one.totals.rounding for one in counted), ZERO)
    stated = _stated_left(original, counted)
    return Left(_lines_left(original, counted), _groups_left(original, counted), rounding, stated)


def share_of_stated(original: Invoice, vat: Decimal) -> Decimal | None:
    """Return VAT of an invoice in its accounting currency (BT-6), at the rate that its own was reckoned at (BT-111)."""
    whole, stated = original.totals.vat, original.totals.vat_in_vat_currency
    if stated is None or original.vat_currency is None:
        return None
    return rounded(EXACT.divide(EXACT.multiply(stated, vat), whole), original.vat_currency) if whole else stated


def _stated_left(original: Invoice, counted: Iterable[Invoice]) -> Decimal | None:
    stated = original.totals.vat_in_vat_currency
    if stated is None or original.vat_currency is None:
        return None
    return stated - sum((_stated(one, original) for one in counted), ZERO)


def _stated(credit: Invoice, original: Invoice) -> Decimal:
    """Return what a credit note takes of the VAT in the accounting currency; one that doesn't say so, by its share."""
    if credit.vat_currency == original.vat_currency and credit.totals.vat_in_vat_currency is not None:
        return credit.totals.vat_in_vat_currency
    return share_of_stated(original, credit.totals.vat) or ZERO


def _lines_left(original: Invoice, counted: Iterable[Invoice]) -> tuple[LineLeft, ...]:
    credited: dict[tuple[str, Item, Key], Decimal] = {}
    for line in (line for one in counted for line in one.lines):
        credited[_same(line)] = credited.get(_same(line), ZERO) + line.net
    found = []
    for line in original.lines:
        gone = _within(line.net, credited.get(_same(line), ZERO))
        credited[_same(line)] = credited.get(_same(line), ZERO) - gone
        found.append(LineLeft(line, line.net - gone))
    return tuple(found)


def _same(line: Line) -> tuple[str, Item, Key]:
    """Return by what a line of a credit note of ours is known as the one that it credits."""
    return line.id, line.item, vat_key(line.vat)


def _within(net: Decimal, credited: Decimal) -> Decimal:
    """Return how much of what was credited of a line is this line's: no more than it came to."""
    return max(net, min(credited, ZERO)) if net < ZERO else min(net, max(credited, ZERO))


def _groups_left(original: Invoice, counted: Iterable[Invoice]) -> tuple[VatSubtotal, ...]:
    credited: dict[Key, tuple[Decimal, Decimal]] = {}
    for entry in (entry for one in counted for entry in one.vat_breakdown):
        net, vat = credited.get(vat_key(entry.treatment), (ZERO, ZERO))
        credited[vat_key(entry.treatment)] = (net + entry.taxable, vat + entry.tax)
    return tuple(_group_left(entry, credited) for entry in original.vat_breakdown)


def _group_left(entry: VatSubtotal, credited: dict[Key, tuple[Decimal, Decimal]]) -> VatSubtotal:
    net, vat = credited.get(vat_key(entry.treatment), (ZERO, ZERO))
    return replace(entry, taxable=entry.taxable - net, tax=entry.tax - vat)
