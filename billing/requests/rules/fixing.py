"""Putting a request right where it stands: what its fields say, and the content that follows from what was typed.

Fields are the request's own, such as `due_on`, and `line.<id>.<what>` of each line, units as codes. Only what was typed
differently counts; the rest stays as its source has it, or left to card and articles.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from json import dumps

from billing.en16931.arithmetic import EXACT, completed, line_net, vat_key
from billing.en16931.finvoice.cash_discounts import without_amounts
from billing.en16931.model import Adjustment, Delivery, Invoice, Line, Period, Price, VatSubtotal, VatTreatment
from billing.en16931.model.plain import to_plain
from billing.requests.rules.unsaid import CURRENCY, article_field, line_field
from billing.requests.rules.vat import REASON_CODES
from tenants.kernel.days import read_day
from tenants.kernel.figures import read_figure
from tenants.kernel.money import UnknownCurrency, round_money
from tenants.kernel.refusals import Invalid, Problem

# What the desk and the plans bill is put right there.
SOURCES = frozenset({"csv", "finvoice", "ubl", "contract", "correction"})
HEAD = ("due_on", "period_start", "period_end", "delivered_on", "order_reference", "buyer_reference", "currency")
LINE = ("text", "quantity", "unit", "price", "vat", "vat_reason")
DAYS = frozenset({"due_on", "period_start", "period_end", "delivered_on"})
FIGURES = frozenset({"quantity", "price"})
FIGURE_NAMES = (".quantity", ".price")
LONGEST = 500
ZERO, HUNDRED = Decimal(0), Decimal(100)
# What a line leaves to its article once it says this itself; a price of its own is billed without the card's discount.
SAID_BY = {"text": {"text"}, "unit": {"unit"}, "price": {"price", "discount"}}
Value = str | date | Decimal | None


class NotTaxed(Invalid):
    """Choose how the line is taxed."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A request as it was put right: its content, what it leaves unsaid, and each change with what was there before."""

    content: Invoice
    unsaid: Mapping[str, str]
    before: Mapping[str, str]
    after: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def line_name(line_id: str, what: str) -> str:
    """Return what a field of a line is called."""
    return f"line.{line_id}.{what}"


def mark_of(content: Invoice, unsaid: Mapping[str, str]) -> str:
    """Return what tells whether a request is still what a page showed."""
    return sha256(dumps([to_plain(content), dict(unsaid)], sort_keys=True).encode()).hexdigest()[:32]


def field_of(problem: str) -> str | None:
    """Return the field where a problem of a request is put right, None where it has none.

    >>> field_of("lines.2.price"), field_of("due_on"), field_of("lines.2.article")
    ('line.2.price', 'due_on', None)
    """
    if problem == "period":
        return "period_end"
    if problem.startswith("lines."):
        line_id, _, what = problem.removeprefix("lines.").rpartition(".")
        return line_name(line_id, what) if what in LINE else None
    return problem if problem in HEAD else None


def is_of_sums(problem: str) -> bool:
    """Say whether a problem is that stated sums aren't those of the lines, which reckoning them anew puts right."""
    return (
        problem.startswith("totals.") or problem == "vat" or (problem.startswith("lines.") and problem[-4:] == ".net")
    )


def said(content: Invoice) -> dict[str, str]:
    """Return what each field of a request says: days as 2026-11-23, figures with a point, VAT as S:25.5 or AE."""
    period, delivery = content.period or Period(None, None), content.delivery or Delivery()
    head: tuple[Value, ...] = (
        content.due_on, period.start, period.end, delivery.delivered_on, content.order_reference,
        content.buyer_reference, content.currency,
    )  # fmt: skip
    reasons = {vat_key(entry.treatment): entry.exemption_reason for entry in content.vat_breakdown}
    lines: dict[str, str] = {}
    for line in content.lines:
        why = reasons.get(vat_key(line.vat))
        values: tuple[Value, ...] = (
            line.item.name, line.quantity, line.unit, line.price.net, vat_text(line.vat), why,
        )  # fmt: skip
        lines |= {line_name(line.id, what): _text(value) for what, value in zip(LINE, values, strict=True)}
    return dict(zip(HEAD, map(_text, head), strict=True)) | lines


def vat_text(treatment: VatTreatment) -> str:
    """Return how a line is taxed, as a field says it.

    >>> vat_text(VatTreatment("S", Decimal("25.50"))), vat_text(VatTreatment("AE", Decimal(0)))
    ('S:25.5', 'AE')
    """
    taxed = treatment.category == "S" and treatment.rate is not None
    return f"S:{_text(treatment.rate)}" if taxed else treatment.category


def fixed(content: Invoice, unsaid: Mapping[str, str], typed: Mapping[str, str], *, reckon: bool = False) -> Fixed:
    """Return a request with what was typed, its sums reckoned anew; a field that wasn't sent stays.

    `reckon` has the sums reckoned even where nothing else was changed.
    """
    now, problems = said(content), list[Problem]()
    after: dict[str, str] = {}
    for name in now.keys() & typed.keys():
        if name.endswith(FIGURE_NAMES) and typed[name].strip().replace(",", ".") == now[name]:
            continue
        try:
            text = _read(name, typed[name].strip())
        except Invalid as refusal:
            problems.append(Problem(name, refusal.message))
            continue
        if text != now[name]:
            after[name] = text
    before = {name: now[name] for name in after}
    if problems or not (after or reckon):
        return Fixed(content, unsaid, before, after, tuple(problems))
    return Fixed(_applied(content, unsaid, after), _still_unsaid(unsaid, after), before, after)


def _applied(content: Invoice, unsaid: Mapping[str, str], after: Mapping[str, str]) -> Invoice:
    headed = _headed(content, after)
    lines = tuple(_line(line, unsaid, after, headed.currency) for line in headed.lines)
    totals = replace(headed.totals, vat_in_vat_currency=None)
    changed = replace(headed, lines=lines, totals=totals, vat_breakdown=tuple(_reasons(content, lines, after)))
    try:
        reckoned = completed(changed)
    except UnknownCurrency:
        return changed
    if reckoned.totals.gross == content.totals.gross:
        return reckoned
    return replace(reckoned, payment_terms=without_amounts(reckoned.payment_terms))


def _headed(content: Invoice, after: Mapping[str, str]) -> Invoice:
    told = {**said(content), **after}
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in DAYS}
    period = Period(days["period_start"], days["period_end"])
    delivery = replace(content.delivery or Delivery(), delivered_on=days["delivered_on"])
    return replace(
        content,
        due_on=days["due_on"],
        # Terms in words were of the due date that they came with.
        payment_terms=None if "due_on" in after else content.payment_terms,
        period=period if period.start or period.end else None,
        delivery=delivery if delivery != Delivery() else None,
        order_reference=told["order_reference"] or None,
        buyer_reference=told["buyer_reference"] or None,
        currency=told["currency"].upper(),
    )


def _line(line: Line, unsaid: Mapping[str, str], after: Mapping[str, str], currency: str) -> Line:
    told = {what: after[line_name(line.id, what)] for what in LINE if line_name(line.id, what) in after}
    if "text" in told:
        line = replace(line, item=replace(line.item, name=told["text"]))
    if "unit" in told:
        line = replace(line, unit=told["unit"])
    if "vat" in told:
        line = replace(line, vat=_treatment(told["vat"]))
    if "quantity" in told:
        line = replace(line, quantity=Decimal(told["quantity"]))
    if "price" in told:
        base = line.price
        price = Price(net=Decimal(told["price"]), base_quantity=base.base_quantity, base_unit=base.base_unit)
        without = "discount" in unsaid.get(article_field(line.id), "").split()
        line = replace(line, price=price, allowances=() if without else line.allowances)
    if told.keys() & FIGURES or "currency" in after:
        line = replace(line, allowances=tuple(_discounted(entry, line, currency) for entry in line.allowances))
    return line


def _discounted(entry: Adjustment, line: Line, currency: str) -> Adjustment:
    """Return an allowance, in percent of what the line comes to now where it is one in percent."""
    if entry.percentage is None:
        return entry
    try:
        base = line_net(line.quantity, line.price, currency)
        amount = round_money(EXACT.divide(EXACT.multiply(base, entry.percentage), HUNDRED), currency)
    except UnknownCurrency:
        return entry
    return replace(entry, base_amount=base, amount=amount)


def _reasons(content: Invoice, lines: Iterable[Line], after: Mapping[str, str]) -> Iterator[VatSubtotal]:
    """Yield why lines carry no VAT, for the breakdown to carry over: as it was said, or as it is said now."""
    kept = {vat_key(entry.treatment): entry for entry in content.vat_breakdown}
    done: dict[object, VatSubtotal] = {}
    for line in lines:
        key = vat_key(line.vat)
        usual = VatSubtotal(treatment=line.vat, exemption_code=REASON_CODES.get(line.vat.category))
        entry = done.get(key) or kept.get(key) or usual
        reason = after.get(line_name(line.id, "vat_reason"))
        done[key] = entry if reason is None else replace(entry, exemption_reason=reason or None)
    yield from (entry for entry in done.values() if entry.exemption_reason or entry.exemption_code)


def _still_unsaid(unsaid: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return what is still left to card and articles: nothing that was typed."""
    left = {name: text for name, text in unsaid.items() if name != CURRENCY or CURRENCY not in after}
    for name in after:
        if not name.startswith("line."):
            continue
        line_id, _, what = name.removeprefix("line.").rpartition(".")
        if what == "vat":
            left.pop(line_field(line_id), None)
        elif what in SAID_BY and article_field(line_id) in left:
            parts = left[article_field(line_id)].split()
            left[article_field(line_id)] = " ".join(part for part in parts if part not in SAID_BY[what])
    return left


def _read(name: str, text: str) -> str:
    """Return what was typed into a field as `said` would say it.

    Raises:
        Invalid: it can't be read.
    """
    what = name.rpartition(".")[2]
    if what in DAYS:
        return _day(text)
    if what in FIGURES:
        return _text(read_figure(text)) if text else "0"
    if what == "unit":
        return text.upper()[:LONGEST]
    if what == "vat":
        return vat_text(_treatment(text))
    return " ".join(text.split())[:LONGEST]


def _day(text: str) -> str:
    return read_day(text).isoformat() if text else ""


def _treatment(text: str) -> VatTreatment:
    """Return what a choice of VAT means; whether the law has it, the check of the request says.

    Raises:
        NotTaxed: it means nothing.
    """
    category, _, rate = text.partition(":")
    if category == "S":
        return VatTreatment("S", read_figure(rate) if rate else None)
    if not category.isalpha() or rate:
        raise NotTaxed
    return VatTreatment(category, None if category == "O" else ZERO)


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value.isoformat() if isinstance(value, date) else value or ""
