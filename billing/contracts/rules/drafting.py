"""A period of a contract as the draft of a billing request, in the columns that files of requests have."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date

from billing.contracts.rules.facts import ContractFacts, ContractLine
from billing.contracts.rules.schedule import Span
from billing.customers.rules.facts import CustomerFacts
from billing.requests.formats.csv_requests import draft_of_rows
from billing.requests.formats.table import Row
from billing.requests.formats.values import number
from billing.requests.rules.draft import Defaults, Draft
from tenants.kernel.language import Language, msg, translate

HUNDRED, PRICE_PLACES = Decimal(100), Decimal("0.0001")
LOCALES: Mapping[Language, str] = {"fi": "fi_FI", "sv": "sv_SE", "nb": "nb_NO", "da": "da_DK", "en": "en_GB"}


def key_of(contract: ContractFacts, span: Span) -> str:
    """Return what recognises the request of a period: the contract's number and the period's first day."""
    return f"contract:{contract.number}:{span.first_on.isoformat()}"


def first_day_of(key: str) -> date:
    """Return the first day of the period that a key recognises.

    >>> first_day_of("contract:S-1:2026-12-01")
    datetime.date(2026, 12, 1)
    """
    return date.fromisoformat(key.rpartition(":")[2])


def request_of(contract: ContractFacts, span: Span, customer: CustomerFacts, defaults: Defaults) -> Draft:
    """Return the request of a period; a part of one bills its share of the quantities, and says how many days it has.

    What a line leaves to its article is filled when the request is judged: text, unit, list price, discount and VAT.
    """
    rows = [Row(place, row) for place, row in enumerate(rows_of(contract, span, customer), 1)]
    draft = draft_of_rows(key_of(contract, span), rows, defaults)
    return replace(draft, source="contract", place=contract.number)


def rows_of(contract: ContractFacts, span: Span, customer: CustomerFacts) -> Sequence[dict[str, str]]:
    """Return the rows of a period's request, as a file would have them."""
    head = {
        "request_id": key_of(contract, span),
        "customer_number": customer.number,
        "order_reference": contract.order_reference,
        "period_start": span.first_on.isoformat(),
        "period_end": span.last_on.isoformat(),
        "note": _period(span, customer.language),
    }
    return [{**head, **_line(place, line, contract, span)} for place, line in enumerate(contract.lines, 1)]


def price_on(contract: ContractFacts, place: int, price: Decimal | None, span: Span) -> Decimal | None:
    """Return what a line's own price is in a period, None where it is the list's: by every change that began by then.

    A line is counted from 1. Percents go onto one another; a price of a line of its own takes the place of what was.
    """
    for change in contract.changes:
        if change.from_on > span.first_on:
            continue
        if change.line == place:
            price = change.price
        elif change.line is None and price is not None:
            price *= 1 + change.percent / HUNDRED
    return price


def _line(place: int, line: ContractLine, contract: ContractFacts, span: Span) -> dict[str, str]:
    row = Row(0, line)
    quantity = (number(row, "quantity") or Decimal(1)) * (1 if span.is_whole else span.share)
    price = price_on(contract, place, number(row, "unit_price"), span)
    changed = "" if price is None else f"{_price(price):f}"
    return {**line, "quantity": f"{quantity.normalize():f}", "unit_price": changed}


def _price(price: Decimal) -> Decimal:
    return price.quantize(PRICE_PLACES, ROUND_HALF_UP).normalize()


def _period(span: Span, language: Language) -> str:
    """Return which days are billed, in the customer's language; of a part also how many of a whole's."""
    first, last = (format_date(day, "medium", locale=LOCALES[language]) for day in (span.first_on, span.last_on))
    if span.is_whole:
        return translate(msg("Period %(first)s – %(last)s", first=first, last=last), language)
    facts = {"first": first, "last": last, "days": span.days, "whole": span.whole}
    return translate(msg("Period %(first)s – %(last)s, %(days)s of %(whole)s days", **facts), language)
