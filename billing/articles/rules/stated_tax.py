"""How a file states the VAT of an article: by its rate and use, by a category, or by a scheme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.articles.rules.schemes import PREFIX, scheme_of
from billing.articles.rules.tax import NIL, UNTAXED
from billing.countries.register import country_rules
from billing.countries.vat_rates import STANDARD, VatRate
from billing.countries.vat_schemes import UNWORDED
from tenants.kernel.country import Country
from tenants.kernel.language import LANGUAGES, msg
from tenants.kernel.language.speaking import translate
from tenants.kernel.refusals import Problem


@dataclass(frozen=True, slots=True)
class StatedTax:
    """How a file states the VAT of an article."""

    rate: Decimal | None = None
    category: str = ""
    use: str = ""
    scheme: str = ""


def tax_stated(stated: StatedTax, country: Country, on: date) -> str | Problem:
    """Return the choice that a file's rate, category and use mean, or what is wrong with them.

    A rate that several uses have names none of them, unless it is the standard rate: the next change of law may part
    them, so the file has to say which one it means.
    """
    category = stated.category.strip().upper()
    if stated.scheme:
        return _by_scheme(stated, category, country, on)
    if wrong := _category_problem(category, stated.rate):
        return wrong
    if category in UNTAXED and category != "Z":
        return category
    rates = country_rules(country).vat.rates(on)
    if stated.use:
        return _by_use(stated, rates)
    if stated.rate is None and category != "Z":
        return Problem("vat_rate", msg("The VAT rate is missing."))
    return _by_rate(stated.rate or NIL, rates, on)


def _category_problem(category: str, rate: Decimal | None) -> Problem | None:
    if category not in {"", "S", *UNTAXED}:
        sentence = msg("The VAT category %(category)s isn't used in this country.", category=category)
        return Problem("vat_category", sentence)
    if category in UNTAXED and rate:
        return Problem("vat_rate", msg("The VAT category %(category)s has no rate above nil.", category=category))
    return None


def _by_scheme(stated: StatedTax, category: str, country: Country, on: date) -> str | Problem:
    choice = f"{PREFIX}{stated.scheme.strip().lower()}"
    scheme = scheme_of(choice, country, on)
    if law := UNWORDED.get(country, {}).get(choice.removeprefix(PREFIX)):
        said = msg(
            "The margin scheme of %(law)s can't be billed: the words its invoices need aren't confirmed.", law=law
        )
        return Problem("vat_scheme", said)
    if scheme is None:
        known = ", ".join(country_rules(country).vat.schemes(on)) or "–"
        facts = {"scheme": stated.scheme[:40], "known": known}
        return Problem("vat_scheme", msg("There is no VAT scheme %(scheme)s here; there are: %(known)s.", **facts))
    if stated.rate or stated.use or category not in {"", scheme.category}:
        facts = {"scheme": scheme.scheme.value, "category": scheme.category}
        said = msg("The VAT scheme %(scheme)s has the category %(category)s, and no rate or use beside it.", **facts)
        return Problem("vat_scheme", said)
    return choice


def _by_use(stated: StatedTax, rates: Iterable[VatRate]) -> str | Problem:
    wanted = stated.use.strip().casefold()
    for rate in rates:
        if wanted in {translate(rate.use, language).casefold() for language in LANGUAGES}:
            if stated.rate in {None, rate.percent}:
                return rate.use.id
            said = rate.percent.normalize()
            return Problem("vat_rate", msg("The rate of %(use)s is %(rate)s %% now.", use=rate.use, rate=said))
    return Problem("vat_use", msg("There is no VAT rate for “%(use)s”.", use=stated.use[:80]))


def _by_rate(percent: Decimal, rates: Iterable[VatRate], on: date) -> str | Problem:
    found = [rate.use for rate in rates if rate.percent == percent]
    said = percent.normalize()
    if len(found) == 1 or STANDARD in found:
        return STANDARD.id if STANDARD in found else found[0].id
    if found:
        sentence = msg("Several uses have the rate %(rate)s %%; name one in vat_use, as the card names it.", rate=said)
        return Problem("vat_use", sentence)
    if not percent:
        return "Z"
    return Problem("vat_rate", msg("%(rate)s %% isn't a VAT rate in force on %(day)s.", rate=said, day=on))
