"""How an article is taxed: a use of the country's dated table, so that its rate follows the law, or a category."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.countries.register import country_rules
from billing.countries.since import NoFigure
from billing.countries.vat_rates import STANDARD, VatRate
from billing.en16931.model import VatTreatment
from tenants.kernel.country import Country
from tenants.kernel.language import LANGUAGES, Message, msg
from tenants.kernel.language.speaking import translate
from tenants.kernel.refusals import Invalid, Problem

NIL = Decimal(0)
# UNTDID 5305: the categories that no table of rates decides over.
UNTAXED: Mapping[str, Message] = {
    "Z": msg("Zero-rated"),
    "E": msg("Exempt"),
    "AE": msg("Reverse charge"),
    "K": msg("Supply to another member state"),
    "G": msg("Export outside the EU"),
    "O": msg("Outside the scope of VAT"),
}
MUST_SAY_WHY = "E"  # BR-E-10; the other categories' codes say it


class RateGone(Invalid):
    """The law of %(day)s knows no VAT rate for %(use)s."""


@dataclass(frozen=True, slots=True)
class Tax:
    """A category of UNTDID 5305; for S, and for a zero rate of the country's table, the use that the table names."""

    category: str
    use: str | None = None

    @property
    def choice(self) -> str:
        """Return what a form calls it: the use, else the category."""
        return self.use or self.category


@dataclass(frozen=True, slots=True)
class StatedTax:
    """How a file states the VAT of an article."""

    rate: Decimal | None = None
    category: str = ""
    use: str = ""


def read_tax(choice: str, country: Country, on: date) -> Tax | None:
    """Return the tax that a form's choice means on a day, or None where it means none.

    >>> read_tax("standard rate", "FI", date(2026, 11, 23)), read_tax("AE", "FI", date(2026, 11, 23))
    (Tax(category='S', use='standard rate'), Tax(category='AE', use=None))
    """
    if choice in UNTAXED:
        return Tax(choice)
    found = next((rate for rate in country_rules(country).vat.rates(on) if rate.use.id == choice), None)
    return Tax(found.category, choice) if found else None


def treatment_on(tax: Tax, country: Country, on: date) -> VatTreatment:
    """Return the category and the rate, in percent, of a supply on a day.

    >>> food = Tax("S", "food, restaurants, feed")
    >>> [str(treatment_on(food, "FI", day).rate) for day in (date(2025, 12, 31), date(2026, 1, 1))]
    ['14', '13.5']

    Raises:
        NoFigure: the country's table doesn't reach that day.
        RateGone: it reaches that day, but knows no such use any more.
    """
    if tax.use is None:
        return VatTreatment(tax.category, None if tax.category == "O" else NIL)
    for rate in country_rules(country).vat.rates(on):
        if rate.use.id == tax.use:
            return VatTreatment(rate.category, rate.percent)
    raise RateGone(day=on.isoformat(), use=Message(tax.use))


def find_treatment(tax: Tax, country: Country, on: date) -> VatTreatment | None:
    """Return the category and rate of a supply on a day, or None where the law has none."""
    try:
        return treatment_on(tax, country, on)
    except (NoFigure, RateGone):
        return None


def find_chosen(choice: str, country: Country, on: date) -> VatTreatment | None:
    """Return the category and rate that a form's choice means on a day, or None where it, or the law, has none."""
    try:
        tax = read_tax(choice, country, on)
    except NoFigure:
        return None
    return find_treatment(tax, country, on) if tax else None


def tax_stated(stated: StatedTax, country: Country, on: date) -> str | Problem:
    """Return the choice that a file's rate, category and use mean, or what is wrong with them.

    A rate that several uses have names none of them, unless it is the standard rate: the next change of law may part
    them, so the file has to say which one it means.
    """
    category = stated.category.strip().upper()
    if category not in {"", "S", *UNTAXED}:
        sentence = msg("The VAT category %(category)s isn't used in this country.", category=category)
        return Problem("vat_category", sentence)
    if category in UNTAXED and stated.rate:
        return Problem("vat_rate", msg("The VAT category %(category)s has no rate above nil.", category=category))
    if category in UNTAXED and category != "Z":
        return category
    rates = country_rules(country).vat.rates(on)
    if stated.use:
        return _by_use(stated, rates)
    if stated.rate is None and category != "Z":
        return Problem("vat_rate", msg("The VAT rate is missing."))
    return _by_rate(stated.rate or NIL, rates, on)


def _by_use(stated: StatedTax, rates: Iterable[VatRate]) -> str | Problem:
    wanted = stated.use.strip().casefold()
    for rate in rates:
        if wanted in {translate(rate.use, language).casefold() for language in LANGUAGES}:
            if stated.rate in {None, rate.percent}:
                return rate.use.id
            said = f"{rate.percent.normalize():f}"
            return Problem("vat_rate", msg("The rate of %(use)s is %(rate)s %% now.", use=rate.use, rate=said))
    return Problem("vat_use", msg("There is no VAT rate for “%(use)s”.", use=stated.use[:80]))


def _by_rate(percent: Decimal, rates: Iterable[VatRate], on: date) -> str | Problem:
    found = [rate.use for rate in rates if rate.percent == percent]
    said = f"{percent.normalize():f}"
    if len(found) == 1 or STANDARD in found:
        return STANDARD.id if STANDARD in found else found[0].id
    if found:
        sentence = msg("Several uses have the rate %(rate)s %%; name one in vat_use, as the card names it.", rate=said)
        return Problem("vat_use", sentence)
    if not percent:
        return "Z"
    return Problem("vat_rate", msg("%(rate)s %% isn't a VAT rate in force on %(day)s.", rate=said, day=on.isoformat()))
