"""The customer as the party of an invoice (BG-7)."""

from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Address, Contact, Identifier, Party
from tenants.kernel.country import COUNTRIES, Country

# ISO 6523 ICD of each company register, for BT-47.
REGISTERS: dict[Country, str] = {"FI": "0212", "SE": "0007", "NO": "0192", "DK": "0184"}


def buyer_party(customer: CustomerFacts) -> Party:
    """Return the customer as invoices state it: the customer number is an identifier without a scheme (BT-46)."""
    return Party(
        name=customer.name,
        identifiers=(Identifier(customer.number),),
        legal_registration=_registration(customer),
        vat_id=customer.vat_id,
        electronic_address=electronic_address(customer),
        address=Address(
            line1=customer.street or None,
            line2=customer.second_line,
            city=customer.city or None,
            postal_code=customer.postal_code or None,
            country=customer.country,
        ),
        contact=_contact(customer),
    )


def electronic_address(customer: CustomerFacts) -> Identifier | None:
    """Return where e-invoices reach the customer: a scheme of four digits with its id, or a Finnish IBAN address."""
    if not customer.einvoice_address:
        return None
    return Identifier(customer.einvoice_address, customer.einvoice_scheme)


def _contact(customer: CustomerFacts) -> Contact | None:
    found = Contact(name=customer.contact_person, email=customer.email or None)
    return found if found != Contact() else None


def _registration(customer: CustomerFacts) -> Identifier | None:
    if customer.business_id is None:
        return None
    scheme = REGISTERS[customer.country] if customer.country in COUNTRIES else None
    return Identifier(customer.business_id, scheme)
