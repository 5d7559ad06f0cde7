"""A plan charge as the draft of a billing request, in the payer's language and the currency of the price."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from billing.customers.rules.card_input import CustomerInput
from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, Item, Line, Party, Period, PrecedingInvoice, Price
from billing.plan_charges.rules.charge import PlanCharge
from billing.plan_charges.rules.vat import plan_vat
from billing.requests.rules.draft import Draft
from billing.seller.rules.facts import SellerFacts
from billing.seller.rules.party import seller_party
from tenants.kernel.language import LOCALES, msg, translate

INVOICE, CREDIT_NOTE = "380", "381"  # UNTDID 1001


def draft_of(charge: PlanCharge, seller: SellerFacts, *, on: date, credited: str | None = None) -> Draft:
    """Return the request of a charge; a credit is a credit note of the invoice `credited`.

    The service period stands on the line (BG-26) and decides the VAT rate; the amount is without VAT. The card holds
    what is known of the payer; what is missing there is told when the request is judged.
    """
    content = Invoice(
        number=charge.key,
        issued_on=on,
        type_code=CREDIT_NOTE if charge.credits else INVOICE,
        currency=charge.currency,
        preceding_invoices=(PrecedingInvoice(credited),) if credited else (),
        seller=seller_party(seller),
        buyer=Party(name=charge.payer.name),
        period=Period(charge.first_on, charge.last_on),
        lines=(_line(charge, seller),),
    )
    reason = plan_vat(seller, charge.payer.country, on=charge.last_on)[1]
    if reason is not None:
        content = replace(content, vat_breakdown=(reason,))
    return Draft(
        key=charge.key, place="1", source="plan", content=completed(content), customer_number="", buyer=_card(charge)
    )


def evidence_of(charge: PlanCharge) -> str:
    """Return what is kept beside the request: the charge in plain words and figures."""
    facts = (
        ("Key", charge.key),
        ("Takes back", charge.credits or "-"),
        ("Client", charge.client),
        ("Plan", f"{charge.plan}, {charge.months} months"),
        ("Days", f"{charge.first_on} to {charge.last_on}"),
        ("Amount without VAT", f"{charge.amount} {charge.currency}"),
        ("Payer", f"{charge.payer.name} ({charge.payer.country} {charge.payer.business_id})"),
    )
    return "".join(f"{name}: {value}\n" for name, value in facts)


def _line(charge: PlanCharge, seller: SellerFacts) -> Line:
    treatment, _ = plan_vat(seller, charge.payer.country, on=charge.last_on)
    return Line(
        id="1",
        quantity=Decimal(1),
        price=Price(net=charge.amount),
        item=Item(name=_text(charge)),
        vat=treatment,
        period=Period(charge.first_on, charge.last_on),
    )


def _text(charge: PlanCharge) -> str:
    """Return what is billed, in the payer's language; a firm that pays for many sees for which client."""
    language = charge.payer.language
    days = {
        name: format_date(day, "medium", locale=LOCALES[language])
        for name, day in (("first", charge.first_on), ("last", charge.last_on))
    }
    sentence = (
        msg("Unused days of Samla %(plan)s for %(client)s, %(first)s to %(last)s", **_names(charge), **days)
        if charge.credits
        else msg("Samla %(plan)s for %(client)s, %(first)s to %(last)s", **_names(charge), **days)
    )
    return translate(sentence, language)


def _names(charge: PlanCharge) -> dict[str, str]:
    return {"plan": charge.plan, "client": charge.client}


def _card(charge: PlanCharge) -> CustomerInput:
    payer = charge.payer
    return CustomerInput(
        name=payer.name,
        kind="business",
        business_id=payer.business_id,
        vat_id=payer.vat_id,
        street=payer.street,
        postal_code=payer.postal_code,
        city=payer.city,
        country=payer.country,
        email=payer.email,
        language=payer.language,
        einvoice_scheme=payer.einvoice_scheme,
        einvoice_address=payer.einvoice_address,
        einvoice_operator=payer.einvoice_operator,
    )
