"""The arithmetic of EN 16931-1: line amounts, VAT per category and rate, document totals; half-up, in decimal.

A line is rounded once, VAT is rounded once per category and rate, and every total is a sum of rounded amounts, so what
is printed adds up. `completed` fills an invoice that has quantities and prices; `differences` judges one from outside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from billing.en16931.model import Adjustment, Invoice, Line, Price, Totals, VatSubtotal, VatTreatment
from billing.en16931.model.amounts import ZERO
from tenants.kernel.money import round_money

# UNTDID 5305 categories whose VAT is nil whatever rate is stated: BR-Z-09, BR-E-09, BR-AE-09, BR-IC-09, BR-G-09 ...
UNTAXED = frozenset({"Z", "E", "AE", "K", "G", "O"})
# A quotient of two 28-digit numbers can't come so close to a tie that 60 digits would hide on which side it lies.
EXACT = Context(prec=60)
HUNDRED = Decimal(100)

Key = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class Difference:
    """A stated amount that its own parts don't add up to: the business term, where it stands, and both amounts."""

    term: str
    where: str
    stated: Decimal
    computed: Decimal


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Return an amount rounded half-up to its currency, also one of more than the usual 28 digits from a hostile file.

    >>> rounded(Decimal("9" * 40), "EUR") == Decimal("9" * 40)
    True
    """
    return round_money(amount, currency, EXACT)


def line_net(
    quantity: Decimal,
    price: Price,
    currency: str,
    *,
    allowances: Iterable[Adjustment] = (),
    charges: Iterable[Adjustment] = (),
) -> Decimal:
    """Return a line's net amount (BT-131) in the invoice currency, rounded once.

    Quantity x net price / base quantity + charges - allowances (EN 16931-1 BT-131, PEPPOL-EN16931-R120).
    A base quantity that is absent or nil counts as 1.

    >>> line_net(Decimal(3), Price(net=Decimal("10"), base_quantity=Decimal(7)), "EUR")
    Decimal('4.29')
    """
    value = EXACT.divide(EXACT.multiply(quantity, price.net), price.base_quantity or Decimal(1))
    return rounded(EXACT.add(value, _sum(charges) - _sum(allowances)), currency)


def percentage_of(base: Decimal, percentage: Decimal, currency: str) -> Decimal:
    """Return the rounded share of a base: an allowance, a charge (PEPPOL-EN16931-R040) or VAT (BR-CO-17).

    >>> percentage_of(Decimal("99.90"), Decimal("25.5"), "EUR")
    Decimal('25.47')
    """
    return rounded(EXACT.divide(EXACT.multiply(base, percentage), HUNDRED), currency)


def vat_amount(taxable: Decimal, treatment: VatTreatment, currency: str) -> Decimal:
    """Return the VAT on a taxable amount (BT-117): BR-CO-17; nil for the categories without tax (BR-E-09 and its like).

    >>> vat_amount(Decimal("100.00"), VatTreatment("AE", Decimal(0)), "EUR")
    Decimal('0.00')
    """
    rate = ZERO if treatment.category in UNTAXED else treatment.rate or ZERO
    return percentage_of(taxable, rate, currency)


def vat_breakdown(
    lines: Iterable[Line],
    currency: str,
    *,
    allowances: Iterable[Adjustment] = (),
    charges: Iterable[Adjustment] = (),
    stated: Iterable[VatSubtotal] = (),
) -> tuple[VatSubtotal, ...]:
    """Return the VAT breakdown (BG-23), one entry per category and rate in order of first appearance.

    Taxable amount: line net amounts + charges - allowances of that category and rate (BR-S-08, BR-Z-08, BR-E-08 ...).
    Exemption reasons (BT-120, BT-121) are carried over from `stated`.
    """
    sums: dict[Key, Decimal] = {}
    treatments: dict[Key, VatTreatment] = {}
    for treatment, amount in _taxables(lines, allowances, charges):
        key = vat_key(treatment)
        treatments.setdefault(key, treatment)
        sums[key] = sums.get(key, ZERO) + amount
    reasons = {vat_key(entry.treatment): entry for entry in stated}
    return tuple(_subtotal(treatments[key], taxable, currency, reasons.get(key)) for key, taxable in sums.items())


def _subtotal(treatment: VatTreatment, taxable: Decimal, currency: str, stated: VatSubtotal | None) -> VatSubtotal:
    base = rounded(taxable, currency)
    tax = vat_amount(base, treatment, currency)
    if stated is None:
        return VatSubtotal(treatment=treatment, taxable=base, tax=tax)
    return replace(stated, treatment=treatment, taxable=base, tax=tax)


def vat_key(treatment: VatTreatment) -> Key:
    """Return what a breakdown is grouped by; no rate equals nil, and outside the scope (O) there is no rate at all."""
    rate = ZERO if treatment.category == "O" else treatment.rate or ZERO
    return treatment.category, rate


def _taxables(
    lines: Iterable[Line], allowances: Iterable[Adjustment], charges: Iterable[Adjustment]
) -> Iterable[tuple[VatTreatment, Decimal]]:
    yield from ((line.vat, line.net) for line in lines)
    yield from ((entry.vat or VatTreatment(), entry.amount) for entry in charges)
    yield from ((entry.vat or VatTreatment(), -entry.amount) for entry in allowances)


def totals(
    lines: Iterable[Line],
    breakdown: Iterable[VatSubtotal],
    *,
    allowances: Iterable[Adjustment] = (),
    charges: Iterable[Adjustment] = (),
    paid: Decimal = ZERO,
    rounding: Decimal = ZERO,
) -> Totals:
    """Return the document totals (BG-22) from rounded parts: BR-CO-10 to BR-CO-16; BT-111 stays open."""
    line_sum = sum((line.net for line in lines), ZERO)
    less, more = _sum(allowances), _sum(charges)
    net = line_sum - less + more
    vat = sum((entry.tax for entry in breakdown), ZERO)
    gross = net + vat
    return Totals(
        lines=line_sum,
        allowances=less,
        charges=more,
        net=net,
        vat=vat,
        gross=gross,
        paid=paid,
        rounding=rounding,
        payable=gross - paid + rounding,
    )


def completed(invoice: Invoice) -> Invoice:
    """Return the invoice with line net amounts, VAT breakdown and totals computed, whatever was stated.

    Kept as given: allowances and charges, exemption reasons, what is already paid (BT-113), the rounding (BT-114) and
    the VAT in the accounting currency (BT-111).
    """
    currency = invoice.currency
    lines = tuple(_computed(line, currency) for line in invoice.lines)
    breakdown = vat_breakdown(
        lines, currency, allowances=invoice.allowances, charges=invoice.charges, stated=invoice.vat_breakdown
    )
    return replace(invoice, lines=lines, vat_breakdown=breakdown, totals=_totals_of(invoice, lines, breakdown))


def _computed(line: Line, currency: str) -> Line:
    net = net_of(line, currency)
    # 10 and 10.00 are equal and written differently.
    return line if net.compare_total(line.net) == 0 else replace(line, net=net)


def net_of(line: Line, currency: str) -> Decimal:
    """Return what a line's quantity, price, allowances and charges come to (BT-131)."""
    return line_net(line.quantity, line.price, currency, allowances=line.allowances, charges=line.charges)


def _totals_of(invoice: Invoice, lines: tuple[Line, ...], breakdown: tuple[VatSubtotal, ...]) -> Totals:
    stated = invoice.totals
    computed = totals(
        lines,
        breakdown,
        allowances=invoice.allowances,
        charges=invoice.charges,
        paid=stated.paid,
        rounding=stated.rounding,
    )
    return replace(computed, vat_in_vat_currency=stated.vat_in_vat_currency, claimed=stated.claimed)


def differences(invoice: Invoice) -> list[Difference]:
    """Return every stated amount that differs from what its own stated parts come to, in the order of the document.

    Each level is judged by the stated amounts below it (BR-CO-10 to BR-CO-17, BR-S-08 and its like), so that one wrong
    line isn't reported again in every total.
    """
    lines = [Difference("BT-131", line.id, line.net, net_of(line, invoice.currency)) for line in invoice.lines]
    found = [*lines, *_breakdown_pairs(invoice), *_total_pairs(invoice)]
    return [pair for pair in found if pair.stated != pair.computed]


def _breakdown_pairs(invoice: Invoice) -> Iterable[Difference]:
    computed = {
        vat_key(entry.treatment): entry.taxable
        for entry in vat_breakdown(
            invoice.lines, invoice.currency, allowances=invoice.allowances, charges=invoice.charges
        )
    }
    for entry in invoice.vat_breakdown:
        key = vat_key(entry.treatment)
        where = f"{key[0]} {key[1].normalize():f}"
        yield Difference("BT-116", where, entry.taxable, computed.pop(key, ZERO))
        yield Difference("BT-117", where, entry.tax, vat_amount(entry.taxable, entry.treatment, invoice.currency))
    yield from (Difference("BT-116", f"{key[0]} {key[1].normalize():f}", ZERO, left) for key, left in computed.items())


def _total_pairs(invoice: Invoice) -> Iterable[Difference]:
    stated, parts = invoice.totals, _totals_of(invoice, invoice.lines, invoice.vat_breakdown)
    yield Difference("BT-106", "", stated.lines, parts.lines)
    yield Difference("BT-107", "", stated.allowances, parts.allowances)
    yield Difference("BT-108", "", stated.charges, parts.charges)
    yield Difference("BT-109", "", stated.net, stated.lines - stated.allowances + stated.charges)
    yield Difference("BT-110", "", stated.vat, parts.vat)
    yield Difference("BT-112", "", stated.gross, stated.net + stated.vat)
    yield Difference("BT-115", "", stated.payable, stated.gross - stated.paid + stated.rounding)


def _sum(adjustments: Iterable[Adjustment]) -> Decimal:
    return sum((entry.amount for entry in adjustments), ZERO)
