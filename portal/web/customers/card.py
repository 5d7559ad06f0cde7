"""The customer card as a form: what was typed, read into an input, and shown again with what is wrong with it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict

from billing.customers.rules.card import COUNTRY_CODES
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.deliver_to import DELIVER_TO
from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.typed import NAMES, Typed, read_typed
from portal.web._design import Field, Option
from portal.web._design.filters import number
from portal.web._design.words import OWN_NAMES, Words
from portal.web.addresses import DELIVERY_ADDRESS, ELSEWHERE, OWN_COUNTRY, countries
from portal.web.channels import CHANNELS
from portal.web.customers.words import (
    COLLECTIVES,
    ENCLOSED,
    KINDS,
    LABELS,
    TREATMENTS,
    currencies,
)
from tenants.kernel.country import USUAL_LANGUAGE, Country
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

HINTS: dict[str, Message] = {
    "number": msg("Leave it empty to get the next free number."),
    "contact_person": msg("Stands below the name, where the request names nobody."),
    "second_line": msg("Such as c/o, a department or a floor."),
    "deliver_name": ELSEWHERE,
    "einvoice_address": msg("An OVT (0037...), a Peppol participant such as 0192:923609016, or an IBAN."),
    "einvoice_scheme": msg("Four digits, such as 0192. An OVT and an IBAN have none."),
    "einvoice_operator": msg("For addresses in the Finnish network: the operator's OVT or the bank's BIC."),
    "buyer_reference": msg(
        "What the customer wants to read on its invoices. Public bodies have this or an order number."
    ),
    "order_reference": msg("Stands on invoices whose request names none."),
    "payment_days": msg("Empty means as usual for this company."),
    "currency": msg("For requests that name none."),
    "vat_category": msg("For request lines that name neither a rate nor a category."),
    "vat_reason": msg("Printed on the invoices of an exempt customer."),
    "price_list": msg("Used for request lines that name an article and no price."),
    "discount_percent": msg("Off list prices. A request that brings its own prices keeps them."),
    "collective": msg(
        "Requests with another currency, due date or place of delivery, and credit notes, keep an invoice of their own."
    ),
    "enclosed": msg("A program of the customer's reads it there. Factur-X is usual in Germany and France."),
    "reminder_fee_agreed_in": msg(
        "The contract or terms, by name. Only then is a reminder fee owed where it has to be agreed."
    ),
    "reminder_block_reason": msg("No reminders are sent while a reason stands here."),
    "collection_block_reason": msg("Nothing goes to collection while a reason stands here."),
    "reminder_block_until": msg("Empty means until the reason is taken away."),
    "collection_block_until": msg("Empty means until the reason is taken away."),
    "notes": msg("Only for those who work here; never on an invoice."),
}
LONGEST: dict[str, int | None] = {
    "number": 30, "postal_code": 20, "email": 254, "payment_days": 3, "discount_percent": 6, "notes": 2000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, under one heading; what few customers need is folded until something is in it."""

    heading: Message
    fields: tuple[Field, ...]
    folds: bool = False

    @property
    def is_folded(self) -> bool:
        """Return whether nothing stands in any of its fields, and nothing is wrong with one."""
        return self.folds and not any(field.value or field.errors for field in self.fields)


def read(form: MultiDict[str, str]) -> Typed:
    """Return what was typed into the card; a field that the form didn't send is empty, a treatment domestic."""
    texts = {name: form.get(name, "") for name in NAMES}
    return read_typed({**texts, "vat_category": texts["vat_category"] or "S"})


def as_typed(customer: CustomerFacts) -> Typed:
    """Return a card that is kept as if it had been typed."""
    return Typed(CustomerInput(**{name: value for name, value in asdict(customer).items() if name in NAMES}))


def empty_card(country: Country, *, number: str = "", name: str = "") -> Typed:
    """Return the card that a new customer begins with: a business in the seller's own country."""
    return Typed(CustomerInput(name=name, number=number, country=country, language=USUAL_LANGUAGE[country]))


def sections(
    typed: Typed, problems: Iterable[Problem], *, is_new: bool, lists: Collection[str] = ()
) -> tuple[Section, ...]:
    """Return the card's fields in the order of the paper, each with what is wrong with it; `lists` are of prices."""
    wrong: dict[str, list[Words]] = {}
    for problem in problems:
        wrong.setdefault(problem.field, []).append(problem.message)

    def field(name: str, **more: Any) -> Field:
        return Field(
            **{
                "name": name,
                "label": LABELS[name],
                "value": typed.unread.get(name) or _text(getattr(typed.card, name)),
                "hint": HINTS.get(name, "") if is_new or name != "number" else "",
                "errors": tuple(wrong.get(name, ())),
                "maxlength": LONGEST.get(name, 200),
                **more,
            }
        )

    return (
        _who(field, is_new=is_new),
        _where(field),
        _deliver_to(field),
        _how(field),
        _terms(field, (typed.card.price_list, *lists)),
        _vat(field),
        _collecting(field),
        Section(msg("Notes"), (field("notes", kind="textarea"),)),
    )


Make = Callable[..., Field]


def _who(field: Make, *, is_new: bool) -> Section:
    fixed = {} if is_new else {"refusal": msg("A customer number stays as it is.")}
    return Section(
        msg("Who"),
        (
            field("number", **fixed),
            field("kind", kind="radio", required=True, options=_options(KINDS)),
            field("name", required=True, autocomplete="off"),
            field("contact_person", autocomplete="off"),
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
            field("second_line"),
            field("postal_code", required=True),
            field("city", required=True),
            field("country", kind="select", required=True, options=names),
        ),
    )


def _deliver_to(field: Make) -> Section:
    names = tuple(Option(code, name) for code, name in countries(COUNTRY_CODES))
    return Section(
        DELIVERY_ADDRESS,
        (
            *(field(name) for name in DELIVER_TO),
            field("deliver_country", kind="select", options=(Option("", OWN_COUNTRY), *names)),
        ),
        folds=True,
    )


def _how(field: Make) -> Section:
    return Section(
        msg("Delivery"),
        (
            field("delivery", kind="radio", required=True, options=_options(CHANNELS)),
            field("email", kind="email"),
            field("phone", kind="tel"),
            field("einvoice_address"),
            field("einvoice_scheme"),
            field("einvoice_operator"),
            field("buyer_reference"),
            field("order_reference"),
        ),
    )


def _terms(field: Make, lists: Iterable[str | None]) -> Section:
    languages = tuple(Option(code, name) for code, name in OWN_NAMES.items())
    named = tuple(Option(code, name) for code, name in currencies())
    priced = tuple(Option(name, name) for name in dict.fromkeys(filter(None, lists)))
    return Section(
        msg("Language and terms"),
        (
            field("language", kind="select", required=True, options=languages),
            field("currency", kind="select", options=(Option("", msg("As usual for this company")), *named)),
            field("payment_days", kind="number", suffix=msg("days")),
            field("price_list", kind="select", options=(Option("", msg("The default list")), *priced)),
            field("discount_percent", kind="money", suffix="%"),
            field("collective", kind="select", options=_options(COLLECTIVES)),
            field("enclosed", kind="select", options=_options(ENCLOSED)),
        ),
    )


def _vat(field: Make) -> Section:
    return Section(
        msg("VAT"), (field("vat_category", kind="select", options=_options(TREATMENTS)), field("vat_reason"))
    )


def _collecting(field: Make) -> Section:
    blocks = (
        part
        for what in ("reminder", "collection")
        for part in (field(f"{what}_block_reason"), field(f"{what}_block_until", kind="date", maxlength=None))
    )
    return Section(
        msg("Reminders and collection"),
        (
            field("reminder_fee_agreed_in"),
            field("reminder_fee_agreed_on", kind="date", maxlength=None),
            *blocks,
        ),
    )


def _options(words: Any) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in words.items())


def _text(value: object) -> str:
    """Return a value as it is typed: figures as the reader writes them, days as a browser's field takes them."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number(value.normalize())
    return value.isoformat() if isinstance(value, date) else str(value)
