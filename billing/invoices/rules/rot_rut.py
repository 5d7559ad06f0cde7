"""ROT and RUT: the buyer pays the invoice less the tax reduction, and the seller claims that from Skatteverket.

Lag (2009:194) om förfarandet vid skattereduktion för hushållsarbete; share and limits: `countries.se.household_work`.

Where the split stands in EN 16931. The whole price stays what is sold: net (BT-109), VAT (BT-110) and total (BT-112)
are those of the law, since Skatteverket's part is a part of the consideration (directive 2006/112/EC art. 73: what a
third party pays belongs to it). So an allowance (BG-20) or a negative line is out: both lower the taxable amount, and
VAT with it. The amount to pay (BT-115) must be the buyer's part, or whoever pays by the e-invoice pays Skatteverket's
as well. By BR-CO-16 it is BT-112 less BT-113 plus BT-114, and BT-114 is for rounding. So the part stands in BT-113, the
only term that lowers what is to be paid and nothing else, and a note (BT-22) says that it isn't money received. Our own
model keeps apart how much of BT-113 it is (`totals.claimed`); the ledger posts that as a claim on Skatteverket, and the
printed invoice names it so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal

from billing.countries.se.household_work import KINDS, REDUCTIONS, Reduction, limits, share
from billing.customers.rules.facts import CustomerFacts
from billing.documents.writing import amount, quantity
from billing.en16931.arithmetic import vat_amount
from billing.en16931.model import Attribute, Invoice, Line, Note, VatTreatment
from billing.invoices.rules.work_marks import Work, unmarked, work_of
from tenants.kernel.language import Language, Message, msg, translate
from tenants.kernel.refusals import Invalid
from tenants.registries.business_ids import format_business_id, parse_business_id

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """One reduction of an invoice in SEK: labour with VAT, and how much of it Skatteverket is asked for."""

    reduction: Reduction
    labour: Decimal
    claimed: Decimal


def parts(invoice: Invoice, on: date) -> tuple[Part, ...]:
    """Return the reductions of an invoice that is paid on a day, ROT first; nothing where no line is marked.

    Each is rounded down to whole kronor, which is what Skatteverket pays out, and held to the most of a person's year;
    what other sellers have used of that isn't known here.

    Raises:
        NoFigure: the law's table doesn't reach that day.
    """
    found: list[Part] = []
    for reduction in REDUCTIONS:
        lines = [line for line in invoice.lines if _reduction(line) == reduction]
        if lines:
            most = limits(on)
            left = most.both - sum((part.claimed for part in found), ZERO)
            labour = with_vat(lines, invoice.currency)
            wanted = (labour * share(reduction, on) / HUNDRED).quantize(Decimal(1), ROUND_DOWN)
            held = min(wanted, left, most.rot if reduction == "rot" else most.both)
            found.append(Part(reduction, labour, max(ZERO, held)))
    return tuple(found)


def with_vat(lines: Iterable[Line], currency: str) -> Decimal:
    """Return what lines come to with VAT, rounded once for each rate."""
    nets: dict[VatTreatment, Decimal] = {}
    for line in lines:
        nets[line.vat] = nets.get(line.vat, ZERO) + line.net
    return sum((net + vat_amount(net, vat, currency) for vat, net in nets.items()), ZERO)


def reduced(invoice: Invoice, customer: CustomerFacts) -> Invoice:
    """Return an invoice whose buyer is asked for their part only, and that says what Skatteverket pays and for what.

    An invoice without marked lines stays as it is. The due day counts as the day of payment.

    Raises:
        NoFigure: the law's table doesn't reach that day.
    """
    found = parts(invoice, invoice.due_on or invoice.issued_on)
    if not found:
        return invoice
    language = customer.language
    claimed = sum((part.claimed for part in found), ZERO)
    totals = replace(
        invoice.totals,
        paid=invoice.totals.paid + claimed,
        claimed=claimed,
        payable=invoice.totals.payable - claimed,
    )
    said = (Note(translate(each, language)) for each in _said(invoice, found, language))
    lines = tuple(_named(line, language) for line in invoice.lines)
    return replace(invoice, lines=lines, totals=totals, notes=(*invoice.notes, *said))


def _reduction(line: Line) -> Reduction | None:
    work = work_of(line)
    return work.reduction if work else None


def _named(line: Line, language: Language) -> Line:
    """Return a line that says in the customer's words what work it is, and its hours (BG-32)."""
    work = work_of(line)
    if work is None:
        return line
    told = [translate(KINDS[work.kind].name, language) if work.kind in KINDS else work.kind]
    if work.hours is not None:
        told.append(translate(msg("%(hours)s hours", hours=quantity(work.hours, language)), language))
    attributes = (*unmarked(line), Attribute(work.reduction.upper(), ", ".join(filter(None, told))))
    return replace(line, item=replace(line.item, attributes=attributes))


def _said(invoice: Invoice, found: Iterable[Part], language: Language) -> Iterator[Message]:
    for part in found:
        yield msg(
            "%(reduction)s: work with VAT %(labour)s %(currency)s, of which Skatteverket is asked for %(claimed)s "
            "%(currency)s as a tax reduction.",
            reduction=part.reduction.upper(),
            labour=amount(part.labour, invoice.currency, language),
            claimed=amount(part.claimed, invoice.currency, language),
            currency=invoice.currency,
        )
    yield msg("Skatteverket's part is taken off what you pay; in an e-invoice it stands where advance payments do.")
    work = next(filter(None, map(work_of, invoice.lines)))
    yield msg("Personal identity number of the buyer: %(person)s.", person=work.person)
    homes = {home: None for each in map(work_of, invoice.lines) if each and (home := home_of(each))}
    yield from (msg("The home: %(home)s.", home=home) for home in homes)


def home_of(work: Work) -> str:
    """Return where the work was done: the property, or the housing association and the apartment."""
    if work.property_name:
        return work.property_name
    return " / ".join(filter(None, (_association(work.association), work.apartment)))


def _association(typed: str) -> str:
    """Return a housing association's number as Sweden writes it, or what was typed where it isn't one."""
    try:
        return format_business_id("SE", parse_business_id("SE", typed))
    except Invalid:
        return typed
