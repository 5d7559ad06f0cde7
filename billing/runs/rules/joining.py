"""Several requests of a customer as the content of one invoice, each line with the request that it came from.

What holds for all of them stays at the head; what one request says by itself goes to its lines, since EN 16931 has one
place for each at the head: BT-128 names the request, BT-127 says the rest in the customer's language, BT-133 has the
cost centre, BT-134 and BT-135 the days of supply.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from billing.en16931.arithmetic import completed, vat_key
from billing.en16931.model import Delivery, Identifier, Invoice, Line, Note, Period, Totals, VatSubtotal
from billing.en16931.model.amounts import ZERO
from billing.requests.rules.vat import supply_day
from tenants.kernel.language import Language, Message, msg, translate

# What may differ between the requests of an invoice; the first line of each says then what it refers to.
REFERENCES: Mapping[str, Message] = {
    "order_reference": msg("Order number"),
    "sales_order_reference": msg("Our order number"),
    "contract_reference": msg("Contract"),
    "project_reference": msg("Project"),
    "despatch_advice": msg("Despatch advice"),
}
# Keys that the program makes itself, such as contract:2001:2026-01-01, say nothing to a customer.
OUR_KEY = ":"
Supplied = tuple[date | None, Period | None]


def join(contents: Sequence[Invoice], *, issued_on: date, language: Language) -> Invoice:
    """Return requests as one, in their order, with amounts and VAT reckoned anew over all lines.

    Currency, buyer, due day and place of delivery are those of the first: whoever joins them has seen that they agree.
    `issued_on` is the day of supply of a request that states none, where others do.
    """
    first = contents[0]
    parts = [_dated(one, issued_on) for one in contents] if _differ(contents, supplied) else contents
    lines = [line for one in parts for line in _lines(one, parts, language)]
    shared: dict[str, Any] = {name: _shared(parts, name) for name in (*REFERENCES, "buyer_accounting")}
    whole = replace(
        first,
        **shared,
        lines=tuple(replace(line, id=str(place)) for place, line in enumerate(lines, 1)),
        notes=() if _differ(contents, _notes) else first.notes,
        delivery=parts[0].delivery,
        period=parts[0].period if parts is contents else _span(parts),
        allowances=tuple(entry for one in contents for entry in one.allowances),
        charges=tuple(entry for one in contents for entry in one.charges),
        attachments=tuple(dict.fromkeys(entry for one in contents for entry in one.attachments)),
        vat_breakdown=tuple({vat_key(entry.treatment): entry for entry in _breakdowns(contents)}.values()),
        totals=_stated(contents),
    )
    return completed(whole)


def contradict(one: Invoice, other: Invoice) -> bool:
    """Say whether two requests give different reasons for the VAT of one category and rate, which has but one place."""
    said = {vat_key(entry.treatment): _reason(entry) for entry in other.vat_breakdown}
    return any(said.get(vat_key(entry.treatment), _reason(entry)) != _reason(entry) for entry in one.vat_breakdown)


def supplied(content: Invoice) -> Supplied:
    """Return when a request says that it was supplied: the day of delivery (BT-72) and the period (BG-14)."""
    return content.delivery.delivered_on if content.delivery else None, content.period


def _breakdowns(contents: Iterable[Invoice]) -> Iterator[VatSubtotal]:
    return (entry for one in contents for entry in one.vat_breakdown)


def _reason(entry: VatSubtotal) -> tuple[str | None, str | None]:
    return entry.exemption_reason, entry.exemption_code


def _notes(content: Invoice) -> tuple[Note, ...]:
    return content.notes


def _differ(contents: Iterable[Invoice], of: Callable[[Invoice], Hashable]) -> bool:
    return len({of(one) for one in contents}) > 1


def _shared(contents: Iterable[Invoice], name: str) -> str | None:
    """Return what all requests say at a field of the head; None where they don't say the same."""
    said = {getattr(one, name) for one in contents}
    return said.pop() if len(said) == 1 else None


def _stated(contents: Iterable[Invoice]) -> Totals:
    """Return what `completed` keeps: what is paid already, and what was rounded off."""
    paid, rounding = ZERO, ZERO
    for one in contents:
        paid, rounding = paid + one.totals.paid, rounding + one.totals.rounding
    return Totals(paid=paid, rounding=rounding)


def _dated(content: Invoice, issued_on: date) -> Invoice:
    """Return a request whose lines say when they were supplied, instead of its head: VAT goes by that day."""
    day = supply_day(replace(content, issued_on=issued_on))
    days = content.period or Period()
    delivered_on, _period = supplied(content)
    # A day of delivery goes before a period, as it does for the rate.
    usual = Period(day, day) if delivered_on else Period(min(days.start or day, day), days.end or day)
    lines = tuple(replace(line, period=_days(line.period, usual)) for line in content.lines)
    delivery = replace(content.delivery, delivered_on=None) if content.delivery else None
    return replace(content, lines=lines, delivery=delivery if delivery != Delivery() else None)


def _days(own: Period | None, usual: Period) -> Period:
    """Return a line's own days; an open end is closed by what its request says, never before the beginning."""
    if own is None:
        return usual
    if own.end or not own.start or not usual.end:
        return own if own.end else usual
    return Period(own.start, max(own.start, usual.end))


def _span(parts: Iterable[Invoice]) -> Period | None:
    """Return the days that all lines lie in (PEPPOL-EN16931-R110, PEPPOL-EN16931-R111)."""
    days = [day for one in parts for line in one.lines if line.period for day in (line.period.start, line.period.end)]
    known = [day for day in days if day is not None]
    return Period(min(known), max(known)) if known else None


def _lines(content: Invoice, parts: Sequence[Invoice], language: Language) -> Iterator[Line]:
    """Yield the lines of a request as they name it (BT-128); the first says in words what the head has no place for."""
    accounting = content.buyer_accounting if _shared(parts, "buyer_accounting") is None else None
    words = ", ".join(_words(content, parts, language))
    for place, line in enumerate(content.lines):
        said = (words if place == 0 else "", line.note or "")
        yield replace(
            line,
            object_id=line.object_id or Identifier(content.number),
            accounting=line.accounting or accounting,
            note=". ".join(filter(None, said)) or None,
        )


def _words(content: Invoice, parts: Sequence[Invoice], language: Language) -> Iterator[str]:
    if content.number and OUR_KEY not in content.number:
        yield translate(msg("Request %(number)s", number=content.number), language)
    for name, label in REFERENCES.items():
        own = getattr(content, name)
        if own and _shared(parts, name) is None:
            yield f"{translate(label, language)} {own}"
    if _differ(parts, _notes):
        yield from (note.text for note in content.notes)
