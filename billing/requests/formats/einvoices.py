"""E-invoices as billing requests: what another program wants billed, in Finvoice or UBL."""

import re
from dataclasses import replace

from billing.attachments.rules.attached import apart
from billing.customers.rules.card_input import CustomerInput
from billing.en16931.model import Identifier, Invoice, Party
from billing.en16931.reading import is_finvoice, read_invoices
from billing.invoices.rules.work_marks import unmarked
from billing.requests.rules.draft import Defaults, Draft, Source
from tenants.registries.digits import without_separators
from tenants.registries.endpoints import WITHDRAWN

SCHEME = re.compile("[0-9]{4}")
OVT = re.compile("0037[0-9]{8}[0-9A-Z]{0,5}")


def read_einvoices(data: bytes, defaults: Defaults) -> tuple[Draft, ...]:
    """Return the requests of a file of e-invoices, in order; the place of each is its number in the file.

    Raises:
        Invalid: the file is broken, or isn't safe to read; the sentence says where.
    """
    source: Source = "finvoice" if is_finvoice(data) else "ubl"
    return tuple(
        _draft(content, place, source, defaults)
        for place, content in enumerate(map(_without_marks, read_invoices(data)), start=1)
    )


def _draft(content: Invoice, place: int, source: Source, defaults: Defaults) -> Draft:
    named, enclosed = apart(content)
    return Draft(
        key=key_of(content),
        place=str(place),
        source=source,
        content=named,
        buyer=card_of(content, defaults),
        enclosed=enclosed,
    )


def _without_marks(content: Invoice) -> Invoice:
    """Return an e-invoice without properties that are our marks of ROT and RUT work: its buyer's id wasn't sealed."""
    return replace(
        content,
        lines=tuple(replace(line, item=replace(line.item, attributes=unmarked(line))) for line in content.lines),
    )


def key_of(content: Invoice) -> str:
    """Return what recognises an e-invoice: the seller's id, the number and the type that it states."""
    return "|".join((_seller_id(content.seller), content.number, content.type_code))


def _seller_id(seller: Party) -> str:
    registration = seller.legal_registration.value if seller.legal_registration else ""
    return without_separators(registration or seller.vat_id or seller.name)


def card_of(content: Invoice, defaults: Defaults) -> CustomerInput | None:
    """Return the card that a customer who isn't known would get; None where the buyer has no name."""
    buyer, address = content.buyer, content.buyer.address
    if not buyer.name.strip():
        return None
    country = (address.country if address else None) or defaults.country
    electronic = _reachable(buyer.electronic_address)
    registration = buyer.legal_registration.value if buyer.legal_registration else None
    return CustomerInput(
        name=buyer.name,
        kind="business" if registration or buyer.vat_id else "consumer",
        business_id=registration,
        vat_id=buyer.vat_id,
        street=" ".join(filter(None, (address.line1, address.line2, address.line3))) if address else "",
        postal_code=(address.postal_code if address else None) or "",
        city=(address.city if address else None) or "",
        country=country,
        email=(buyer.contact.email if buyer.contact else None) or "",
        language=defaults.language_for(country),
        einvoice_scheme=electronic.scheme if electronic else None,
        einvoice_address=electronic.value if electronic else None,
        delivery="einvoice" if electronic else "email",
    )


def _reachable(stated: Identifier | None) -> Identifier | None:
    """Return a stated e-invoice address as a card keeps it: an OVT under 0216, no scheme that isn't one."""
    if stated is None or not stated.value.strip():
        return None
    if OVT.fullmatch(without_separators(stated.value)):
        return Identifier(without_separators(stated.value), "0216")
    scheme = stated.scheme or ""
    return Identifier(stated.value, scheme if SCHEME.fullmatch(scheme) and scheme not in WITHDRAWN else None)
