"""What a Finvoice 3.0 document must fulfil: our table of its structure, and rules that no schema knows."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from lxml import etree
from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

from billing.en16931.checks.finvoice_kinds import collapsed
from billing.en16931.checks.finvoice_structure import MOST, fatal, structure_violations
from billing.en16931.checks.finvoice_totals import follows_en16931, totals_violations
from billing.en16931.checks.finvoice_values import KIND_OF
from billing.en16931.checks.violation import Level, Violation, place_of
from tenants.kernel.language import Message, msg

# UNTDID 5305 (D.16B), and those of it that EN 16931 uses (BT-118, BT-151).
VAT_CODES: Final = frozenset("A AA AB AC AD AE B C D E F G H I J K L M N O S Z".split())  # noqa: SIM905  a list to read
EN16931_VAT_CODES: Final = frozenset("AE B E G K L M O S Z".split())  # noqa: SIM905  a list to read
VAT_CODE_ELEMENTS: Final = ("VatCode", "RowVatCode", "SubRowVatCode", "VatCategoryCode")
WEIGHTS: Final = (7, 3, 1)

NOT_CHECKED: Final = (
    msg("Finvoice: what stands inside ExternalSpecificationDetails, which is anybody's."),
    msg("Finvoice: attributes of XML Schema instances (xsi:type, xsi:nil)."),
    msg("Finvoice: sums over sub-rows, and over rows that state no amount without VAT."),
    msg("Finvoice: the rules of EN 16931 themselves; they are applied when the file is converted."),
    msg("Finvoice: attachments, which travel in a message of their own."),
    msg("Finvoice: whether the message identifier has been used before and the receiver can be reached."),
)


def violations(root: etree._Element) -> list[Violation]:
    """Return what a Finvoice document violates: its structure first, then codes, check digits and sums."""
    return [*structure_violations(root), *business_violations(root)]


def business_violations(root: etree._Element) -> list[Violation]:
    """Return what a Finvoice document violates of the rules that its schema doesn't know."""
    found = (_dates(root), _accounts(root), _reference(root), _beneficiary(root), _vat_codes(root))
    return [violation for group in (*found, totals_violations(root)) for violation in islice(group, MOST)]


def is_finnish_reference(reference: str) -> bool:
    """Return whether a reference ends in the right check digit: weights 7, 3, 1 from the right (Finance Finland).

    >>> is_finnish_reference("1232"), is_finnish_reference("1233")
    (True, False)
    """
    if not (reference.isascii() and reference.isdigit()):
        return False
    total = sum(int(digit) * WEIGHTS[index % 3] for index, digit in enumerate(reversed(reference[:-1])))
    return (10 - total % 10) % 10 == int(reference[-1])


def _text(element: etree._Element | None) -> str:
    return "" if element is None else collapsed(element.text or "")


def _dates(root: etree._Element) -> Iterator[Violation]:
    """Judge that eight digits are a day of the calendar."""
    for element in root.iter(etree.Element):
        value = _text(element)
        if KIND_OF.get(element.tag) == "date" and len(value) == 8 and not _is_day(value):  # noqa: PLR2004  CCYYMMDD
            yield fatal("FINVOICE-DATE", element, msg("%(value)s is no day of the calendar.", value=value))


def _is_day(value: str) -> bool:
    try:
        date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return False
    return True


def _accounts(root: etree._Element) -> Iterator[Violation]:
    """Judge the check digits of each IBAN (ISO 13616, mod 97).

    A warning, because senders print examples and suspended accounts; in what we write it is fatal (`report`).
    """
    for element in root.iter("SellerAccountID", "EpiAccountID", "DebitedAccountID"):
        number = _text(element).upper()
        if element.get("IdentificationSchemeName") == "IBAN" and not mod_97_10.is_valid(number[4:] + number[:4]):
            said = msg("The check digits of the IBAN %(value)s are wrong.", value=number)
            yield Violation("FINVOICE-IBAN", "warning", place_of(element), said)


def _reference(root: etree._Element) -> Iterator[Violation]:
    """Judge the payment reference by its scheme: SPY is the Finnish 7-3-1, ISO is ISO 11649 (RF)."""
    for element in root.iter("EpiRemittanceInfoIdentifier"):
        value = _text(element)
        scheme = element.get("IdentificationSchemeName") or ("ISO" if value.startswith("RF") else "SPY")
        right = iso11649.is_valid(value) if scheme == "ISO" else is_finnish_reference(value)
        if not right:
            said = msg("The reference %(value)s isn't right by its scheme %(scheme)s.", value=value, scheme=scheme)
            yield fatal("FINVOICE-REFERENCE", element, said)


def _beneficiary(root: etree._Element) -> Iterator[Violation]:
    """Guidelines, EPI: the payee's name is mandatory, although the schema lets it be left out."""
    for payee in root.iter("EpiBeneficiaryPartyDetails"):
        if not _text(payee.find("EpiNameAddressDetails")):
            yield fatal("FINVOICE-EPI-NAME", payee, msg("%(name)s is missing.", name="EpiNameAddressDetails"))


def _vat_codes(root: etree._Element) -> Iterator[Violation]:
    """Judge the VAT codes: of UNTDID 5305, and of EN 16931's part of it where the document says it follows that."""
    follows = follows_en16931(root)
    for element in root.iter(*VAT_CODE_ELEMENTS):
        code = _text(element)
        if code not in VAT_CODES:
            yield fatal("FINVOICE-VAT-CODE", element, _unknown_vat(code))
        elif code not in EN16931_VAT_CODES:
            level: Level = "fatal" if follows else "warning"
            yield Violation("FINVOICE-VAT-EN16931", level, place_of(element), _unused_vat(code))


def _unknown_vat(code: str) -> Message:
    return msg("%(code)s is no VAT category (UNTDID 5305).", code=code or '""')


def _unused_vat(code: str) -> Message:
    return msg("EN 16931 doesn't use the VAT category %(code)s.", code=code)
