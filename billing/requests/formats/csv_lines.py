"""One row of CSV as a line of an invoice."""

from collections.abc import Iterable
from decimal import Decimal

from billing.en16931.arithmetic import EXACT
from billing.en16931.model import Adjustment, Item, Line, Price, VatSubtotal, VatTreatment
from billing.requests.formats.table import Row
from billing.requests.formats.values import number, unit
from billing.requests.rules.vat import REASON_CODES
from tenants.kernel.money import UnknownCurrency, round_money

ZERO, HUNDRED = Decimal(0), Decimal(100)


def read_line(row: Row, place: int, currency: str) -> Line:
    """Return a row as a line; an empty quantity or price is nil, which the check of the request then says.

    A discount in percent becomes an allowance on the line, rounded to the currency (PEPPOL-EN16931-R040).

    Raises:
        NotANumber: a field can't be read as one.
    """
    quantity, price = number(row, "quantity") or ZERO, number(row, "unit_price") or ZERO
    return Line(
        id=str(place),
        quantity=quantity,
        price=Price(net=price),
        item=Item(name=row["text"]),
        vat=treatment_of(row),
        unit=unit(row),
        allowances=_discount(quantity, price, number(row, "discount_percent"), currency),
    )


def treatment_of(row: Row) -> VatTreatment:
    """Return how a row is taxed; without a category, a rate of nil means zero-rated and any other standard."""
    rate = number(row, "vat_rate")
    category = row["vat_category"].upper()
    if not category:
        return VatTreatment("Z", ZERO) if rate == 0 else VatTreatment("S", rate)
    return VatTreatment(category, None if category == "O" and not rate else rate)


def is_silent(row: Row) -> bool:
    """Return whether a row leaves it to the customer's card how it is taxed: no category, VAT or reason for none."""
    return not row["vat_category"] and not row["vat_reason"] and not number(row, "vat_rate")


def read_reasons(rows: Iterable[Row]) -> tuple[VatSubtotal, ...]:
    """Return why the rows without VAT have none, by category and rate, for the breakdown to carry over."""
    reasons: dict[VatTreatment, VatSubtotal] = {}
    for row in rows:
        treatment = treatment_of(row)
        code = REASON_CODES.get(treatment.category)
        if treatment not in reasons and (code or row["vat_reason"]):
            reasons[treatment] = VatSubtotal(
                treatment=treatment, exemption_reason=row["vat_reason"] or None, exemption_code=code
            )
    return tuple(reasons.values())


def _discount(quantity: Decimal, price: Decimal, percent: Decimal | None, currency: str) -> tuple[Adjustment, ...]:
    if not percent:
        return ()
    try:
        base = round_money(quantity * price, currency)
        amount = round_money(EXACT.divide(EXACT.multiply(base, percent), HUNDRED), currency)
    except UnknownCurrency:
        return ()
    return (Adjustment(amount=amount, base_amount=base, percentage=percent, reason_code="95"),)
