"""What the bank agreement says about payment references, and what can be wrong with one."""

from dataclasses import dataclass
from enum import StrEnum

from tenants.kernel.country import Country
from tenants.kernel.refusals import Invalid


class ReferenceKind(StrEnum):
    """The reference systems in use, by the name commands and settings give them."""

    FI = "fi"
    RF = "rf"
    OCR = "ocr"
    KID10 = "kid10"
    KID11 = "kid11"
    FIK71 = "fik71"


USUAL_KIND: dict[Country, ReferenceKind] = {
    "FI": ReferenceKind.FI,
    "SE": ReferenceKind.OCR,
    "NO": ReferenceKind.KID10,
    "DK": ReferenceKind.FIK71,
}


@dataclass(frozen=True, slots=True)
class ReferenceSettings:
    """How one receiving account's references are built.

    `length` is the fixed length agreed with the bank, check digit included (KID structure, OCR level 4);
    `length_digit` puts OCR's length digit before the check digit (OCR level 3).
    """

    kind: ReferenceKind
    length: int | None = None
    length_digit: bool = False


class NoDigitsInNumber(Invalid):
    """The invoice number %(number)s has no digits to make a payment reference of."""


class WrongKind(Invalid):
    """Payment references of the kind %(kind)s aren't used in this country."""


class ReferenceTooShort(Invalid):
    """%(digits)s is too short: a payment reference needs at least %(least)s digits before its check digit."""


class ReferenceTooLong(Invalid):
    """%(digits)s doesn't fit: the payment reference would be longer than the agreed %(most)s characters."""


class ReferenceHasOtherSigns(Invalid):
    """%(given)s isn't a payment reference of this kind: it has signs that don't belong in one."""


class WrongReferenceLength(Invalid):
    """%(given)s isn't a payment reference of this kind: it has %(count)s characters, not %(expected)s."""


class WrongReferenceCheck(Invalid):
    """The check digit of the payment reference %(given)s is wrong."""
