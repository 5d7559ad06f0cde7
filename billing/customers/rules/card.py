"""What a customer card must have, field by field; one reading for the form, for a file and for judging a card."""

import re
from dataclasses import dataclass, fields
from typing import Any

from babel import Locale

from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.collecting import read_collecting
from billing.customers.rules.deliver_to import read_deliver_to
from billing.customers.rules.einvoice_address import read_address
from billing.customers.rules.facts import RECIPIENTS, CustomerFacts
from billing.customers.rules.terms import read_terms
from billing.seller.rules.fields import Fields
from tenants.kernel.country import COUNTRIES
from tenants.kernel.language import LANGUAGES, msg
from tenants.kernel.refusals import Problem
from tenants.registries.business_ids import parse_business_id
from tenants.registries.postal import parse_postal_code
from tenants.registries.vat_ids import parse_vat_id

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,29}")
COUNTRY_CODES = frozenset(filter(re.compile("[A-Z]{2}").fullmatch, map(str, Locale("en").territories))) - {
    "EU", "EZ", "QO", "UN", "XA", "XB", "ZZ",
}  # fmt: skip
LONGEST_NOTES = 2000  # characters
DELIVERIES = ("einvoice", "email", "print")
KNOWN = tuple(entry.name for entry in fields(CustomerInput))


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card as read: the values of its columns without number and sort key, and what is wrong with them."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]


def read_card(typed: CustomerInput) -> ReadCard:
    """Return a card's values in canonical form, and each problem at its field; a wrong value stays as it was typed."""
    found = Fields()
    country = found.one_of("country", typed.country.strip().upper(), COUNTRY_CODES, msg("Choose a country."))
    values = {
        "kind": found.one_of("kind", typed.kind, tuple(RECIPIENTS), msg("Choose business, consumer or public body.")),
        "name": found.text("name", typed.name, msg("The name is missing.")),
        **_ids(found, typed, country),
        "contact_person": found.text("contact_person", typed.contact_person) or None,
        "street": found.text("street", typed.street, msg("The street address is missing.")),
        "second_line": found.text("second_line", typed.second_line) or None,
        "postal_code": found.needed("postal_code", typed.postal_code, lambda text: parse_postal_code(country, text)),
        "city": found.text("city", typed.city, msg("The town is missing.")),
        "country": country,
        "email": found.email("email", typed.email),
        "language": found.one_of("language", typed.language, LANGUAGES, msg("Choose a language.")),
        **_address(found, typed),
        "buyer_reference": found.text("buyer_reference", typed.buyer_reference) or None,
        "delivery": found.one_of("delivery", typed.delivery, DELIVERIES, msg("Choose a way of delivery.")),
        "order_reference": found.text("order_reference", typed.order_reference) or None,
        "phone": found.text("phone", typed.phone) or None,
        "notes": _notes(found, typed.notes),
        **read_collecting(found, typed),
        **read_deliver_to(found, typed, country, COUNTRY_CODES),
    }
    values |= read_terms(found, typed, values)
    _judge_delivery(found, values)
    return ReadCard(values, tuple(found.problems))


def card_problems(customer: CustomerFacts) -> tuple[Problem, ...]:
    """Return what is missing on a customer's card or wrong with it, each at its field."""
    return read_card(CustomerInput(**{name: getattr(customer, name) for name in KNOWN})).problems


def number_problem(number: str) -> Problem | None:
    """Return what is wrong with a customer number, or None."""
    if NUMBER.fullmatch(number):
        return None
    return Problem("number", msg("A customer number has up to 30 letters, digits, dots, dashes or slashes."))


def _ids(found: Fields, typed: CustomerInput, country: str) -> dict[str, str | None]:
    def parse(text: str) -> str:
        return parse_business_id(country, text) if country in COUNTRIES else text

    return {
        "business_id": found.parsed("business_id", typed.business_id, parse),
        "vat_id": found.parsed("vat_id", typed.vat_id, parse_vat_id),
    }


def _address(found: Fields, typed: CustomerInput) -> dict[str, str | None]:
    given = (typed.einvoice_scheme, typed.einvoice_address, typed.einvoice_operator)
    address = read_address(found, *((part or "").strip() for part in given))
    return {
        "einvoice_scheme": address.scheme or None,
        "einvoice_address": address.id or None,
        "einvoice_operator": address.operator or None,
    }


def _notes(found: Fields, typed: str | None) -> str | None:
    """Return notes line by line; they are for those who work here and never on an invoice."""
    clean = "\n".join(" ".join(line.split()) for line in (typed or "").splitlines()).strip()
    if len(clean) > LONGEST_NOTES:
        found.blame("notes", msg("At most %(most)s characters fit here.", most=LONGEST_NOTES))
    return clean or None


def _judge_delivery(found: Fields, values: dict[str, Any]) -> None:
    """Find what the way of delivery lacks.

    Directive 2014/55/EU: a public body takes e-invoices, and with a reference of its own (PEPPOL-EN16931-R003).
    """
    if values["kind"] == "public":
        if values["delivery"] != "einvoice":
            found.blame("delivery", msg("A public body takes e-invoices only."))
        if not values["buyer_reference"] and not values["order_reference"]:
            found.blame("buyer_reference", msg("A public body's own reference or order number is missing."))
    if values["delivery"] == "einvoice" and not values["einvoice_address"]:
        found.blame("einvoice_address", msg("The e-invoice address is missing."))
    if values["delivery"] == "email" and not values["email"]:
        found.blame("email", msg("The e-mail address is missing."))
