"""The facts beside the address: number, days, references, numbers of the buyer; absent ones are left out."""

from billing.documents.invoice.document import Fact
from billing.documents.invoice.parties import address_lines, registration
from billing.documents.invoice.rows import period_text
from billing.documents.invoice.wording import country_of
from billing.documents.writing import day, plain, prose
from billing.en16931.model import Invoice, Party
from tenants.kernel.language import Language, Message, msg, translate

Pair = tuple[Message | str, str]


def facts(invoice: Invoice, reference_label: Message, reference: str, language: Language) -> tuple[Fact, ...]:
    """Return what the buyer's accountant looks for, in the order they look; due day and reference are strong.

    A credit note asks for no money, so it has neither terms nor reference nor due day.
    """
    country = country_of(invoice.seller)
    pairs: list[Pair] = [
        (msg("Invoice date"), day(invoice.issued_on, language, country)),
        (msg("Customer number"), customer_number(invoice.buyer)),
        *_corrected(invoice, language),
        (msg("Your reference"), plain(invoice.buyer_reference)),
        (msg("Our reference"), plain(invoice.seller.contact.name) if invoice.seller.contact else ""),
        (msg("Order number"), plain(invoice.order_reference)),
        (msg("Our order number"), plain(invoice.sales_order_reference)),
        (msg("Contract"), plain(invoice.contract_reference)),
        (msg("Project"), plain(invoice.project_reference)),
        (msg("Your cost centre"), plain(invoice.buyer_accounting)),
        registration(invoice.buyer, language),
        (msg("Your VAT number"), plain(invoice.buyer.vat_id) if country_of(invoice.buyer) != "NO" else ""),
    ]
    if invoice.is_credit_note:
        return _said(pairs, language)
    terms: list[Pair] = [(msg("Terms of payment"), prose(invoice.payment_terms))]
    due = day(invoice.due_on, language, country) if invoice.due_on else ""
    strong: list[Pair] = [(reference_label, reference), (msg("Due date"), due)]
    return (*_said(pairs, language), *_said(terms, language), *_said(strong, language, strong=True))


def delivery_facts(invoice: Invoice, language: Language) -> tuple[Fact, ...]:
    """Return when and where it was delivered (art. 226, point 7; NO bokføringsforskriften § 5-1-1, 4)."""
    pairs: list[Pair] = []
    country = country_of(invoice.seller)
    if invoice.delivery and invoice.delivery.delivered_on:
        pairs.append((msg("Delivered on"), day(invoice.delivery.delivered_on, language, country)))
    elif invoice.vat_point_on:
        pairs.append((msg("Date of supply"), day(invoice.vat_point_on, language, country)))
    if invoice.period:
        pairs.append((msg("Period"), period_text(invoice.period, language, country)))
    if invoice.delivery and invoice.delivery.address:
        place = address_lines(invoice.delivery.address, language, seen_from=country)
        pairs.append((msg("Delivered to"), ", ".join(filter(None, (plain(invoice.delivery.name), *place)))))
    pairs.append((msg("Despatch advice"), plain(invoice.despatch_advice)))
    return _said(pairs, language)


def customer_number(buyer: Party) -> str:
    """Return the number that the seller knows the buyer by (BT-46 without a scheme); empty where there is none."""
    return next((plain(each.value) for each in buyer.identifiers if each.scheme is None), "")


def _corrected(invoice: Invoice, language: Language) -> list[Pair]:
    """Return the invoices that this one changes: a credit note has to name them (directive 2006/112/EC art. 219)."""
    label = msg("Credits invoice") if invoice.is_credit_note else msg("Refers to invoice")
    country = country_of(invoice.seller)
    return [
        (label, f"{plain(each.number)}{f' ({day(each.issued_on, language, country)})' if each.issued_on else ''}")
        for each in invoice.preceding_invoices
    ]


def _said(pairs: list[Pair], language: Language, *, strong: bool = False) -> tuple[Fact, ...]:
    return tuple(
        Fact(label if isinstance(label, str) else translate(label, language), value, strong)
        for label, value in pairs
        if value
    )
