"""Whether open receivables can be taken over, and what they come to beside the old ledger."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.customers.rules.facts import CustomerFacts
from billing.requests.rules.vat import MUST_SAY_WHY, REASON_CODES, treatment_problem
from billing.seller.rules import SellerFacts
from billing.takeover.rules.listed import NIL, Listed
from tenants.kernel.language import Message, msg
from tenants.kernel.money import TooPrecise, UnknownCurrency, exponent, to_minor
from tenants.kernel.refusals import Problem

LONGEST_NUMBER = 35


@dataclass(frozen=True, slots=True)
class Known:
    """What receivables are judged by: who sells, the customers by number, what numbers and references are taken.

    `streams` are the codes of the company's streams.
    """

    seller: SellerFacts
    on: date
    customers: Mapping[str, CustomerFacts]
    numbers: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    streams: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """A receivable with its customer, and everything that keeps it from being taken over."""

    listed: Listed
    customer: CustomerFacts | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """What a list comes to in one currency."""

    currency: str
    count: int
    open: Decimal


@dataclass(frozen=True, slots=True)
class CustomerTotal:
    """What a list has open of one customer in one currency, to be held beside the old ledger's balance of it."""

    customer_number: str
    name: str
    currency: str
    count: int
    open: Decimal


def judge(rows: Sequence[Listed], known: Known) -> list[Judged]:
    """Return each receivable with what is wrong with it; a number or reference that stands twice is wrong twice."""
    twice = Counter(row.number for row in rows)
    shared = Counter(reference_of(row) for row in rows)

    def problems(row: Listed) -> Iterator[Problem]:
        yield from row.problems
        unread = {problem.field for problem in row.problems}
        found = (*_identity(row, known, twice, shared), *_days(row, known.on), *_amounts(row), *_vat(row, known))
        yield from (problem for problem in found if problem.field not in unread)

    return [Judged(row, known.customers.get(row.customer_number), tuple(problems(row))) for row in rows]


def reference_of(row: Listed) -> str:
    """Return the payment reference of a receivable, its number where the list has none; without blanks, in capitals."""
    return "".join((row.reference or row.number).split()).upper()


def totals(rows: Iterable[Listed]) -> tuple[Total, ...]:
    """Return what receivables come to, by currency; currencies are never added together."""
    sums: dict[str, tuple[int, Decimal]] = {}
    for row in rows:
        count, amount = sums.get(row.currency, (0, NIL))
        sums[row.currency] = (count + 1, amount + row.open)
    return tuple(Total(currency, count, amount) for currency, (count, amount) in sorted(sums.items()))


def customer_totals(rows: Iterable[Judged]) -> tuple[CustomerTotal, ...]:
    """Return what a list comes to by customer and currency, by the customer's number; no card means no name."""
    sums: dict[tuple[str, str], tuple[str, int, Decimal]] = {}
    for row in rows:
        key = row.listed.customer_number, row.listed.currency
        name, count, amount = sums.get(key, (row.customer.name if row.customer else "", 0, NIL))
        sums[key] = (name, count + 1, amount + row.listed.open)
    return tuple(
        CustomerTotal(number, name, currency, count, amount)
        for (number, currency), (name, count, amount) in sorted(sums.items())
    )


def difference(total: Total, stated: Decimal | None) -> Message | None:
    """Return how a list differs from the total of the old ledger, or None where they are equal."""
    if stated is None:
        return msg("Write what the old ledger has open, in figures.")
    if stated == total.open:
        return None
    return msg(
        "The old ledger has %(stated)s %(currency)s, the list %(listed)s: %(difference)s apart.",
        stated=stated,
        listed=total.open,
        difference=abs(stated - total.open),
        currency=total.currency,
    )


def _identity(row: Listed, known: Known, twice: Mapping[str, int], shared: Mapping[str, int]) -> Iterator[Problem]:
    if not row.number or len(row.number) > LONGEST_NUMBER:
        yield Problem("number", msg("An invoice number of at most %(most)s characters is needed.", most=LONGEST_NUMBER))
    elif row.number in known.numbers:
        yield Problem("number", msg("There is an invoice %(number)s already.", number=row.number))
    elif twice[row.number] > 1:
        yield Problem("number", msg("The file has the number %(number)s twice.", number=row.number))
    reference = reference_of(row)
    if reference in known.references or shared[reference] > 1:
        said = msg("Another invoice has the payment reference %(reference)s.", reference=reference)
        yield Problem("reference", said)
    if row.stream and row.stream not in known.streams:
        yield Problem("stream", msg("There is no stream with the code %(code)s.", code=row.stream[:40]))
    if row.customer_number not in known.customers:
        number = row.customer_number
        yield Problem("customer_number", msg("There is no customer with the number %(number)s.", number=number))


def _days(row: Listed, on: date) -> Iterator[Problem]:
    for field, day in (("issued_on", row.issued_on), ("due_on", row.due_on)):
        if day is None:
            yield Problem(field, msg("The day is missing."))
    if row.issued_on and row.issued_on > on:
        yield Problem("issued_on", msg("That day is still to come."))
    if row.issued_on and row.due_on and row.due_on < row.issued_on:
        yield Problem("due_on", msg("The due date %(due)s is before the invoice date.", due=row.due_on))
    for place, reminder in enumerate(row.reminders, 1):
        if reminder.sent_on > on or (row.issued_on and reminder.sent_on < row.issued_on):
            yield Problem(f"reminder_{place}_on", msg("A reminder is sent after the invoice and before today."))
        elif place > 1 and reminder.sent_on < row.reminders[place - 2].sent_on:
            yield Problem(f"reminder_{place}_on", msg("That is before the reminder that came first."))


def _amounts(row: Listed) -> Iterator[Problem]:
    try:
        exponent(row.currency)
    except UnknownCurrency:
        yield Problem("currency", msg("%(code)s isn't a currency.", code=row.currency[:10] or "–"))
        return
    if not row.total:
        yield Problem("total", msg("The total is missing."))
    if not row.open:
        yield Problem("open", msg("Nothing is open on it, so it stays in the earlier program."))
    elif row.open * row.total < 0 or abs(row.open) > abs(row.total):
        yield Problem("open", msg("More is open than the invoice came to."))
    amounts = [("open", row.open), *(("total", part.total) for part in row.parts)]
    amounts += [("vat", part.vat) for part in row.parts if part.vat is not None]
    amounts += [(f"reminder_{place}_fee", each.fee) for place, each in enumerate(row.reminders, 1)]
    for place, each in enumerate(row.reminders, 1):
        if each.fee < 0:
            yield Problem(f"reminder_{place}_fee", msg("A fee can't be negative."))
    for field, amount in amounts:
        try:
            to_minor(amount, row.currency)
        except TooPrecise as refusal:
            yield Problem(field, refusal.message)


def _vat(row: Listed, known: Known) -> Iterator[Problem]:
    for part in row.parts:
        if row.issued_on and (wrong := treatment_problem(part.treatment, known.seller, row.issued_on)):
            yield Problem("vat_rate", wrong)
        category = part.treatment.category
        if category in MUST_SAY_WHY and category not in REASON_CODES and not part.reason:
            yield Problem("vat_reason", msg("Say why there is no VAT on this line."))
