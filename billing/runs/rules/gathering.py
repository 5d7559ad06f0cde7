"""Which requests of a run share an invoice, as chosen on the customers' cards; each is judged by itself before.

A collective invoice is an invoice like any other (directive 2006/112/EC art. 223: supplies may be summarised): what has
one place at its head has to agree between its requests, else they get invoices of their own.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from billing.en16931.model import Invoice
from billing.en16931.model.plain import from_plain
from billing.invoices.rules import Block
from billing.invoices.rules.household import is_household_work
from billing.requests.rules.vat import OUTSIDE
from billing.runs.rules.joining import contradict, join, supplied
from billing.runs.rules.preparing import Candidate, Ready, Refused, Terms, issuable, prepare
from billing.seller.rules import SellerFacts
from tenants.kernel.ids import CustomerId

# UNTDID 1001: a credit note, a corrected or a prepayment invoice belongs to one request.
INVOICE = "380"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run would issue, in the order of the first request of each, and the requests that it sets aside."""

    ready: tuple[Ready, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A request that is ready, with its content as its invoice says it."""

    ready: Ready
    content: Invoice


def gather(
    candidates: Iterable[Candidate], seller: SellerFacts, terms: Terms, *, apart: Collection[CustomerId] = ()
) -> Gathered:
    """Return the invoices that requests become together; a request that is refused leaves the others as they are.

    `apart` are customers whose requests get an invoice each whatever their cards say.
    """
    judged = [prepare(one, seller, terms) for one in candidates]
    groups: list[list[_Part]] = []
    open_ones: dict[Hashable, list[list[_Part]]] = {}
    for one in judged:
        if isinstance(one, Ready):
            alone = one.customer.collective == "none" or one.customer.id in apart
            _place(_Part(one, one.invoice) if alone else _part(one), groups, open_ones, alone=alone)
    ready = tuple(invoice for group in groups for invoice in _invoices(group, seller, terms))
    return Gathered(ready, tuple(one for one in judged if isinstance(one, Refused)))


def unnumbered(ready: Sequence[Ready], block: Block) -> tuple[Refused, ...]:
    """Return the requests of the invoices that a series has no number for, each with the reason."""
    if block.ended is None:
        return ()
    left = ready[len(block.numbers) :]
    return tuple(Refused(candidate, block.ended) for one in left for candidate in one.candidates)


def _place(
    part: _Part, groups: list[list[_Part]], open_ones: dict[Hashable, list[list[_Part]]], *, alone: bool
) -> None:
    """Put a request to the first invoice that it fits on, else on one of its own, which others may join."""
    key = None if alone else _key(part)
    fitting = open_ones.setdefault(key, []) if key is not None else []
    for group in fitting:
        if not any(contradict(part.content, other.content) for other in group):
            group.append(part)
            return
    groups.append([part])
    fitting.append(groups[-1])


def _part(ready: Ready) -> _Part:
    """Return a request with what its own invoice would say of due day, terms and references."""
    invoice = ready.invoice
    content = replace(
        from_plain(ready.candidate.content),
        due_on=invoice.due_on,
        payment_terms=invoice.payment_terms,
        buyer_reference=invoice.buyer_reference,
        order_reference=invoice.order_reference,
    )
    return _Part(ready, content)


def _key(part: _Part) -> Hashable:
    """Return what has to agree on one invoice; None for a request that always has its own."""
    content, invoice, customer = part.content, part.ready.invoice, part.ready.customer
    by_order = customer.collective == "order"
    if by_order and not invoice.order_reference:
        return None
    if content.type_code != INVOICE or content.preceding_invoices or content.totals.vat_in_vat_currency is not None:
        return None
    return (
        customer.id,
        invoice.currency,
        # The rate that converts the VAT is that of the day of supply.
        (invoice.vat_currency, supplied(content)) if invoice.vat_currency else None,
        # A line has a place for one of them only.
        supplied(content) if all(supplied(content)) else None,
        (invoice.due_on, invoice.payment_terms, invoice.payee),
        invoice.order_reference if by_order or _needs_order(part.ready) else None,
        (invoice.buyer_reference, _person(content)),
        _delivered_to(content),
        tuple(getattr(content, name) for name in HEAD),
        any(is_household_work(line) for line in content.lines),
        any(line.vat.category == OUTSIDE for line in content.lines),
    )


# What stands at the head and has no place on a line.
HEAD = ("vat_point_on", "vat_point_code", "receiving_advice", "tender_reference", "object_id")


def _needs_order(ready: Ready) -> bool:
    """Say whether an invoice can't do without its order reference: an e-invoice has it or the buyer's own.

    PEPPOL-EN16931-R003.
    """
    card = ready.customer
    return ready.invoice.buyer_reference is None and (card.kind == "public" or card.delivery == "einvoice")


def _person(content: Invoice) -> Hashable:
    """Return whom a request names at the buyer; the e-mail address is the card's."""
    stated = content.buyer.contact
    return (stated.name, stated.phone) if stated else (None, None)


def _delivered_to(content: Invoice) -> Hashable:
    """Return where something was delivered, without the day."""
    delivery = content.delivery
    return (delivery.name, delivery.location, delivery.address) if delivery else (None, None, None)


def _invoices(group: Sequence[_Part], seller: SellerFacts, terms: Terms) -> Iterator[Ready]:
    """Yield the invoice of some requests; where they don't make a valid one together, an invoice for each."""
    whole = _whole(group, seller, terms) if len(group) > 1 else None
    if whole is None:
        yield from (part.ready for part in group)
    else:
        yield whole


def _whole(group: Sequence[_Part], seller: SellerFacts, terms: Terms) -> Ready | None:
    first = group[0].ready
    contents = [part.content for part in group]
    content = join(contents, issued_on=terms.issued_on, language=first.customer.language)
    # The card's order number stands where a request names none: here each has said its own.
    customer = replace(first.customer, order_reference=None)
    found = issuable(replace(first.candidate, customer=customer), content, seller, terms)
    if isinstance(found, Refused):
        return None
    others = tuple(part.ready.candidate for part in group[1:])
    return replace(found, candidate=first.candidate, customer=first.customer, others=others)
