"""What a written invoice means: its content in the model of EN 16931, and everything that has to be changed in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from billing.articles.rules.pricing import parse_price
from billing.articles.rules.schemes import scheme_of
from billing.articles.rules.tax import find_chosen
from billing.countries.vat_rates import STANDARD
from billing.countries.vat_schemes import VatScheme
from billing.customers.rules.facts import CustomerFacts
from billing.desk.rules.schemes import clashes
from billing.desk.rules.typed import PERSON, TypedInvoice, TypedLine
from billing.desk.rules.work import AT_FORM, INVALID_PERSON, NO_KIND, work_said
from billing.en16931.arithmetic import EXACT, completed, vat_key
from billing.en16931.model import (
    Adjustment,
    Attachment,
    Delivery,
    Identifier,
    Invoice,
    Item,
    Line,
    Note,
    Party,
    Period,
    Price,
    VatSubtotal,
    VatTreatment,
)
from billing.invoices.rules import due_day
from billing.invoices.rules.household import MARK
from billing.invoices.rules.work_marks import PERSON_INVALID, marked
from billing.requests.rules.check import check_request
from billing.requests.rules.vat import MUST_SAY_WHY, OUTSIDE, REASON_CODES, TAXED
from billing.seller.rules.facts import SellerFacts
from billing.seller.rules.party import seller_party
from billing.streams.rules import COMPANYS_TERMS, StreamTerms
from tenants.kernel.days import read_day
from tenants.kernel.figures import read_figure
from tenants.kernel.language import msg
from tenants.kernel.money import round_money
from tenants.kernel.refusals import Problem, Refusal

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
NO_CUSTOMER = msg("Choose a customer.")
ALLOWANCE = "95"  # UNTDID 5189: discount


@dataclass(frozen=True, slots=True)
class Ground:
    """What a written invoice is judged by: the seller, the chosen customer, the day it is, and what is usual.

    `asked` are the terms of the stream: its price list, VAT and days to pay hold where customer and lines say nothing.
    """

    seller: SellerFacts
    customer: CustomerFacts | None
    on: date
    asked: StreamTerms = COMPANYS_TERMS

    @property
    def currency(self) -> str:
        """Return the customer's currency, else the seller's."""
        return (self.customer and self.customer.currency) or self.seller.currency

    def due_on(self, content: Invoice, issued_on: date) -> date:
        """Return when an invoice of a day falls due, by the customer's days to pay, the stream's or the seller's."""
        if self.customer is None:
            return self.asked.due_on(issued_on, self.seller.payment_days)
        return due_day(content, self.seller, self.customer, issued_on=issued_on, asked=self.asked)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The content as far as it can be read, and what has to be changed, each at its field of the form or the card."""

    content: Invoice
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Reading:
    """What was found unreadable on the way."""

    problems: list[Problem]

    def figure(self, field: str, text: str, empty: Decimal = ZERO) -> Decimal:
        plain = text.strip().removesuffix("%")
        if not plain:
            return empty
        try:
            return read_figure(plain)
        except Refusal as refusal:
            self.problems.append(Problem(field, refusal.message))
            return empty

    def price(self, field: str, text: str) -> Decimal:
        if not text:
            self.problems.append(Problem(field, msg("The price is missing.")))
            return ZERO
        try:
            return parse_price(text)
        except Refusal as refusal:
            self.problems.append(Problem(field, refusal.message))
            return ZERO

    def day(self, field: str, text: str) -> date | None:
        if not text:
            return None
        try:
            return read_day(text)
        except Refusal as refusal:
            self.problems.append(Problem(field, refusal.message))
            return None


def meaning_of(typed: TypedInvoice, ground: Ground, attached: tuple[Attachment, ...] = ()) -> Meaning:
    """Return what a written invoice means with what is attached to it, and what keeps it from being submitted.

    Fields: those of the form (`customer_id`, `delivered_on`, `lines.<n>.price`), and `customer.<field>` of the card.
    """
    reading = _Reading([])
    content = replace(_content(typed, ground, reading), attachments=attached)
    told = {problem.field for problem in reading.problems}
    found = [*reading.problems]
    for problem in check_request(content, ground.seller, ground.customer, ground.on):
        field = _field(problem.field)
        if field not in told:
            told.add(field)
            found.append(Problem(field, problem.message))
    if ground.customer is None:
        found = [problem for problem in found if problem.field != "customer_id"]
        found.insert(0, Problem("customer_id", NO_CUSTOMER))
    return Meaning(content, tuple(found))


def priced_on(typed: TypedInvoice, ground: Ground) -> date:
    """Return the day whose prices hold: of delivery, else when the period begins, else today."""
    reading = _Reading([])
    days = (reading.day(name, getattr(typed, name)) for name in ("delivered_on", "period_start"))
    return next(filter(None, days), ground.on)


def supplied_on(typed: TypedInvoice, ground: Ground) -> date:
    """Return the day whose VAT holds: of delivery, else when the period ends, else today."""
    reading = _Reading([])
    return _supplied_on(reading.day("", typed.delivered_on), reading.day("", typed.period_end), ground)


def _supplied_on(delivered_on: date | None, period_end: date | None, ground: Ground) -> date:
    return delivered_on or period_end or ground.on


def _field(field: str) -> str:
    """Return where a problem of the request's check is put right in the form."""
    if field == "customer_number":
        return "customer_id"
    if field == "period":
        return "period_end"
    if field.endswith(".vat_reason"):
        return "vat_reason"
    line, _, name = field.rpartition(".")
    if name == "rot_rut":
        return f"{line}.work_kind"
    return AT_FORM.get(name, field) if line.startswith("lines.") else field


def _content(typed: TypedInvoice, ground: Ground, reading: _Reading) -> Invoice:
    delivered_on = reading.day("delivered_on", typed.delivered_on)
    period = Period(reading.day("period_start", typed.period_start), reading.day("period_end", typed.period_end))
    supplied = _supplied_on(delivered_on, period.end, ground)
    written = [(place, line) for place, line in enumerate(typed.lines, 1) if not line.is_empty]
    lines = tuple(
        _worked(_line(place, line, ground, supplied, reading), line, typed, reading) for place, line in written
    )
    schemes = [scheme_of(line.vat, ground.seller.country, supplied) for _place, line in written]
    reading.problems += clashes(
        (place, line.vat.category, scheme)
        for (place, _typed), line, scheme in zip(written, lines, schemes, strict=True)
    )
    customer = ground.customer
    number = (Identifier(customer.number),) if customer else ()
    return completed(
        Invoice(
            number="-",
            issued_on=ground.on,
            currency=ground.currency,
            buyer_reference=typed.buyer_reference or None,
            order_reference=typed.order_reference or None,
            notes=(Note(typed.message),) if typed.message else (),
            seller=seller_party(ground.seller),
            buyer=Party(name=customer.name if customer else "", identifiers=number),
            delivery=Delivery(delivered_on=delivered_on) if delivered_on else None,
            period=period if period.start or period.end else None,
            lines=lines,
            vat_breakdown=tuple(_reasons(lines, schemes, typed, ground)),
        )
    )


def _line(place: int, line: TypedLine, ground: Ground, on: date, reading: _Reading) -> Line:
    where = f"lines.{place}"
    quantity, price = (
        reading.figure(f"{where}.quantity", line.quantity, ONE),
        reading.price(f"{where}.price", line.price),
    )
    percent = reading.figure(f"{where}.discount", line.discount)
    if not ZERO <= percent <= HUNDRED:
        reading.problems.append(Problem(f"{where}.discount", msg("A discount is between 0 and 100 percent.")))
        percent = ZERO
    return Line(
        id=str(place),
        quantity=quantity,
        price=Price(net=price),
        item=Item(name=line.text, seller_id=line.article or None, attributes=(MARK,) if line.household_work else ()),
        vat=_treatment(line.vat, ground, on),
        unit=line.unit or "C62",
        allowances=_discount(quantity * price, percent, ground.currency),
    )


def _worked(line: Line, written: TypedLine, typed: TypedInvoice, reading: _Reading) -> Line:
    """Return a line marked as the ROT or RUT work that it is said to be, if any."""
    if not (written.work_kind or written.work_hours):
        return line
    if typed.personal_id == PERSON_INVALID and all(problem.field != PERSON for problem in reading.problems):
        reading.problems.append(Problem(PERSON, INVALID_PERSON))
    has_hours = bool(written.work_hours.strip())
    hours = reading.figure(f"lines.{line.id}.work_hours", written.work_hours) if has_hours else None
    work = work_said(written, typed, hours)
    if work is None:
        reading.problems.append(Problem(f"lines.{line.id}.work_kind", NO_KIND))
        return line
    return marked(line, work)


def _treatment(choice: str, ground: Ground, on: date) -> VatTreatment:
    """Return how a line is taxed.

    Where it doesn't say, it is as the customer's card has it, at home as is usual in the stream, else by the standard
    rate. A seller outside the VAT register charges none (category O).
    """
    customer, country = ground.customer, ground.seller.country
    if not choice and ground.seller.vat_id is None:
        return VatTreatment(OUTSIDE)
    if not choice and customer is not None and customer.vat_category != TAXED:
        return VatTreatment(customer.vat_category, ZERO)
    if scheme := scheme_of(choice, country, on):
        return VatTreatment(scheme.category, ZERO)
    return find_chosen(choice or ground.asked.vat or STANDARD.id, country, on) or VatTreatment(TAXED, None)


def _discount(base: Decimal, percent: Decimal, currency: str) -> tuple[Adjustment, ...]:
    """Return the discount in percent as an allowance, rounded to the currency (PEPPOL-EN16931-R040)."""
    if not percent:
        return ()
    base = round_money(base, currency)
    amount = round_money(EXACT.divide(EXACT.multiply(base, percent), HUNDRED), currency)
    return (Adjustment(amount=amount, base_amount=base, percentage=percent, reason_code=ALLOWANCE),)


def _reasons(
    lines: tuple[Line, ...], schemes: Sequence[VatScheme | None], typed: TypedInvoice, ground: Ground
) -> Iterator[VatSubtotal]:
    """Yield why there is no VAT, once for each treatment that has to say it, by the law of a scheme where one is."""
    for key, treatment in {vat_key(line.vat): line.vat for line in lines}.items():
        if treatment.category not in MUST_SAY_WHY:
            continue
        of_card = ground.customer.vat_reason if ground.customer and treatment.category == "E" else None
        found = [each for line, each in zip(lines, schemes, strict=True) if each and vat_key(line.vat) == key]
        laws = "; ".join(dict.fromkeys(each.reason for each in found if each.reason))
        reason = typed.vat_reason or (None if found else of_card) or laws or None
        code = found[0].code if found else REASON_CODES.get(treatment.category)
        if reason or code:
            yield VatSubtotal(treatment=treatment, exemption_reason=reason, exemption_code=code)
