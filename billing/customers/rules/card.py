"""What a customer card must have, field by field; one reading for the form, for a file and for judging a card."""

import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from babel import Locale

from billing.customers.rules.einvoice_address import read_address
from billing.customers.rules.facts import RECIPIENTS, CustomerFacts
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
LONGEST_TERM = 365  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerInput:
    """A card as typed or as a file states it; an empty number asks for the next free one."""

    name: str
    number: str = ""
    kind: str = "business"
    business_id: str | None = None
    vat_id: str | None = None
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    language: str = ""
    einvoice_scheme: str | None = None
    einvoice_address: str | None = None
    einvoice_operator: str | None = None
    buyer_reference: str | None = None
    delivery: str = "email"
    payment_days: int | None = None


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
        "street": found.text("street", typed.street, msg("The street address is missing.")),
        "postal_code": found.needed("postal_code", typed.postal_code, lambda text: parse_postal_code(country, text)),
        "city": found.text("city", typed.city, msg("The town is missing.")),
        "country": country,
        "email": found.email("email", typed.email),
        "language": found.one_of("language", typed.language, LANGUAGES, msg("Choose a language.")),
        **_address(found, typed),
        "buyer_reference": found.text("buyer_reference", typed.buyer_reference) or None,
        "delivery": found.one_of("delivery", typed.delivery, ("einvoice", "email"), msg("Choose a way of delivery.")),
        "payment_days": typed.payment_days,
    }
    _judge_term(found, typed.payment_days)
    _judge_delivery(found, values)
    return ReadCard(values, tuple(found.problems))


def card_problems(customer: CustomerFacts) -> tuple[Problem, ...]:
    """Return what is missing on a customer's card or wrong with it, each at its field."""
    known = {entry.name for entry in fields(CustomerInput)}
    return read_card(CustomerInput(**{k: v for k, v in asdict(customer).items() if k in known})).problems


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


def _judge_term(found: Fields, days: int | None) -> None:
    if days is not None and not 0 <= days <= LONGEST_TERM:
        found.blame("payment_days", msg("The days to pay are 0 to %(most)s.", most=LONGEST_TERM))


def _judge_delivery(found: Fields, values: dict[str, Any]) -> None:
    """Find what the way of delivery lacks. Directive 2014/55/EU: a public body takes e-invoices, with its reference."""
    if values["kind"] == "public":
        if values["delivery"] != "einvoice":
            found.blame("delivery", msg("A public body takes e-invoices only."))
        if not values["buyer_reference"]:
            found.blame("buyer_reference", msg("A public body's own reference is missing."))
    if values["delivery"] == "einvoice" and not values["einvoice_address"]:
        found.blame("einvoice_address", msg("The e-invoice address is missing."))
    if values["delivery"] == "email" and not values["email"]:
        found.blame("email", msg("The e-mail address is missing."))
