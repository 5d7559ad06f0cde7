"""Whether a treatment of VAT fits where the seller and the buyer are: another member state, abroad, at home."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from billing.countries.union import NORTHERN_IRELAND, country_of_vat_id, in_union
from billing.customers.rules.deliver_to import delivery_of
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

TO_MEMBER_STATE, EXPORT, REVERSED = "K", "G", "AE"
OWED_BY_BUYER = frozenset({TO_MEMBER_STATE, REVERSED})


def place_problems(
    categories: set[str], content: Invoice, seller: SellerFacts, customer: CustomerFacts, on: date
) -> Iterator[Problem]:
    """Yield where the categories of a request don't fit the countries on a supply day, or the kind of customer.

    Directive 2006/112/EC art. 138 (K: to a taxable person of another member state), 146 (G: out of the Union), 196 and
    199 (AE: owed by a taxable person). Where it was delivered decides, else where the buyer is.
    """
    if categories & OWED_BY_BUYER and customer.kind == "consumer":
        yield from _owed_by_consumer(content, customer)
    there = _destination(content, customer)
    if TO_MEMBER_STATE in categories:
        yield from _to_member_state(there, seller, customer, on)
    if EXPORT in categories and (reason := _no_export(there.country, seller, on)):
        yield Problem(there.field, reason)
    if REVERSED in categories and seller.country == "NO" and customer.country != "NO":
        yield Problem("customer.country", msg("Norwegian reverse charge holds in Norway only; abroad it is an export."))


def _owed_by_consumer(content: Invoice, customer: CustomerFacts) -> Iterator[Problem]:
    """Yield it at the lines that say so themselves or by their article, else at the card."""
    apart = [line.id for line in content.lines if line.vat.category in OWED_BY_BUYER - {customer.vat_category}]
    for id_ in apart:
        yield Problem(f"lines.{id_}.vat", msg("A consumer doesn't account for VAT: choose the rate of the line."))
    if not apart:
        yield Problem("customer.vat_category", msg("A consumer doesn't account for VAT: choose another treatment."))


@dataclass(frozen=True, slots=True)
class _Destination:
    """The country that decides, and the field of the card that says it, or could set right what a file says."""

    country: str
    field: str


def _destination(content: Invoice, customer: CustomerFacts) -> _Destination:
    delivery = delivery_of(content, customer)
    country = delivery.address.country if delivery and delivery.address else None
    if country is None:
        return _Destination(customer.country, "customer.country")
    is_cards = delivery != content.delivery
    return _Destination(country, "customer.deliver_country" if is_cards else "customer.country")


def _to_member_state(there: _Destination, seller: SellerFacts, customer: CustomerFacts, on: date) -> Iterator[Problem]:
    northern_irish = bool(customer.vat_id and customer.vat_id.startswith(NORTHERN_IRELAND))
    if not in_union(seller.country, on):
        sentence = msg("The company isn't in an EU country, so it makes no supplies to another member state.")
        yield Problem("customer.vat_category", sentence)
    elif there.country == seller.country:
        sentence = msg("This stays in the company's own country, so it is no supply to another member state.")
        yield Problem(there.field, sentence)
    elif not in_union(there.country, on) and not northern_irish:
        facts = {"country": there.country, "day": on}
        yield Problem(there.field, msg("%(country)s isn't an EU country on %(day)s; choose export.", **facts))
    elif customer.vat_id and country_of_vat_id(customer.vat_id) == seller.country:
        # Art. 138 (1) b: registered in a member state other than the one the goods leave.
        sentence = msg("The VAT id %(given)s is of the company's own country.", given=customer.vat_id)
        yield Problem("customer.vat_id", sentence)


def _no_export(there: str, seller: SellerFacts, on: date) -> Message | None:
    if there == seller.country:
        return msg("This stays in the company's own country, so it is no export.")
    if in_union(seller.country, on) and in_union(there, on):
        return msg("%(country)s is an EU country on %(day)s, so this is no export.", country=there, day=on)
    return None
