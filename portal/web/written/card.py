"""The card of a customer as whoever writes invoices fills it in: what an invoice needs, and no more."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, cast

from billing.customers.rules.card import COUNTRY_CODES
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import CustomerFacts
from portal.web._design import Field
from portal.web._design.fields import Option
from portal.web._design.words import OWN_NAMES, Words
from portal.web.addresses import DELIVER_TO_LABELS, ELSEWHERE, OWN_COUNTRY, countries
from portal.web.channels import CHANNELS
from tenants.kernel.country import USUAL_LANGUAGE, Country
from tenants.kernel.language import LANGUAGES, Message, msg
from tenants.kernel.refusals import Problem

LABELS: Mapping[str, Message] = {
    "name": msg("Name"),
    "kind": msg("Kind of customer"),
    "business_id": msg("Business id"),
    "vat_id": msg("VAT number"),
    "street": msg("Street"),
    "postal_code": msg("Postal code"),
    "city": msg("City"),
    "country": msg("Country"),
    "email": msg("E-mail"),
    "language": msg("Language of the invoice"),
    "delivery": msg("Wants invoices by"),
    "einvoice_scheme": msg("Scheme of the address"),
    "einvoice_address": msg("E-invoice address"),
    "einvoice_operator": msg("E-invoice operator"),
    "buyer_reference": msg("Buyer reference"),
    **DELIVER_TO_LABELS,
}
KINDS = {"business": msg("Business"), "consumer": msg("Consumer"), "public": msg("Public body")}
REQUIRED = frozenset({"name", "street", "postal_code", "city"})
OPTIONAL = frozenset(entry.name for entry in fields(CustomerInput) if entry.default is None)


def empty_card(country: Country) -> CustomerInput:
    """Return an empty card of a customer in the company's country."""
    return CustomerInput(name="", country=country, language=USUAL_LANGUAGE[country])


def card_of(customer: CustomerFacts) -> CustomerInput:
    """Return a kept card as it would be typed."""
    return CustomerInput(**{entry.name: getattr(customer, entry.name) for entry in fields(CustomerInput)})


def read_card(form: Mapping[str, str], known: CustomerInput) -> CustomerInput:
    """Return a card with what a form says; what it doesn't ask stays as it is known."""
    values: dict[str, str] = {name: form[name].strip()[:200] for name in LABELS if name in form}
    read: dict[str, Any] = {name: text or (None if name in OPTIONAL else "") for name, text in values.items()}
    return replace(known, **read)


def card_fields(card: CustomerInput, problems: Iterable[Problem]) -> tuple[Field, ...]:
    """Return the fields of a card, each with what is wrong with it."""
    wrong: dict[str, list[Words]] = {}
    for problem in problems:
        wrong.setdefault(problem.field, []).append(problem.message)
    choices = _choices()
    return tuple(_field(name, card, tuple(wrong.get(name, ())), choices.get(name, ())) for name in LABELS)


def is_elsewhere(field: Field) -> bool:
    """Say whether a field is part of the delivery address, which stands by itself."""
    return field.name in DELIVER_TO_LABELS


def _field(name: str, card: CustomerInput, errors: tuple[Words, ...], options: tuple[Option, ...]) -> Field:
    kind = cast("Any", "select" if options else "email" if name == "email" else "text")
    value = str(getattr(card, name) or "")
    required = name in REQUIRED or (bool(options) and name not in DELIVER_TO_LABELS)
    hint = ELSEWHERE if name == "deliver_name" else ""
    return Field(
        name=name,
        label=LABELS[name],
        kind=kind,
        value=value,
        hint=hint,
        errors=errors,
        options=options,
        required=required,
    )


def _choices() -> dict[str, tuple[Option, ...]]:
    names = tuple(Option(code, name) for code, name in countries(COUNTRY_CODES))
    return {
        "kind": tuple(Option(code, label) for code, label in KINDS.items()),
        "country": names,
        "deliver_country": (Option("", OWN_COUNTRY), *names),
        "language": tuple(Option(code, OWN_NAMES[code]) for code in LANGUAGES),
        "delivery": tuple(Option(code, label) for code, label in CHANNELS.items()),
    }
