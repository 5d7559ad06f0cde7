"""Accounts that one country uses: bankgiro, plusgiro, Norwegian account number, Danish FIK creditor."""

from stdnum import luhn
from stdnum.no import kontonr

from tenants.registries.digits import require_check, require_digits
from tenants.registries.refusals import NotGivenOut


def parse_bankgiro(text: str) -> str:
    """Return a Swedish bankgiro number as digits (7 or 8, the last by Luhn).

    >>> parse_bankgiro("991-2346")
    '9912346'

    Raises:
        NumberMissing, NotDigits, WrongLength, WrongCheckDigit.
    """
    return require_check("bankgiro", require_digits("bankgiro", text, (7, 8)), is_valid=luhn.is_valid)


def format_bankgiro(digits: str) -> str:
    """Return a bankgiro number as printed: NNN-NNNN or NNNN-NNNN.

    >>> format_bankgiro("50501055")
    '5050-1055'
    """
    return f"{digits[:-4]}-{digits[-4:]}"


def parse_plusgiro(text: str) -> str:
    """Return a Swedish plusgiro number as digits (2 to 8, the last by Luhn).

    >>> parse_plusgiro("4 33 87 78")
    '4338778'

    Raises:
        NumberMissing, NotDigits, WrongLength, WrongCheckDigit.
    """
    return require_check("plusgiro", require_digits("plusgiro", text, range(2, 9)), is_valid=luhn.is_valid)


def format_plusgiro(digits: str) -> str:
    """Return a plusgiro number as printed: pairs from the right, the check digit after a dash.

    >>> format_plusgiro("4338778")
    '43 38 77-8'
    """
    base = digits[:-1]
    pairs = [base[max(0, end - 2) : end] for end in range(len(base), 0, -2)]
    return f"{' '.join(reversed(pairs))}-{digits[-1]}"


def parse_norwegian_account(text: str) -> str:
    """Return a Norwegian account number as eleven digits (the last modulo 11).

    >>> parse_norwegian_account("8601.11.17947")
    '86011117947'

    Raises:
        NumberMissing, NotDigits, WrongLength, WrongCheckDigit.
    """
    return require_check("kontonummer", require_digits("kontonummer", text, (11,)), is_valid=kontonr.is_valid)


def format_norwegian_account(digits: str) -> str:
    """Return a Norwegian account number as printed: NNNN.NN.NNNNN.

    >>> format_norwegian_account("86011117947")
    '8601.11.17947'
    """
    return f"{digits[:4]}.{digits[4:6]}.{digits[6:]}"


def parse_fik_creditor(text: str) -> str:
    """Return the Danish creditor number that stands in a +71, +73 or +75 payment line: eight digits, the first an 8.

    It has no public check digit, so none is claimed.

    Raises:
        NumberMissing, NotDigits, WrongLength, NotGivenOut.
    """
    digits = require_digits("FIK-kreditornummer", text, (8,))
    if not digits.startswith("8"):
        raise NotGivenOut(text, name="FIK-kreditornummer", given=digits)
    return digits
