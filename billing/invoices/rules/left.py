"""How much of an invoice is left to be credited, after the credit notes that it has."""

from collections.abc import Iterable, Iterator, Sequence
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
        """Say whether the invoice has been credited in full, what was rounded to be paid too."""
        return not self.rounding and not any(group.taxable or group.tax for group in self.groups)


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


def fits(note: Invoice, left: Left) -> bool:
    """Say whether a credit note takes no more of any VAT rate than is left of it, and not less than nothing."""
    return not any(exceeding(note, left))


def exceeding(note: Invoice, left: Left) -> Iterator[tuple[VatSubtotal, Decimal]]:
    """Yield the parts of a credit note that take more of their VAT rate than is left of it, each with what is left."""
    rest = {vat_key(group.treatment): group.taxable for group in left.groups}
    for entry in note.vat_breakdown:
        most = rest.get(vat_key(entry.treatment), ZERO)
        if not (ZERO <= entry.taxable <= most or most <= entry.taxable <= ZERO):
            yield entry, most


def within(note: Invoice, left: Left) -> Invoice:
    """Return a credit note that fits with the VAT that was charged: the last takes the rest of a rate, none takes more.

    The parts of an amount, each rounded, may come to a cent more or less VAT than the whole (BR-CO-17 allows for it).
    What was rounded to be paid (BT-114) goes with the note after which nothing is left.
    """
    rest = {vat_key(group.treatment): group for group in left.groups}
    breakdown = tuple(_charged(entry, rest.get(vat_key(entry.treatment), entry)) for entry in note.vat_breakdown)
    vat = sum((entry.tax for entry in breakdown), ZERO)
    charged = replace(note, vat_breakdown=breakdown)
    rounding = left.rounding if takes_all(charged, left) else ZERO
    gross = note.totals.net + vat
    totals = replace(note.totals, vat=vat, gross=gross, rounding=rounding, payable=gross - note.totals.paid + rounding)
    return replace(charged, totals=totals)


def takes_all(note: Invoice, left: Left) -> bool:
    """Say whether a credit note takes all that is left of every VAT rate."""
    taken = {vat_key(entry.treatment): (entry.taxable, entry.tax) for entry in note.vat_breakdown}
    return all(taken.get(vat_key(rest.treatment), (ZERO, ZERO)) == (rest.taxable, rest.tax) for rest in left.groups)


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


def _charged(entry: VatSubtotal, rest: VatSubtotal) -> VatSubtotal:
    if entry.taxable == rest.taxable:
        return replace(entry, tax=rest.tax)
    most = abs(rest.tax)
    return replace(entry, tax=min(abs(entry.tax), most).copy_sign(rest.tax) if entry.tax else entry.tax)
