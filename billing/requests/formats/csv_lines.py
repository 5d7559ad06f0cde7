"""One row of CSV as a line of an invoice."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from billing.countries.vat_schemes import UNWORDED, VatScheme
from billing.en16931.model import Attribute, Item, Line, Period, Price, VatSubtotal, VatTreatment
from billing.invoices.rules.household import MARK
from billing.requests.formats.table import Row
from billing.requests.formats.values import choice, day, number, unit
from billing.requests.rules.sold import discount
from billing.requests.rules.vat import REASON_CODES
from tenants.kernel.country import Country
from tenants.kernel.refusals import Invalid

LEFT_TO_ARTICLE = {"text": "text", "unit": "unit", "price": "unit_price", "discount": "discount_percent"}
ZERO = Decimal(0)
Schemes = Mapping[str, VatScheme]
NO_SCHEMES: Schemes = {}
YES_OR_NO = ("yes", "no")


class SchemeContradicts(Invalid):
    """Line %(line)s: the VAT scheme %(scheme)s has the category %(category)s and no rate above nil."""


class SchemeUnworded(Invalid):
    """Line %(line)s: the margin scheme of %(law)s can't be billed: the words its invoices need aren't confirmed."""


class ReasonsClash(Invalid):
    """Line %(line)s: an invoice gives one reason for each VAT category; bill the margin scheme by itself."""


def read_line(row: Row, place: int, currency: str, schemes: Schemes = NO_SCHEMES) -> Line:
    """Return a row as a line; an empty quantity or price is nil, which the check of the request then says.

    A discount in percent becomes an allowance on the line, rounded to the currency (PEPPOL-EN16931-R040).

    Raises:
        NotANumber, NotADay, NotAChoice, SchemeContradicts: a field can't be read as one.
    """
    quantity, price = number(row, "quantity") or ZERO, number(row, "unit_price") or ZERO
    line = Line(
        id=str(place),
        quantity=quantity,
        price=Price(net=price),
        item=Item(name=row["text"], seller_id=row["article"] or None, attributes=_marks(row)),
        vat=treatment_of(row, schemes),
        unit=unit(row),
        period=_period(row),
    )
    return replace(line, allowances=discount(line, number(row, "discount_percent"), currency))


def treatment_of(row: Row, schemes: Schemes = NO_SCHEMES) -> VatTreatment:
    """Return how a row is taxed; without scheme and category, a rate of nil means zero-rated and any other standard.

    Raises:
        NotANumber, NotAChoice, SchemeContradicts: the country has no such scheme, or the row says two things.
    """
    rate = number(row, "vat_rate")
    category = row["vat_category"].upper()
    if scheme := _scheme(row, schemes):
        if rate or category not in {"", scheme.category}:
            raise SchemeContradicts(line=row.line, scheme=scheme.scheme.value, category=scheme.category)
        return VatTreatment(scheme.category, ZERO)
    if not category:
        return VatTreatment("Z", ZERO) if rate == 0 else VatTreatment("S", rate)
    return VatTreatment(category, None if category == "O" and not rate else rate)


def is_silent(row: Row) -> bool:
    """Return whether a row leaves it to the customer's card how it is taxed: nothing about VAT but a rate of nil."""
    said = row["vat_category"] or row["vat_reason"] or row["vat_scheme"]
    return not said and not number(row, "vat_rate")


def left_to_article(row: Row) -> tuple[str, ...]:
    """Return what a row that names an article leaves to it: text, unit, price, and the customer's discount off that."""
    silent = tuple(part for part, column in LEFT_TO_ARTICLE.items() if not row[column])
    return silent if "price" in silent else tuple(part for part in silent if part != "discount")


def read_reasons(rows: Iterable[Row], schemes: Schemes = NO_SCHEMES) -> tuple[VatSubtotal, ...]:
    """Return why the rows without VAT have none, by category and rate, for the breakdown to carry over.

    Several reasons for the same category stand in a row: the breakdown has one place for them (BG-23).

    Raises:
        ReasonsClash: a margin scheme and another exemption, which one code can't name together.
    """
    codes: dict[VatTreatment, str | None] = {}
    reasons: dict[VatTreatment, dict[str, None]] = {}
    for row in rows:
        treatment, scheme = treatment_of(row, schemes), _scheme(row, schemes)
        code = scheme.code if scheme else REASON_CODES.get(treatment.category)
        said = row["vat_reason"] or (scheme.reason if scheme else None)
        if code or said:
            if codes.get(treatment, code) != code:
                raise ReasonsClash(line=row.line)
            codes[treatment] = code
            reasons.setdefault(treatment, {}).update({said: None} if said else {})
    return tuple(
        VatSubtotal(treatment=each, exemption_reason=", ".join(reasons[each]) or None, exemption_code=code)
        for each, code in codes.items()
    )


def refuse_unworded(rows: Iterable[Row], country: Country) -> None:
    """Refuse a margin scheme that a country has, but whose words nobody could confirm.

    Raises:
        SchemeUnworded.
    """
    for row in rows:
        if law := UNWORDED.get(country, {}).get(row["vat_scheme"].lower()):
            raise SchemeUnworded(line=row.line, law=law)


def _scheme(row: Row, schemes: Schemes) -> VatScheme | None:
    return schemes.get(choice(row, "vat_scheme", tuple(schemes)))


def _marks(row: Row) -> tuple[Attribute, ...]:
    return (MARK,) if choice(row, "household_work", YES_OR_NO) == "yes" else ()


def _period(row: Row) -> Period | None:
    period = Period(day(row, "line_period_start"), day(row, "line_period_end"))
    return period if period.start or period.end else None
