"""Everything that keeps a request from being invoiced, each at its field."""

from collections.abc import Iterator
from datetime import date

from billing.attachments.rules.attached import attachment_problems
from billing.countries.mandatory import language_law
from billing.customers.rules.card import card_problems
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice, Line
from billing.en16931.units import UNITS
from billing.requests.rules.amounts import amount_problems
from billing.requests.rules.household import household_problems
from billing.requests.rules.own_seller import seller_problem
from billing.requests.rules.rot_rut import work_problems
from billing.requests.rules.vat import vat_problems
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.language import Message, msg
from tenants.kernel.money import UnknownCurrency, exponent
from tenants.kernel.refusals import Problem

# UNTDID 1001: invoice, debit note, corrected invoice, prepayment invoice, credit note. A proforma (325) or a
# self-billed invoice (389) isn't the seller's to issue.
KINDS = frozenset({"380", "381", "383", "384", "386"})


def check_request(
    content: Invoice, seller: SellerFacts, customer: CustomerFacts | None, on: date
) -> tuple[Problem, ...]:
    """Return what keeps a request from being invoiced on a day; nothing where it is ready.

    Fields: `seller`, `customer_number`, `customer.<field of the card>`, `lines.<id>.<what>`, `vat`, `totals.<which>`,
    `currency`, `due_on`, `period`, `kind`, `attachments`.
    """
    parties = tuple(_party_problems(content, seller, customer))
    told = {problem.field for problem in parties}
    return (
        *parties,
        *_kind_problems(content),
        *_day_problems(content, on),
        *_line_problems(content),
        *(problem for problem in vat_problems(content, seller, customer) if problem.field not in told),
        *household_problems(content, seller, customer),
        *work_problems(content, seller, customer, on),
        *_money_problems(content),
        *attachment_problems(content),
    )


def _party_problems(content: Invoice, seller: SellerFacts, customer: CustomerFacts | None) -> Iterator[Problem]:
    if (reason := seller_problem(content.seller, seller)) is not None:
        yield Problem("seller", reason)
    if customer is None:
        yield Problem("customer_number", _unknown(content))
        return
    if law := language_law(customer.language, seller.country):
        sentence = msg("A company of this country doesn't write invoices in that language (%(law)s).", law=law)
        yield Problem("customer.language", sentence)
    for problem in card_problems(customer):
        if problem.field != "buyer_reference" or not _has_reference(content):
            yield Problem(f"customer.{problem.field}", problem.message)


def _unknown(content: Invoice) -> Message:
    number = next((each.value for each in content.buyer.identifiers if each.scheme is None), "")
    if number:
        return msg("There is no customer with the number %(number)s.", number=number)
    if content.buyer.name:
        return msg("There is no customer card for %(name)s.", name=content.buyer.name)
    return msg("The customer number is missing.")


def _has_reference(content: Invoice) -> bool:
    """Return whether the request itself has what a public body asks for (PEPPOL-EN16931-R003: either will do)."""
    return bool(content.buyer_reference or content.order_reference)


def _kind_problems(content: Invoice) -> Iterator[Problem]:
    if content.type_code not in KINDS:
        code = content.type_code
        yield Problem("kind", msg("Only invoices and credit notes can be billed, not the type %(code)s.", code=code))


def _day_problems(content: Invoice, on: date) -> Iterator[Problem]:
    if content.due_on is not None and content.due_on < min(content.issued_on, on):
        yield Problem("due_on", msg("The due date %(due)s is before the invoice date.", due=content.due_on))
    period = content.period
    if period and period.start and period.end and period.end < period.start:
        yield Problem("period", msg("The period ends before it begins."))


def _line_problems(content: Invoice) -> Iterator[Problem]:
    if not content.lines:
        yield Problem("lines", msg("There are no lines to bill."))
    for line in content.lines:
        yield from _problems_of(line)


def _problems_of(line: Line) -> Iterator[Problem]:
    where = f"lines.{line.id}"
    if not line.item.name.strip():
        yield Problem(f"{where}.text", msg("The line doesn't say what is billed."))
    if not line.quantity:
        yield Problem(f"{where}.quantity", msg("The quantity is missing."))
    if line.price.net < 0:  # BR-27
        yield Problem(f"{where}.price", msg("A price can't be negative; make the quantity negative instead."))
    if line.unit not in UNITS:
        yield Problem(f"{where}.unit", msg("Unknown unit %(code)s.", code=line.unit))


def _money_problems(content: Invoice) -> Iterator[Problem]:
    try:
        exponent(content.currency)
    except UnknownCurrency:
        yield Problem("currency", msg("%(code)s isn't a currency.", code=content.currency))
        return
    yield from amount_problems(content)
    if content.totals.gross < 0:
        yield Problem("totals.gross", msg("It comes to less than nothing; bill it as a credit note."))
