"""Who sells and who buys, as printed: address lines, numbers with their names, the footer's columns."""

from billing.documents.invoice.accounts import account_lines
from billing.documents.invoice.wording import country_of
from billing.documents.look import Look
from billing.documents.writing import country_name, plain
from billing.en16931.model import Address, Invoice, Party
from tenants.kernel.country import COUNTRIES
from tenants.kernel.language import Language, Message, msg, translate
from tenants.kernel.refusals import Invalid
from tenants.registries.business_ids import format_business_id, parse_business_id

REGISTRATIONS: dict[str, Message | str] = {
    "FI": msg("Business ID"),
    "SE": "Org.nr",
    "NO": "Org.nr",
    "DK": "CVR-nr.",
}


def address_lines(address: Address | None, language: Language, *, seen_from: str | None) -> tuple[str, ...]:
    """Return the lines of an address; the country stands last, in capitals, when it is another than the sender's."""
    if address is None:
        return ()
    place = " ".join(filter(None, (plain(address.postal_code), plain(address.city))))
    abroad = address.country if address.country != seen_from else None
    lines = (
        plain(address.line1),
        plain(address.line2),
        plain(address.line3),
        place,
        plain(address.subdivision) if abroad else "",
        country_name(abroad, language).upper() if abroad else "",
    )
    return tuple(filter(None, lines))


def buyer_lines(invoice: Invoice, language: Language) -> tuple[str, ...]:
    """Return what stands in the window of the envelope: name, the person there, address."""
    buyer = invoice.buyer
    contact = plain(buyer.contact.name) if buyer.contact else ""
    seen_from = country_of(invoice.seller)
    lines = (plain(buyer.name), contact, *address_lines(buyer.address, language, seen_from=seen_from))
    return tuple(filter(None, lines))


def registration(party: Party, language: Language) -> tuple[str, str]:
    """Return the name and the printed form of a party's number in its company register; empty where it has none.

    A Norwegian seller that is registered for VAT has "MVA" after the number (bokføringsforskriften § 5-1-2).
    """
    if party.legal_registration is None:
        return "", ""
    country = country_of(party) or ""
    printed = _printed(country, plain(party.legal_registration.value))
    if country == "NO" and party.vat_id:
        printed = f"NO {printed} MVA"
    label = REGISTRATIONS.get(country, msg("Registration number"))
    return (label if isinstance(label, str) else translate(label, language)), printed


def seller_lines(invoice: Invoice, language: Language) -> tuple[str, ...]:
    """Return the seller's name, if it isn't in the head already, and address."""
    seller = invoice.seller
    return address_lines(seller.address, language, seen_from=country_of(seller))


def footer(invoice: Invoice, look: Look, language: Language) -> tuple[tuple[str, ...], ...]:
    """Return the columns at the foot of every page: who, how to reach them, their numbers, their accounts."""
    seller = invoice.seller
    seen_from = country_of(invoice.buyer)
    who = (plain(seller.name), *address_lines(seller.address, language, seen_from=seen_from))
    columns = (who, _contact(seller, look), _numbers(seller, look, language), account_lines(invoice, language))
    return tuple(column for column in columns if column)


def _contact(seller: Party, look: Look) -> tuple[str, ...]:
    phone = plain(seller.contact.phone) if seller.contact else ""
    email = plain(seller.contact.email) if seller.contact else ""
    return tuple(filter(None, (phone, email, plain(look.website))))


def _numbers(seller: Party, look: Look, language: Language) -> tuple[str, ...]:
    label, number = registration(seller, language)
    lines = [f"{label} {number}"] if number else []
    if seller.vat_id and country_of(seller) != "NO":
        lines.append(f"{translate(msg('VAT number'), language)} {plain(seller.vat_id)}")
    legal_form = plain(seller.legal_form)
    says_seat = bool(look.seat) and legal_form.endswith(plain(look.seat))  # stands below in the document's language
    lines += filter(None, ("" if says_seat else legal_form, plain(seller.tax_registration)))
    if look.seat:
        lines.append(f"{translate(msg('Registered seat'), language)} {plain(look.seat)}")
    return tuple(lines)


def _printed(country: str, number: str) -> str:
    """Return a business id as its country writes it; as given, where it isn't one of ours or has a wrong digit."""
    if country not in COUNTRIES:
        return number
    try:
        return format_business_id(country, parse_business_id(country, number))
    except Invalid:
        return number
