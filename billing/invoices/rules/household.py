"""Work that a Finnish consumer may deduct in taxation, told apart from the rest of the invoice.

Kotitalousvähennys: tuloverolaki (1535/1992) 127 a § and 127 b §; the deduction is reckoned from the work's price with
VAT, materials and travel give none, so the invoice itemises the work's share (vero.fi, "Kotitalousvähennyksen määrä").
How much is deducted depends on the person's year and is the tax administration's to say, not the seller's.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from billing.customers.rules.facts import CustomerFacts
from billing.documents.writing import amount
from billing.en16931.model import Attribute, Invoice, Line, Note
from billing.invoices.rules.rot_rut import with_vat
from tenants.kernel.language import Language, msg, translate

# A property of the line until it is issued; the invoice then says it in the customer's language.
MARK = Attribute("household_work", "yes")
HOUSEHOLD_WORK = msg("Work that gives the household deduction")  # what a screen calls it


def is_household_work(line: Line) -> bool:
    """Return whether a line of a request is marked as household work."""
    return MARK in line.item.attributes


def itemised(invoice: Invoice, customer: CustomerFacts) -> Invoice:
    """Return an invoice that says which lines are household work, and what work and the rest come to with VAT.

    An invoice without such lines stays as it is.
    """
    work = work_with_vat(invoice)
    if work is None:
        return invoice
    language = customer.language
    lines = tuple(_named(line, language) if is_household_work(line) else line for line in invoice.lines)
    return replace(invoice, lines=lines, notes=(*invoice.notes, Note(_said(invoice, work, language))))


def work_with_vat(invoice: Invoice) -> Decimal | None:
    """Return what household work comes to with VAT, rounded once for each rate; None where there is no such line."""
    lines = [line for line in invoice.lines if is_household_work(line)]
    return with_vat(lines, invoice.currency) if lines else None


def _named(line: Line, language: Language) -> Line:
    return replace(line, item=replace(line.item, attributes=tuple(_attributes(line, language))))


def _attributes(line: Line, language: Language) -> Iterator[Attribute]:
    """Yield a line's properties, the mark of household work in the customer's words (BG-32)."""
    yield from (each for each in line.item.attributes if each != MARK)
    yield Attribute(translate(msg("Household deduction"), language), translate(msg("work"), language))


def _said(invoice: Invoice, work: Decimal, language: Language) -> str:
    rest = invoice.totals.gross - work
    sentence = msg(
        "Work for the household deduction, with VAT: %(work)s %(currency)s. Materials and other costs: %(rest)s "
        "%(currency)s.",
        work=amount(work, invoice.currency, language),
        rest=amount(rest, invoice.currency, language),
        currency=invoice.currency,
    )
    return translate(sentence, language)
