"""The countries Samla knows, each as one value. A new country is a folder and a row here."""

from dataclasses import dataclass

from billing.countries.dk import einvoicing as dk_einvoicing
from billing.countries.dk import holidays as dk_holidays
from billing.countries.dk import late_payment as dk_late_payment
from billing.countries.dk import references as dk_references
from billing.countries.dk import vat as dk_vat
from billing.countries.fi import einvoicing as fi_einvoicing
from billing.countries.fi import holidays as fi_holidays
from billing.countries.fi import late_payment as fi_late_payment
from billing.countries.fi import references as fi_references
from billing.countries.fi import vat as fi_vat
from billing.countries.no import einvoicing as no_einvoicing
from billing.countries.no import holidays as no_holidays
from billing.countries.no import late_payment as no_late_payment
from billing.countries.no import references as no_references
from billing.countries.no import vat as no_vat
from billing.countries.se import einvoicing as se_einvoicing
from billing.countries.se import holidays as se_holidays
from billing.countries.se import late_payment as se_late_payment
from billing.countries.se import references as se_references
from billing.countries.se import vat as se_vat
from billing.countries.shapes import Einvoicing, Holidays, LatePayment, References, Vat
from tenants.kernel.country import Country


@dataclass(frozen=True, slots=True)
class CountryRules:
    """Everything that depends on the seller's country."""

    country: Country
    references: References
    vat: Vat
    einvoicing: Einvoicing
    holidays: Holidays
    late_payment: LatePayment


RULES: dict[Country, CountryRules] = {
    "FI": CountryRules("FI", fi_references, fi_vat, fi_einvoicing, fi_holidays, fi_late_payment),
    "SE": CountryRules("SE", se_references, se_vat, se_einvoicing, se_holidays, se_late_payment),
    "NO": CountryRules("NO", no_references, no_vat, no_einvoicing, no_holidays, no_late_payment),
    "DK": CountryRules("DK", dk_references, dk_vat, dk_einvoicing, dk_holidays, dk_late_payment),
}


def country_rules(country: Country) -> CountryRules:
    """Return the rules of a country.

    >>> country_rules("NO").references.canonical("000123")
    '123'
    """
    return RULES[country]
