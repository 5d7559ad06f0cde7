"""The customer card as a form: what was typed, read into an input, and shown again with what is wrong with it."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from billing.customers.rules.card import COUNTRY_CODES, CustomerInput, read_card
from billing.customers.rules.facts import CustomerFacts
from portal.web._design import Field, Option
from portal.web._design.words import OWN_NAMES, Words
from portal.web.customers.words import DELIVERIES, KINDS, LABELS, countries
from tenants.kernel.country import USUAL_LANGUAGE, Country
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem

NAMES = tuple(entry.name for entry in fields(CustomerInput))
OPTIONAL = ("business_id", "vat_id", "einvoice_scheme", "einvoice_address", "einvoice_operator", "buyer_reference")
HINTS: dict[str, Message] = {
    "number": msg("Leave it empty to get the next free number."),
    "einvoice_address": msg("An OVT (0037...), a Peppol participant such as 0192:923609016, or an IBAN."),
    "einvoice_scheme": msg("Four digits, such as 0192. An OVT and an IBAN have none."),
    "einvoice_operator": msg("For addresses in the Finnish network: the operator's OVT or the bank's BIC."),
    "buyer_reference": msg("What the customer wants to read on its invoices. Public bodies always have one."),
    "payment_days": msg("Empty means as usual for this company."),
}
LONGEST: dict[str, int] = {"number": 30, "postal_code": 20, "email": 254, "payment_days": 3}


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, under one heading."""

    heading: Message
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A card as typed; `term` is what stood in the field of days, where that is no number."""

    card: CustomerInput
    term: str = ""

    def of(self, number: str) -> "Typed":
        """Return the same card under the number it has; the form of a kept card doesn't send it."""
        return replace(self, card=replace(self.card, number=number))

    def must_be_readable(self) -> None:
        """Refuse days that are no number, together with everything else that is wrong with the card.

        Raises:
            InvalidFields: the days can't be read.
        """
        if self.term:
            unreadable = Problem("payment_days", msg("Write the days to pay in figures."))
            raise InvalidFields([*read_card(self.card).problems, unreadable])


def read(form: MultiDict[str, str]) -> Typed:
    """Return what was typed into the card."""
    values: dict[str, Any] = {name: form.get(name, "").strip() for name in NAMES}
    values |= {name: values[name] or None for name in OPTIONAL}
    days = values["payment_days"]
    is_number = days.isascii() and days.isdigit() and len(days) <= LONGEST["payment_days"]
    values["payment_days"] = int(days) if is_number else None
    return Typed(CustomerInput(**values), "" if is_number else days)


def as_typed(customer: CustomerFacts) -> Typed:
    """Return a card that is kept as if it had been typed."""
    return Typed(CustomerInput(**{name: value for name, value in asdict(customer).items() if name in NAMES}))


def empty_card(country: Country, *, number: str = "", name: str = "") -> Typed:
    """Return the card that a new customer begins with: a business in the seller's own country."""
    return Typed(CustomerInput(name=name, number=number, country=country, language=USUAL_LANGUAGE[country]))


def sections(typed: Typed, problems: Iterable[Problem], *, is_new: bool) -> tuple[Section, ...]:
    """Return the card's fields in the order of the paper, each with what is wrong with it."""
    wrong: dict[str, list[Words]] = {}
    for problem in problems:
        wrong.setdefault(problem.field, []).append(problem.message)

    def field(name: str, **more: Any) -> Field:
        value = getattr(typed.card, name)
        text = typed.term if name == "payment_days" and typed.term else "" if value is None else str(value)
        return Field(
            **{
                "name": name,
                "label": LABELS[name],
                "value": text,
                "hint": HINTS.get(name, "") if is_new or name != "number" else "",
                "errors": tuple(wrong.get(name, ())),
                "maxlength": LONGEST.get(name, 200),
                **more,
            }
        )

    return (_who(field, is_new=is_new), _where(field), _how(field), _terms(field))


Make = Callable[..., Field]


def _who(field: Make, *, is_new: bool) -> Section:
    fixed = {} if is_new else {"refusal": msg("A customer number stays as it is.")}
    return Section(
        msg("Who"),
        (
            field("number", **fixed),
            field("kind", kind="radio", required=True, options=_options(KINDS)),
            field("name", required=True, autocomplete="off"),
            field("business_id"),
            field("vat_id"),
        ),
    )


def _where(field: Make) -> Section:
    names = tuple(Option(code, name) for code, name in countries(COUNTRY_CODES))
    return Section(
        msg("Postal address"),
        (
            field("street", required=True),
            field("postal_code", required=True),
            field("city", required=True),
            field("country", kind="select", required=True, options=names),
        ),
    )


def _how(field: Make) -> Section:
    return Section(
        msg("Delivery"),
        (
            field("delivery", kind="radio", required=True, options=_options(DELIVERIES)),
            field("email", kind="email"),
            field("einvoice_address"),
            field("einvoice_scheme"),
            field("einvoice_operator"),
            field("buyer_reference"),
        ),
    )


def _terms(field: Make) -> Section:
    languages = tuple(Option(code, name) for code, name in OWN_NAMES.items())
    return Section(
        msg("Language and terms"),
        (
            field("language", kind="select", required=True, options=languages),
            field("payment_days", kind="number", suffix=msg("days")),
        ),
    )


def _options(words: Any) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in words.items())
