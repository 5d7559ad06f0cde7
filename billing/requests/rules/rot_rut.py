"""Lines of ROT and RUT work: who may be billed so, and what has to be known of the work, the buyer and the home.

Inkomstskattelag (1999:1229) 67 kap. 11-19 §§ and lag (2009:194); what the claim to Skatteverket must say is asked for
here. That the buyer owns the home, is of age by the year's end and has enough of the year's reduction left isn't known.
"""

from collections.abc import Iterator
from datetime import date

from billing.countries.se.household_work import KINDS, limits, share
from billing.countries.since import NoFigure
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice, Line
from billing.invoices.rules.work_marks import PERSON_INVALID, Work, work_of
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Invalid, Problem
from tenants.registries.business_ids import parse_business_id

Found = Iterator[tuple[str, Message]]


def work_problems(content: Invoice, seller: SellerFacts, customer: CustomerFacts | None, on: date) -> Iterator[Problem]:
    """Yield why lines marked as ROT or RUT work can't be billed so, each at its field; no sentence names a person."""
    works = [(line, work) for line in content.lines if (work := work_of(line)) is not None]
    if not works:
        return
    if seller.country == "SE" and not seller.f_tax:
        yield Problem("seller", msg("ROT and RUT take a company that is approved for F-tax; say so in its settings."))
    if content.currency != "SEK":
        yield Problem("currency", msg("ROT and RUT are billed in Swedish kronor."))
    for line, work in works:
        for field, sentence in _of_line(content, line, work, content.due_on or on):
            yield Problem(f"lines.{line.id}.{field}", sentence)
        for field, sentence in _of_parties(seller, customer):
            yield Problem(f"lines.{line.id}.{field}", sentence)


def _of_parties(seller: SellerFacts, customer: CustomerFacts | None) -> Found:
    if seller.country != "SE":
        yield "rot_rut", msg("ROT and RUT are Swedish; take the mark off the line.")
    elif customer is not None and customer.kind != "consumer":
        yield "rot_rut", msg("Only a consumer gets a reduction for ROT or RUT; take the mark off the line.")


def _of_line(content: Invoice, line: Line, work: Work, on: date) -> Found:
    yield from _of_work(work)
    yield from _of_person(work)
    if work.reduction == "rot":
        yield from _of_home(work)
    if content.allowances or content.charges:
        yield "rot_rut", msg("Put discounts and charges on the lines, so that the work's share can be told apart.")
    if line.quantity < 0:
        yield "rot_rut", msg("A line of ROT or RUT work can't be negative; put a discount on it instead.")
    try:
        share(work.reduction, on)
        limits(on)
    except NoFigure as missing:
        yield "rot_rut", missing.message


def _of_work(work: Work) -> Found:
    kind = KINDS.get(work.kind)
    if kind is None:
        yield "work_kind", msg("Say what kind of ROT or RUT work it is.")
    elif kind.reduction != work.reduction:
        said = msg("%(kind)s belongs to %(other)s.", kind=kind.name, other=kind.reduction.upper())
        yield "work_kind", said
    elif kind.has_hours and (work.hours is None or work.hours <= 0):
        yield "work_hours", msg("Say how many hours of work it was.")


def _of_person(work: Work) -> Found:
    if not work.person:
        yield "personal_id", msg("The buyer's personal identity number is missing.")
    elif work.person == PERSON_INVALID:
        yield "personal_id", msg("The buyer's personal identity number isn't valid: check its digits in the source.")


def _of_home(work: Work) -> Found:
    if work.association:
        try:
            parse_business_id("SE", work.association)
        except Invalid as wrong:
            yield "housing_association", wrong.message
        if not work.apartment:
            yield "apartment", msg("Say which apartment of the housing association it is.")
    elif not work.property_name:
        yield "property", msg("Say the property's designation, or the housing association's number and the apartment.")
    elif work.apartment:
        yield "housing_association", msg("The organisation number of the housing association is missing.")
