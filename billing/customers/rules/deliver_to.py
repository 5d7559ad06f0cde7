"""Where a customer has goods and services delivered, when that isn't its postal address (BG-13, BG-15)."""

from dataclasses import replace
from typing import Any

from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Address, Delivery, Invoice
from billing.seller.rules.fields import Fields
from tenants.kernel.language import msg
from tenants.registries.postal import parse_postal_code

DELIVER_TO = ("deliver_name", "deliver_street", "deliver_second_line", "deliver_postal_code", "deliver_city")


def read_deliver_to(found: Fields, typed: CustomerInput, home: str, countries: frozenset[str]) -> dict[str, str | None]:
    """Return the delivery address of a card, all None where nothing was typed; `home` is the customer's country.

    An address has a street, postal code and town (Finvoice 3.0 wants them), and a country (BR-57): the customer's own
    where none is chosen.
    """
    country = (typed.deliver_country or "").strip().upper()
    if not (country or any((getattr(typed, name) or "").strip() for name in DELIVER_TO)):
        return dict.fromkeys((*DELIVER_TO, "deliver_country"))
    country = found.one_of("deliver_country", country or home, countries, msg("Choose a country."))
    postal_code = found.needed(
        "deliver_postal_code", typed.deliver_postal_code or "", lambda text: parse_postal_code(country, text)
    )
    return {
        "deliver_name": found.text("deliver_name", typed.deliver_name) or None,
        "deliver_street": found.text("deliver_street", typed.deliver_street, msg("The street address is missing."))
        or None,
        "deliver_second_line": found.text("deliver_second_line", typed.deliver_second_line) or None,
        "deliver_postal_code": postal_code or None,
        "deliver_city": found.text("deliver_city", typed.deliver_city, msg("The town is missing.")) or None,
        "deliver_country": country or None,
    }


def delivery_of(content: Invoice, customer: CustomerFacts) -> Delivery | None:
    """Return where and when a request was delivered: as it states, else to the delivery address of the card.

    A request that names a place in any way is taken at its word, and a credit note says what the invoice said that it
    corrects.
    """
    stated = content.delivery
    if content.is_credit_note or customer.deliver_street is None:
        return stated
    if stated and (stated.name or stated.location or stated.address):
        return stated
    return replace(stated or Delivery(), name=customer.deliver_name, address=_address(customer))


def _address(customer: CustomerFacts) -> Address:
    parts: dict[str, Any] = {
        "line1": customer.deliver_street,
        "line2": customer.deliver_second_line,
        "city": customer.deliver_city,
        "postal_code": customer.deliver_postal_code,
        "country": customer.deliver_country,
    }
    return Address(**parts)
