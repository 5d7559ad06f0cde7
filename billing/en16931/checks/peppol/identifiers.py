"""Identifiers with a scheme (ISO 6523 or Peppol's own list): each must be well formed in its scheme."""

from collections.abc import Callable

from lxml.etree import _Element

from billing.en16931.checks.peppol import check_digits as digits
from billing.en16931.checks.peppol.reading import raw, text
from billing.en16931.checks.peppol.rule import Rule, Test
from billing.en16931.checks.violation import Level
from tenants.kernel.language import Message, msg

ADDRESS = "//cbc:EndpointID[@schemeID]"
IDENTIFIER = f"{ADDRESS} | //cac:PartyIdentification/cbc:ID[@schemeID] | //cbc:CompanyID[@schemeID]"
DUTCH_VAT_ID = (
    "//cac:PartyTaxScheme[normalize-space(cac:TaxScheme/cbc:ID) = 'VAT']"
    "/cbc:CompanyID[starts-with(normalize-space(), 'NL')]"
)
_ITALIAN_TAX_CODE = msg("The Italian tax code (Codice Fiscale) isn't well formed.")
_DUTCH_VAT = msg("The Dutch VAT number must be NL, nine digits, B and two digits.")


def _tolerant(is_right: Callable[[str], bool]) -> Test:
    """Return a test of an identifier that forgives blanks around it."""
    return lambda element: is_right(text(element))


def _strict(is_right: Callable[[str], bool]) -> Test:
    """Return a test of an identifier that forgives nothing."""
    return lambda element: is_right(raw(element, "."))


def _is_orgnr_of_ten(number: str) -> bool:
    return len(number) == 10 and digits.is_swedish_organisation(number)  # noqa: PLR2004  ten digits, as the name says


# Rule, level, scheme, test, sentence.
SCHEMES: tuple[tuple[str, Level, str, Test, Message], ...] = (
    (
        "PEPPOL-COMMON-R040",
        "fatal",
        "0088",
        _tolerant(digits.is_gln),
        msg("The GLN must be digits only and end in its check digit."),
    ),
    (
        "PEPPOL-COMMON-R041",
        "fatal",
        "0192",
        _tolerant(digits.is_norwegian_organisation),
        msg("The Norwegian organisation number must be nine digits and end in its check digit."),
    ),
    (
        "PEPPOL-COMMON-R042",
        "fatal",
        "0184",
        _strict(digits.is_danish_company),
        msg("The Danish CVR number must be eight digits, with or without DK before them."),
    ),
    (
        "PEPPOL-COMMON-R043",
        "fatal",
        "0208",
        _tolerant(digits.is_belgian_enterprise),
        msg("The Belgian enterprise number must be ten digits and end in its check digits."),
    ),
    (
        "PEPPOL-COMMON-R044",
        "warning",
        "0201",
        _tolerant(digits.is_italian_office),
        msg("The Italian office code (IPA) must be six letters or digits."),
    ),
    ("PEPPOL-COMMON-R045", "warning", "0210", _tolerant(digits.is_italian_tax_code), _ITALIAN_TAX_CODE),
    (
        "PEPPOL-COMMON-R047",
        "warning",
        "0211",
        _tolerant(digits.is_italian_vat),
        msg("The Italian VAT number must be IT and eleven digits that end in their check digit."),
    ),
    (
        "PEPPOL-COMMON-R049",
        "fatal",
        "0007",
        _tolerant(_is_orgnr_of_ten),
        msg("The Swedish organisation number must be ten digits and end in its check digit."),
    ),
    (
        "PEPPOL-COMMON-R050",
        "fatal",
        "0151",
        _tolerant(digits.is_australian_business),
        msg("The Australian business number (ABN) must be eleven digits whose check sum is right."),
    ),
    (
        "PEPPOL-COMMON-R052",
        "fatal",
        "0096",
        _strict(digits.is_danish_unit),
        msg("The Danish P number must be ten digits."),
    ),
    (
        "PEPPOL-COMMON-R053",
        "fatal",
        "0198",
        _strict(digits.is_danish_tax_registration),
        msg("The Danish SE number must be DK and eight digits."),
    ),
    (
        "PEPPOL-COMMON-R054",
        "warning",
        "0106",
        _tolerant(digits.is_dutch_chamber),
        msg("The Dutch Chamber of Commerce number (KVK) must be eight digits."),
    ),
    (
        "PEPPOL-COMMON-R055",
        "warning",
        "0190",
        _tolerant(digits.is_dutch_public_body),
        msg("The Dutch public body's number (OIN) must be twenty digits."),
    ),
    ("PEPPOL-COMMON-R056-1", "warning", "9944", _tolerant(digits.is_dutch_vat), _DUTCH_VAT),
    (
        "PEPPOL-COMMON-R057",
        "warning",
        "0217",
        _tolerant(digits.is_dutch_establishment),
        msg("The Dutch establishment number (KVK) must be twelve digits."),
    ),
)
# The first rule that finds an element is the only one that judges it; the establishment's rule comes after VAT's.
_JUDGED_BY_SCHEME = frozenset(scheme for _, _, scheme, _, _ in SCHEMES) - {"0217"}


def _in_scheme(scheme: str, is_right: Test) -> Test:
    return lambda element: element.get("schemeID") != scheme or is_right(element)


def _is_vat_id_right(element: _Element) -> bool:
    return element.get("schemeID") in _JUDGED_BY_SCHEME or digits.is_dutch_vat(text(element))


RULES = (
    *(
        Rule(id_, level, IDENTIFIER, _in_scheme(scheme, is_right), sentence)
        for id_, level, scheme, is_right, sentence in SCHEMES
    ),
    Rule(
        "PEPPOL-COMMON-R046",
        "warning",
        ADDRESS,
        _in_scheme("9907", _tolerant(digits.is_italian_tax_code)),
        _ITALIAN_TAX_CODE,
    ),
    Rule("PEPPOL-COMMON-R056-2", "warning", DUTCH_VAT_ID, _is_vat_id_right, _DUTCH_VAT),
)
