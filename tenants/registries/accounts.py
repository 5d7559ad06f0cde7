"""Bank accounts that hold across borders: IBAN and BIC."""

from stdnum import bic, iban
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from tenants.kernel.refusals import Invalid
from tenants.registries.digits import without_separators
from tenants.registries.refusals import NumberMissing


class WrongIban(Invalid):
    """The IBAN %(given)s doesn't have the length and shape that its country's accounts have."""


class WrongIbanCheck(Invalid):
    """The check digits of the IBAN %(given)s are wrong: is a digit mistyped, or have two changed places?"""


class UnknownIbanCountry(Invalid):
    """An IBAN starts with the two letters of a country that uses it; %(given)s doesn't."""


class WrongBic(Invalid):
    """A BIC has 8 or 11 characters: bank, country, place and possibly branch; %(given)s doesn't."""


def parse_iban(text: str) -> str:
    """Return an IBAN in canonical form, without spaces (ISO 13616: country, modulo 97-10, national shape).

    >>> parse_iban("fi79 4405 2020 0360 82")
    'FI7944052020036082'

    Raises:
        NumberMissing, UnknownIbanCountry, WrongIban, WrongIbanCheck: the sentence says what is wrong.
    """
    compact = without_separators(text)
    if not compact:
        raise NumberMissing(name="IBAN")
    if not compact[:2].isalpha():
        raise UnknownIbanCountry(text, given=text.strip())
    try:
        # The national check digits inside are left to the bank: python-stdnum knows them for some countries only.
        return str(iban.validate(compact, check_country=False))
    except InvalidChecksum:
        raise WrongIbanCheck(text, given=text.strip()) from None
    except InvalidComponent:
        raise UnknownIbanCountry(text, given=text.strip()) from None
    except ValidationError:
        raise WrongIban(text, given=text.strip()) from None


def format_iban(account: str) -> str:
    """Return an IBAN in groups of four, as it is printed.

    >>> format_iban("FI7944052020036082")
    'FI79 4405 2020 0360 82'
    """
    return " ".join(account[start : start + 4] for start in range(0, len(account), 4))


def parse_bic(text: str) -> str:
    """Return a BIC in capitals (ISO 9362: 8 or 11 characters with a country that exists).

    >>> parse_bic("okoyfihh")
    'OKOYFIHH'

    Raises:
        NumberMissing, WrongBic.
    """
    compact = without_separators(text)
    if not compact:
        raise NumberMissing(name="BIC")
    try:
        return str(bic.validate(compact))
    except ValidationError:
        raise WrongBic(text, given=text.strip()) from None
