"""How an article is taxed: a use in the country's dated table, whose rate follows the law, a scheme or a category.

A scheme is a kind of sale with VAT of its own at home: a margin scheme, or a reverse charge between businesses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.articles.rules.schemes import scheme_of
from billing.countries.register import country_rules
from billing.countries.since import NoFigure
from billing.countries.vat_schemes import VatScheme
from billing.en16931.model import VatTreatment
from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Invalid

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
    """A category of UNTDID 5305; for S, and for a zero rate of the country's table, the use that the table names.

    A scheme stands in the place of the use, by its name behind `scheme:`; its category is AE or E.
    """

    category: str
    use: str | None = None

    @property
    def choice(self) -> str:
        """Return what a form calls it: the use or scheme, else the category."""
        return self.use or self.category

    def scheme_on(self, country: Country, on: date) -> VatScheme | None:
        """Return the scheme as the country's law has it on a supply day, None where there is none."""
        return scheme_of(self.use or "", country, on)


def read_tax(choice: str, country: Country, on: date) -> Tax | None:
    """Return the tax that a form's choice means on a day, or None where it means none.

    >>> read_tax("standard rate", "FI", date(2026, 11, 23)), read_tax("AE", "FI", date(2026, 11, 23))
    (Tax(category='S', use='standard rate'), Tax(category='AE', use=None))
    """
    if choice in UNTAXED:
        return Tax(choice)
    if scheme := scheme_of(choice, country, on):
        return Tax(scheme.category, choice)
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
    if tax.scheme_on(country, on):
        return VatTreatment(tax.category, NIL)
    for rate in country_rules(country).vat.rates(on):
        if rate.use.id == tax.use:
            return VatTreatment(rate.category, rate.percent)
    raise RateGone(day=on, use=Message(tax.use))


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
