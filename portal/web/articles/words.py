"""What the fields and the values of an article are called on screen."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from billing.articles.rules.facts import ArticleFacts, Setting
from billing.articles.rules.schemes import scheme_choices
from billing.articles.rules.tax import UNTAXED, find_treatment
from billing.countries.register import country_rules
from billing.documents.invoice.wording import UNITS, unit_name
from portal.web._design.filters import percent
from portal.web._design.filters import price as price_figure
from portal.web._design.words import OWN_NAMES, Words, reader_language, say
from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg

LABELS: Mapping[str, Words] = {
    "code": msg("Code"),
    **{f"text_{language}": msg("Text, %(language)s", language=name) for language, name in OWN_NAMES.items()},
    "unit": msg("Unit"),
    "vat": msg("VAT"),
    "vat_reason": msg("Why there is no VAT"),
    "sales_account": msg("Sales account"),
    "state": msg("State"),
}
STATES: Mapping[str, Message] = {"active": msg("In use"), "resting": msg("Resting")}
RATE_GONE = msg("The law has no VAT rate for this today; choose another on the card.")


def vat_choices(country: Country, on: date) -> list[tuple[str, Words]]:
    """Return how an article may be taxed: by the country's uses with today's rate, a category, or a scheme."""
    rates = country_rules(country).vat.rates(on)
    uses = [(rate.use.id, f"{percent(rate.percent)} – {say(rate.use)}") for rate in rates]
    has_zero = any(not rate.percent for rate in rates)
    categories = ((code, label) for code, label in UNTAXED.items() if code != "Z" or not has_zero)
    return [*uses, *categories, *scheme_choices(country, on)]


def vat_words(article: ArticleFacts, setting: Setting) -> str:
    """Return how an article is taxed today: rate and use, the scheme or the category; empty where the law has none."""
    treatment = find_treatment(article.tax, setting.country, setting.on)
    if treatment is None:
        return ""
    if article.tax.use is None:
        return say(UNTAXED[article.tax.category])
    if scheme := dict(scheme_choices(setting.country, setting.on)).get(article.tax.use):
        return say(scheme)
    return f"{percent(treatment.rate)} – {say(Message(article.tax.use))}"


def unit_choices(current: str) -> list[tuple[str, str]]:
    """Return the units that are usual on Nordic invoices, by code, and the one that an article has."""
    return [(code, unit_words(code)) for code in dict.fromkeys((*UNITS, current))]


def unit_words(code: str) -> str:
    """Return a unit's short name with its code, or the code alone where it has no usual name."""
    name = unit_name(code, reader_language())
    return code if name == code else f"{name} ({code})"


def price_words(price: Decimal, currency: str) -> str:
    """Return a price with its currency: with the currency's decimals, or more where it is finer than money."""
    return f"{price_figure(price, currency)}\N{NO-BREAK SPACE}{currency}"
