"""Quantity and unit price of a row, so that they come to the row's amount as EN 16931 counts it.

Senders state the price before or after the discount, per unit or per hundred (cents), and turn the sign of either the
quantity or the price. What comes to the stated amount is taken; where nothing does, the first reading is kept, so
that the difference can be seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from billing.en16931.arithmetic import EXACT, line_net
from billing.en16931.finvoice.codes import unit_code
from billing.en16931.finvoice.notation import MOST_DECIMALS
from billing.en16931.finvoice.reading.adjustments import Adjustments, read_row_adjustments
from billing.en16931.finvoice.reading.block import Block
from billing.en16931.finvoice.reading.kind import Kind
from billing.en16931.model import Price
from billing.en16931.model.amounts import ZERO

ONE = Decimal(1)
CENTS = Decimal(100)
CENT_UNITS = ("c/", "snt/", "cent/", "öre/", "s/")
PRICE_STEP = ONE.scaleb(-MOST_DECIMALS)
QUANTITIES = ("InvoicedQuantity", "DeliveredQuantity", "OrderedQuantity")


@dataclass(frozen=True, slots=True)
class Priced:
    """A quantity at a price, with the allowances and charges that belong to it."""

    quantity: Decimal
    price: Price
    adjustments: Adjustments

    def net(self, currency: str) -> Decimal:
        """Return what it comes to."""
        found = self.adjustments
        return line_net(self.quantity, self.price, currency, allowances=found.allowances, charges=found.charges)


def read_quantity(row: Block) -> tuple[Decimal | None, str]:
    """Return the quantity with the file's sign and its unit code: invoiced, else delivered, else ordered."""
    for name in QUANTITIES:
        for element in row.elements(name):
            number = row.number(name) if element.text else None
            if number is not None:
                unit = element.get("QuantityUnitCodeUN") or unit_code(element.get("QuantityUnitCode") or "")
                return number, unit
    return None, unit_code("")


def read_priced(row: Block, kind: Kind, net: Decimal | None) -> Priced:
    """Return a row's quantity and price; `net` is the row's stated amount in the model's sign, if it states one."""
    quantity, _ = read_quantity(row)
    found = list(_readings(row, kind, quantity))
    if found and net is None:
        return found[0]
    for priced in found:
        for one in (priced, replace(priced, quantity=-priced.quantity)):
            if one.net(kind.currency) == net:
                return one
    return _with_sign(found[0], net or ZERO) if found else _derived(row, kind, quantity, net or ZERO)


def _readings(row: Block, kind: Kind, quantity: Decimal | None) -> Iterator[Priced]:
    """Yield what a row may mean, the likeliest first."""
    net, gross = row.number("UnitPriceNetAmount"), row.number("UnitPriceAmount")
    if net is None and gross is None:
        return
    signed = kind.sign * (ONE if quantity is None else quantity)
    for amount in dict.fromkeys(price for price in (net, gross) if price is not None):
        before = gross if amount == net and gross != net else None
        for base in _bases(row, signed):
            price = _price(row, abs(amount), None if before is None else abs(before), base)
            counted = -signed if amount < 0 else signed
            adjusted = read_row_adjustments(row, kind, line_net(counted, price, kind.currency))
            yield Priced(counted, price, adjusted.positive())
            if adjusted.allowances or adjusted.charges:
                # The price is already without the row's discount; or the discount is written as a negative amount.
                yield Priced(counted, price, Adjustments(texts=adjusted.texts))
                yield Priced(counted, price, adjusted.unsigned())


def _bases(row: Block, quantity: Decimal) -> tuple[Decimal | None, ...]:
    base = row.number("UnitPriceBaseQuantity") or None
    written = (row.attribute("UnitPriceAmount", "UnitPriceUnitCode") or "").lower()
    if not written.startswith(CENT_UNITS):
        return (base,)
    in_cents = CENTS * (base or ONE)
    # Where nothing was sold, the amount can't tell whether the price is in cents; then the unit is believed.
    return (base, in_cents) if quantity else (in_cents,)


def _price(row: Block, net: Decimal, gross: Decimal | None, base: Decimal | None) -> Price:
    discount = row.number("UnitPriceDiscountAmount")
    has_discount = gross is not None and gross > net
    return Price(
        net=net,
        gross=gross if has_discount else None,
        discount=(gross - net if discount is None else abs(discount)) if has_discount and gross is not None else None,
        base_quantity=base,
        base_unit=row.attribute("UnitPriceBaseQuantity", "QuantityUnitCodeUN") if base else None,
    )


def _with_sign(priced: Priced, net: Decimal) -> Priced:
    """Return the reading with the quantity on the side of nil that the row's amount is on."""
    goods = net - priced.adjustments.sum
    return replace(priced, quantity=-priced.quantity) if goods * priced.quantity < 0 else priced


def _derived(row: Block, kind: Kind, quantity: Decimal | None, net: Decimal) -> Priced:
    """Return the price that a row without one must have; per the whole quantity where five decimals don't do."""
    adjusted = read_row_adjustments(row, kind, None).positive()
    goods = net - adjusted.sum
    counted = kind.sign * (quantity or (ONE if goods else ZERO)) if quantity is not None else ONE
    if goods * counted < 0:
        counted = -counted
    exact = EXACT.divide(abs(goods), abs(counted)) if counted else ZERO
    priced = Priced(counted, Price(net=exact.quantize(PRICE_STEP, ROUND_HALF_UP)), adjusted)
    if priced.net(kind.currency) == net:
        return priced
    return replace(priced, price=Price(net=abs(goods), base_quantity=abs(counted)))
