"""One row of CSV as a line of an invoice."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from billing.en16931.model import Item, Line, Price, VatSubtotal, VatTreatment
from billing.requests.formats.table import Row
from billing.requests.formats.values import number, unit
from billing.requests.rules.sold import discount
from billing.requests.rules.vat import REASON_CODES

LEFT_TO_ARTICLE = {"text": "text", "unit": "unit", "price": "unit_price", "discount": "discount_percent"}
ZERO = Decimal(0)


def read_line(row: Row, place: int, currency: str) -> Line:
    """Return a row as a line; an empty quantity or price is nil, which the check of the request then says.

    A discount in percent becomes an allowance on the line, rounded to the currency (PEPPOL-EN16931-R040).

    Raises:
        NotANumber: a field can't be read as one.
    """
    quantity, price = number(row, "quantity") or ZERO, number(row, "unit_price") or ZERO
    line = Line(
        id=str(place),
        quantity=quantity,
        price=Price(net=price),
        item=Item(name=row["text"], seller_id=row["article"] or None),
        vat=treatment_of(row),
        unit=unit(row),
    )
    return replace(line, allowances=discount(line, number(row, "discount_percent"), currency))


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


def left_to_article(row: Row) -> tuple[str, ...]:
    """Return what a row that names an article leaves to it: text, unit, price, and the customer's discount off that."""
    silent = tuple(part for part, column in LEFT_TO_ARTICLE.items() if not row[column])
    return silent if "price" in silent else tuple(part for part in silent if part != "discount")


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
