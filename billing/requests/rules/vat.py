"""Whether a request's VAT can be charged: categories, rates in force on the day of supply, ids that they need."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from billing.countries.register import country_rules
from billing.countries.since import NoFigure
from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.terms import WITH_VAT_ID
from billing.en16931.arithmetic import vat_key
from billing.en16931.model import Invoice, Line, VatTreatment
from billing.requests.rules.places import place_problems
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

# UNTDID 5305 as far as sellers of the four countries use it: not L, M (Canary Islands, Ceuta, Melilla) and B (Italy).
TAXED, OUTSIDE, UNTAXED = "S", "O", frozenset({"Z", "E", "AE", "K", "G", "O"})
# Rated nil, not untaxed: of supplies that give the right to deduct.
OF_REGISTERED = frozenset({"Z", "G"})
NOT_REGISTERED = msg("The company isn't in the VAT register, so its invoices carry no VAT.")  # FI AVL 209 e §
# VATEX codes for the categories whose name says why: BR-AE-10, BR-IC-10, BR-G-10, BR-O-10.
REASON_CODES = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}
MUST_SAY_WHY = frozenset({"E", "AE", "K", "G", "O"})  # BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10


def supply_day(content: Invoice) -> date:
    """Return the day whose rates hold: delivery, else tax point, else the end of the period, else the issue date.

    Directive 2006/112/EC art. 63: the tax falls due when the goods or services are supplied.
    """
    delivered_on = content.delivery.delivered_on if content.delivery else None
    period_end = content.period.end if content.period else None
    return delivered_on or content.vat_point_on or period_end or content.issued_on


def supply_day_of(line: Line, content: Invoice) -> date:
    """Return the day whose rates a line has: the end of its own period (BT-135), else its invoice's supply day.

    So an invoice that reaches over a change of law carries both rates.
    """
    return (line.period.end if line.period else None) or supply_day(content)


def vat_problems(content: Invoice, seller: SellerFacts, customer: CustomerFacts | None) -> Iterator[Problem]:
    """Yield what is wrong with the VAT of each line, allowance and charge, and what the categories need besides."""
    days = frozenset(supply_day_of(line, content) for line in content.lines) | {supply_day(content)}
    for line in content.lines:
        if problem := treatment_problem(line.vat, seller, supply_day_of(line, content)):
            yield Problem(f"lines.{line.id}.vat", problem)
    for field, treatment in _adjusted(content):
        # A discount on the whole belongs to lines that may be of any of these days.
        found = [treatment_problem(treatment, seller, day) for day in sorted(days)]
        if all(found) and found[-1]:
            yield Problem(field, found[-1])
    categories = {treatment.category for treatment in _treatments(content)}
    yield from _missing_ids(categories, seller, customer)
    yield from _outside_alone(categories)
    if customer is not None:
        yield from place_problems(categories, content, seller, customer, supply_day(content))
    yield from _missing_reasons(content)


def treatment_problem(treatment: VatTreatment, seller: SellerFacts, on: date) -> Message | None:
    """Return what is wrong with a category and rate on a supply day, or None."""
    rate = treatment.rate
    if treatment.category == TAXED:
        return _rate_problem(rate, seller, on)
    if treatment.category in OF_REGISTERED and seller.vat_id is None:
        return NOT_REGISTERED
    if treatment.category not in UNTAXED:
        return msg("The VAT category %(category)s isn't used in this country.", category=treatment.category)
    if rate:
        return msg("The VAT category %(category)s has no rate above nil.", category=treatment.category)
    return None


def _rate_problem(rate: Decimal | None, seller: SellerFacts, on: date) -> Message | None:
    if seller.vat_id is None:
        return NOT_REGISTERED
    try:
        known = {entry.percent for entry in country_rules(seller.country).vat.rates(on)}
    except NoFigure as refusal:
        return refusal.message
    if rate is None:
        return msg("The VAT rate is missing.")
    if rate in known and rate:
        return None
    return msg("%(rate)s %% isn't a VAT rate in force on %(day)s.", rate=rate.normalize(), day=on)


def _treatments(content: Invoice) -> Iterator[VatTreatment]:
    yield from (line.vat for line in content.lines)
    yield from (treatment for _field, treatment in _adjusted(content))


def _adjusted(content: Invoice) -> Iterator[tuple[str, VatTreatment]]:
    adjustments = ((name, getattr(content, name)) for name in ("allowances", "charges"))
    for name, entries in adjustments:
        yield from ((f"{name}.{place}.vat", entry.vat) for place, entry in enumerate(entries, 1) if entry.vat)


def _missing_ids(categories: set[str], seller: SellerFacts, customer: CustomerFacts | None) -> Iterator[Problem]:
    for category in sorted(categories & WITH_VAT_ID.keys()):
        if customer is not None and customer.vat_id is None and not _is_domestic(category, seller, customer):
            yield Problem("customer.vat_id", WITH_VAT_ID[category])
        if seller.vat_id is None:
            yield Problem("seller.vat_id", msg("The company's own VAT id is missing in the settings."))


def _outside_alone(categories: set[str]) -> Iterator[Problem]:
    """Yield that what is outside the scope of VAT stands on an invoice of its own (BR-O-11 to BR-O-14)."""
    if OUTSIDE in categories and len(categories) > 1:
        yield Problem("vat", msg("What is outside the scope of VAT (O) needs an invoice of its own."))


def _is_domestic(category: str, seller: SellerFacts, customer: CustomerFacts) -> bool:
    """Return whether a reverse charge stays in the country, where BR-AE-02 takes the business id as well."""
    return category == "AE" and customer.country == seller.country and customer.business_id is not None


def _missing_reasons(content: Invoice) -> Iterator[Problem]:
    said = {
        vat_key(entry.treatment) for entry in content.vat_breakdown if entry.exemption_reason or entry.exemption_code
    }
    for line in content.lines:
        if line.vat.category in MUST_SAY_WHY and vat_key(line.vat) not in said:
            yield Problem(f"lines.{line.id}.vat_reason", msg("Say why there is no VAT on this line."))
