"""The Finnish bank barcode (pankkiviivakoodi): 54 digits for Code 128 C, also typed in as "virtual barcode".

Finanssiala, "Pankkiviivakoodi-opas" 5.3: version 4 for a national reference, version 5 for an RF one.
"""

from datetime import date
from decimal import Decimal

from billing.countries.creditor_reference import is_rf
from billing.countries.fi.references import check
from billing.countries.reference_digits import SPACES
from tenants.kernel.money import to_minor
from tenants.kernel.refusals import Invalid
from tenants.registries.accounts import parse_iban

LARGEST_IN_CENTS = 99_999_999


class NotFinnishAccount(Invalid):
    """The bank barcode exists for Finnish accounts only; %(iban)s isn't one."""


class LettersInReference(Invalid):
    """The bank barcode holds digits only, and the reference %(given)s has letters in it."""


def bank_barcode(iban: str, amount: Decimal | None, reference: str, due_on: date | None) -> str:
    """Return the 54 digits of a bank barcode; amounts in euros.

    No amount, or one over 999 999.99, is written as zeros, and so is a missing due day; the payer fills them in.

    >>> bank_barcode("FI7944052020036082", Decimal("4883.15"), "868516259619897", date(2010, 6, 12))
    '479440520200360820048831500000000868516259619897100612'

    Raises:
        NotFinnishAccount, LettersInReference, and what the account's and the reference's own checks raise.
    """
    account = parse_iban(iban)
    if not account.startswith("FI"):
        raise NotFinnishAccount(iban, iban=iban)
    version, field = _reference_field(SPACES.sub("", reference).upper())
    day = due_on.strftime("%y%m%d") if due_on else "000000"
    return f"{version}{account[2:]}{_amount_field(amount)}{field}{day}"


def _amount_field(amount: Decimal | None) -> str:
    cents = 0 if amount is None or amount < 0 else to_minor(amount, "EUR")
    return f"{cents if cents <= LARGEST_IN_CENTS else 0:08d}"


def _reference_field(reference: str) -> tuple[str, str]:
    """Return the barcode's version and its 23 digits of reference."""
    check(reference)
    if not is_rf(reference):
        return "4", "000" + reference.lstrip("0").zfill(20)
    if not reference[2:].isdigit():
        raise LettersInReference(reference, given=reference)
    return "5", reference[2:4] + reference[4:].zfill(21)
