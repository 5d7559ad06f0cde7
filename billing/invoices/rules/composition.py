"""A request's content becomes our invoice: our number, seller, buyer's card, days and ways to pay (EN 16931-1)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from billing.customers.rules.deliver_to import delivery_of
from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.party import buyer_party
from billing.en16931.arithmetic import completed
from billing.en16931.finvoice.cash_discounts import still_offered
from billing.en16931.model import Contact, Invoice, Note, Party
from billing.en16931.ubl import BILLING_PROCESS, BILLING_SPECIFICATION
from billing.invoices.rules.delivered import delivered
from billing.invoices.rules.household import itemised
from billing.invoices.rules.rot_rut import reduced
from billing.invoices.rules.rounding import rounded_to_pay
from billing.invoices.rules.saying import said_in_full
from billing.invoices.rules.vat_words import worded
from billing.seller.rules import SellerFacts, payment_means, seller_party
from billing.streams.rules import COMPANYS_TERMS, StreamTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the run gives an invoice: its printed number, payment reference, day of issue and due day."""

    number: str
    reference: str
    issued_on: date
    due_on: date


def compose(content: Invoice, seller: SellerFacts, customer: CustomerFacts, given: Given) -> Invoice:
    """Return a request's content as the invoice that is issued.

    Seller, buyer, number, days and ways to pay are ours; the amounts are reckoned anew by the rules of EN 16931-1.
    What is sold, delivered, referred to and noted stays; a credit note keeps the invoice that it corrects (BG-3).
    """
    seat = seated(content, seller, customer, issued_on=given.issued_on, due_on=given.due_on)
    return numbered(seat, seller, number=given.number, reference=given.reference)


def seated(content: Invoice, seller: SellerFacts, customer: CustomerFacts, *, issued_on: date, due_on: date) -> Invoice:
    """Return the invoice without its number and payment reference: all that can be known before the number is taken.

    A payee (BG-10) or tax representative (BG-11) of the file belongs to the seller stated there, so it isn't kept.
    """
    kept_terms = still_offered(content.payment_terms, issued_on) if content.due_on in {None, due_on} else None
    seat = completed(
        replace(
            said_in_full(content, seller.language),
            number="",
            issued_on=issued_on,
            due_on=due_on,
            seller=seller_party(seller),
            delivery=delivery_of(content, customer),
            buyer=_with_person(buyer_party(customer), content.buyer.contact),
            buyer_reference=content.buyer_reference or customer.buyer_reference,
            order_reference=content.order_reference or customer.order_reference,
            payment_terms=kept_terms,
            payee=None,
            transfer=None,
            tax_representative=None,
            payment_means=(),
            process=BILLING_PROCESS,
            specification=BILLING_SPECIFICATION,
        )
    )
    split = reduced(itemised(seat, customer), customer)
    return worded(delivered(rounded_to_pay(split, seller)), seller, customer.language)


def numbered(invoice: Invoice, seller: SellerFacts, *, number: str, reference: str) -> Invoice:
    """Return an invoice with the number (BT-1) it got, and the ways to pay it by that number's reference (BT-83)."""
    return replace(invoice, number=number, payment_means=payment_means(seller, reference))


def introduced(content: Invoice, texts: tuple[str, str]) -> Invoice:
    """Return an invoice with texts above and below its lines (BT-22), around the notes it has; a credit note as it is.

    What asks for a payment, or thanks for an order, would be wrong on a credit note.
    """
    if content.is_credit_note:
        return content
    above, below = texts
    first = (Note(above, above=True),) if above else ()
    return replace(content, notes=(*first, *content.notes, *((Note(below),) if below else ())))


def due_day(
    content: Invoice,
    seller: SellerFacts,
    customer: CustomerFacts,
    *,
    issued_on: date,
    asked: StreamTerms = COMPANYS_TERMS,
) -> date:
    """Return when an invoice falls due: as the request states, else by the customer's, stream's or seller's days.

    A credit note asks for no money and falls due on the day it is issued.
    """
    if content.is_credit_note:
        return issued_on
    if content.due_on is not None:
        return content.due_on
    if customer.payment_days is not None:
        return issued_on + timedelta(days=customer.payment_days)
    return asked.due_on(issued_on, seller.payment_days)


def _with_person(buyer: Party, stated: Contact | None) -> Party:
    """Return the buyer with the person that the request names, else the card's, and the card's e-mail (BG-9)."""
    if stated is None:
        return buyer
    contact = buyer.contact or Contact()
    return replace(buyer, contact=replace(contact, name=stated.name or contact.name, phone=stated.phone))
