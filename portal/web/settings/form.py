"""The settings as a form: what was typed, read into an input, and shown again with what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from billing.seller.rules import SellerFacts
from billing.seller.rules.card import ACCENT, KINDS, ROUNDED, SellerInput
from billing.streams.rules import FIRST_PREFIX
from portal.web._design import Field, Option
from portal.web._design.words import OWN_NAMES
from portal.web.settings.words import ACCOUNTS, HINTS, LABELS, REFERENCES
from tenants.kernel.country import CURRENCIES, USUAL_LANGUAGE, Country
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem

REQUIRED = frozenset({"street", "postal_code", "city", "email", "language", "payment_days", "currency"})
NEEDED: dict[Country, frozenset[str]] = {
    "FI": frozenset({"iban"}),
    "SE": frozenset(),
    "NO": frozenset({"account"}),
    "DK": frozenset({"fik_creditor"}),
}
TICKS = ("f_tax", "rounds_to_pay")
NUMBERS = ("payment_days", "reference_length")
AUTOCOMPLETE = {
    "street": "street-address",
    "postal_code": "postal-code",
    "city": "address-level2",
    "email": "email",
    "phone": "tel",
    "website": "url",
}
KINDS_OF_FIELD: dict[str, Any] = {
    "email": "email", "phone": "tel", "f_tax": "checkbox", "rounds_to_pay": "checkbox", "remove_logo": "checkbox",
    "logo": "file", "language": "select", "reference_kind": "radio", "payment_days": "number",
    "reference_length": "number",
}  # fmt: skip
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, under one heading."""

    heading: Message
    fields: tuple[Field, ...]


def values_of(seller: SellerFacts | None, country: Country) -> dict[str, str]:
    """Return the settings as a form shows them; before the first saving, what is usual in the country."""
    if seller is None:
        usual = {"language": USUAL_LANGUAGE[country], "currency": CURRENCIES[country], "payment_days": "14"}
        usual |= {"reference_kind": KINDS[country][0].value, "accent": ACCENT}
        return {**usual, "first_prefix": FIRST_PREFIX}
    kept = {name: value for name, value in asdict(seller).items() if name in LABELS}
    shown = {name: "" if value is None else str(value) for name, value in kept.items()}
    ticks = {name: "y" if kept[name] else "" for name in TICKS}
    return {**shown, **ticks, "reference_kind": seller.reference_kind.value}


def typed(form: MultiDict[str, str]) -> dict[str, str]:
    """Return what was typed, by field."""
    return {name: form.get(name, "").strip() for name in LABELS if name != "logo"}


def read(values: Values, logo: FileStorage | None) -> SellerInput:
    """Return the input that the settings make.

    Raises:
        InvalidFields: what should be a number isn't one.
    """
    numbers = {name: _whole(name, values[name]) for name in NUMBERS if values.get(name)}
    if problems := [found for found in numbers.values() if isinstance(found, Problem)]:
        raise InvalidFields(problems)
    texts: dict[str, Any] = {
        name: values.get(name) or None
        for name in LABELS
        if name not in {*NUMBERS, *REQUIRED, *TICKS, "logo", "remove_logo", "accent", "reference_kind"}
    }
    texts |= {name: values.get(name, "") for name in (*REQUIRED, "accent", "reference_kind")}
    texts |= {"payment_days": 14, **numbers}
    content = logo.read() if logo is not None and logo.filename else None
    texts |= {name: bool(values.get(name)) for name in (*TICKS, "remove_logo")}
    return SellerInput(**texts, logo=content or None)


def sections(
    country: Country, values: Values, problems: Iterable[Problem], *, has_logo: bool, is_new: bool
) -> tuple[Section, ...]:
    """Return the fields in their groups, those that the country has, each with what is wrong with it.

    The prefix of the first series is asked for before the first saving, which opens it.
    """
    wrong: dict[str, tuple[Message, ...]] = {}
    for problem in problems:
        wrong[problem.field] = (*wrong.get(problem.field, ()), problem.message)

    def section(heading: Message, *names: str) -> Section:
        return Section(heading, tuple(_field(name, country, values, wrong.get(name, ())) for name in names))

    swedish = ("seat", "f_tax") if country == "SE" else ("seat",) if country == "FI" else ()
    rounded = ("rounds_to_pay",) if country in ROUNDED else ()
    fixed = ("reference_length",) if country in {"SE", "NO"} else ()
    return (
        section(msg("The company"), "trading_name", "vat_id", *swedish),
        section(msg("Address"), "street", "postal_code", "city", "email", "phone", "website"),
        section(
            msg("Getting paid"),
            *ACCOUNTS[country],
            "reference_kind",
            *fixed,
            *(("first_prefix",) if is_new else ()),
            "payment_days",
            "currency",
            *rounded,
            "least",
        ),
        section(msg("E-invoices"), "einvoice_address", "einvoice_scheme", "einvoice_operator"),
        section(msg("How documents look"), "language", "logo", *(("remove_logo",) if has_logo else ()), "accent"),
    )


def _field(name: str, country: Country, values: Values, errors: tuple[Message, ...]) -> Field:
    is_tick = KINDS_OF_FIELD.get(name) == "checkbox"
    return Field(
        name=name,
        label=LABELS[name],
        kind=KINDS_OF_FIELD.get(name, "text"),
        value="y" if is_tick else values.get(name, ""),
        checked=is_tick and bool(values.get(name)),
        hint=HINTS.get(name, ""),
        errors=errors,
        required=name in REQUIRED | NEEDED[country] | {"reference_kind"},
        options=_options(name, country),
        autocomplete=AUTOCOMPLETE.get(name, ""),
        accept="image/png,image/jpeg" if name == "logo" else "",
        maxlength=None if name == "logo" else 254,
    )


def _options(name: str, country: Country) -> tuple[Option, ...]:
    if name == "language":
        return tuple(Option(value, label) for value, label in OWN_NAMES.items())
    if name == "reference_kind":
        return tuple(Option(kind.value, REFERENCES[kind.value]) for kind in KINDS[country])
    return ()


def _whole(name: str, text: str) -> int | Problem:
    if text.isascii() and text.isdigit() and len(text) < len("100000"):
        return int(text)
    return Problem(name, msg("Write a whole number, in figures."))
