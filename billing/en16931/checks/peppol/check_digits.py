"""Whether an identifier is well formed, as the Peppol rules judge it.

Where python-stdnum judges the same, it does the sum; where it is stricter or milder, the sum is done here,
since a verdict that differs from the receiver's is of no use. A text with blanks around it isn't well formed.
"""

import re
from collections.abc import Iterable

from stdnum import ean, luhn
from stdnum.no import orgnr


def _matches(pattern: str, number: str) -> bool:
    return re.fullmatch(pattern, number, re.ASCII) is not None


def _weighted(digits: Iterable[int], weights: Iterable[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True))


def is_gln(number: str) -> bool:
    """Return whether a number ends in its GS1 check digit; any length, as PEPPOL-COMMON-R040 has it.

    >>> is_gln("7300010000001"), is_gln("7300010000002"), is_gln("730001000000A")
    (True, False, False)
    """
    return _matches(r"\d+", number) and ean.calc_check_digit(number[:-1]) == number[-1]


def is_norwegian_organisation(number: str) -> bool:
    """Return whether a number is nine digits that end in their check digit, modulo 11 (PEPPOL-COMMON-R041).

    >>> is_norwegian_organisation("123456785"), is_norwegian_organisation("123456786")
    (True, False)
    >>> is_norwegian_organisation("000000000"), is_norwegian_organisation("123 456 785")
    (False, False)
    """
    return _matches(r"\d{9}", number) and int(number) > 0 and orgnr.checksum(number) == 0


def is_swedish_organisation(number: str) -> bool:
    """Return whether the tenth digit of a number is the Luhn check digit of the nine before it (SE-R-013).

    What follows the tenth digit is left to the rule on length (SE-R-004, PEPPOL-COMMON-R049).

    >>> is_swedish_organisation("5599990008"), is_swedish_organisation("5599990009")
    (True, False)
    >>> is_swedish_organisation("559999-0008"), is_swedish_organisation("559999000")
    (False, False)
    """
    return _matches(r"\d{10,}", number) and luhn.is_valid(number[:10])


def is_danish_company(number: str) -> bool:
    """Return whether a number is eight digits, with or without DK before them (CVR, PEPPOL-COMMON-R042).

    The check digit of a CVR number isn't asked for.

    >>> is_danish_company("DK12345678"), is_danish_company("12345678"), is_danish_company("1234567")
    (True, True, False)
    """
    return _matches(r"(DK)?\d{8}", number)


def is_danish_unit(number: str) -> bool:
    """Return whether a number is ten digits (P-number, PEPPOL-COMMON-R052).

    >>> is_danish_unit("1000000000"), is_danish_unit("DK12345678")
    (True, False)
    """
    return _matches(r"\d{10}", number)


def is_danish_tax_registration(number: str) -> bool:
    """Return whether a number is DK and eight digits (SE number, PEPPOL-COMMON-R053).

    >>> is_danish_tax_registration("DK12345678"), is_danish_tax_registration("12345678")
    (True, False)
    """
    return _matches(r"DK\d{8}", number)


def is_belgian_enterprise(number: str) -> bool:
    """Return whether a number is ten digits, the last two their check, modulo 97 (PEPPOL-COMMON-R043).

    >>> is_belgian_enterprise("0111111124"), is_belgian_enterprise("0111111125")
    (True, False)
    """
    return _matches(r"\d{10}", number) and 97 - int(number[:8]) % 97 == int(number[8:])


def is_australian_business(number: str) -> bool:
    """Return whether a number is eleven digits whose weighted sum is a multiple of 89 (PEPPOL-COMMON-R050).

    >>> is_australian_business("11111111106"), is_australian_business("11111111107")
    (True, False)
    """
    if not _matches(r"\d{11}", number):
        return False
    digits = [int(digit) for digit in number]
    return _weighted([digits[0] - 1, *digits[1:]], (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) % 89 == 0


def is_italian_office(code: str) -> bool:
    """Return whether a code is six letters or digits (Codice IPA, PEPPOL-COMMON-R044).

    >>> is_italian_office("UFXY12"), is_italian_office("UFXY-2")
    (True, False)
    """
    return _matches(r"[A-Za-z0-9]{6}", code)


def is_italian_tax_code(code: str) -> bool:
    """Return whether a code has the form of a Codice fiscale (PEPPOL-COMMON-R045, R046); no check character.

    >>> is_italian_tax_code("ABCDEF85T10A562S"), is_italian_tax_code("12345678903"), is_italian_tax_code("1234")
    (True, True, False)
    """
    person = r"[A-Za-z]{6}\d{2}[A-Za-z]\d{2}.{3}\d[A-Za-z]"
    return _matches(rf"\d{{11}}|{person}", code)


def is_italian_vat(number: str) -> bool:
    """Return whether a number that starts with IT goes on with eleven digits, Luhn (PEPPOL-COMMON-R047).

    A number of another country isn't judged.

    >>> is_italian_vat("IT12345678903"), is_italian_vat("IT12345678901"), is_italian_vat("FI12345678")
    (True, False, True)
    """
    if number[:2] not in {"IT", "it"}:
        return True
    return _matches(r"\d{11}", number[2:]) and luhn.is_valid(number[2:])


def is_dutch_chamber(number: str) -> bool:
    """Return whether a number is eight digits (KVK, PEPPOL-COMMON-R054).

    >>> is_dutch_chamber("12345678"), is_dutch_chamber("1234567")
    (True, False)
    """
    return _matches(r"\d{8}", number)


def is_dutch_public_body(number: str) -> bool:
    """Return whether a number is twenty digits (OIN, PEPPOL-COMMON-R055).

    >>> is_dutch_public_body("00000009999999999000"), is_dutch_public_body("1")
    (True, False)
    """
    return _matches(r"\d{20}", number)


def is_dutch_vat(number: str) -> bool:
    """Return whether a number is NL, nine digits, B and two digits (PEPPOL-COMMON-R056-1 and -2).

    >>> is_dutch_vat("NL123456789B12"), is_dutch_vat("NL123456789B1")
    (True, False)
    """
    return _matches(r"NL\d{9}B\d{2}", number)


def is_dutch_establishment(number: str) -> bool:
    """Return whether a number is twelve digits (KVK establishment, PEPPOL-COMMON-R057).

    >>> is_dutch_establishment("123456789012"), is_dutch_establishment("12345678901")
    (True, False)
    """
    return _matches(r"\d{12}", number)


def is_norwegian_vat(number: str) -> bool:
    """Return whether a number is NO, a Norwegian organisation number and MVA (NO-R-001).

    >>> is_norwegian_vat("NO123456785MVA"), is_norwegian_vat("NO123456785"), is_norwegian_vat("NO123456786MVA")
    (True, False, False)
    """
    return _matches(r"NO\d{9}MVA", number) and is_norwegian_organisation(number[2:11])
