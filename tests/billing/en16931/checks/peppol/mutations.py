"""Seeded changes to an invoice: an element gone or emptied, a code changed, a digit broken, a border crossed."""

import copy
import re
from collections.abc import Callable
from random import Random

from lxml import etree

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
NAMESPACES = {"cbc": CBC[1:-1], "cac": CAC[1:-1]}
COUNTRIES = ("SE", "NO", "DK", "DE", "FI", "se", "no")
SCHEMES = "0007 0088 0096 0106 0151 0184 0190 0192 0198 0201 0208 0210 0211 0216 0217 0037 9907 9944"
TEXTS = {
    "InvoiceTypeCode": ("380", "326", "384", "381", "71", "1"),
    "CreditNoteTypeCode": ("381", "380", "396", "1"),
    "DocumentCurrencyCode": ("EUR", "SEK", "XYZ"),
    "TaxCurrencyCode": ("EUR", "SEK", "GBP"),
    "ProfileID": ("urn:peppol:bis:billing_with_response", "urn:fdc:peppol.eu:2017:poacc:billing:02:1.0"),
    "CustomizationID": ("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1", "urn:x"),
    "PaymentMeansCode": ("1", "10", "30", "31", "42", "48", "49", "50", "56", "57", "58", "59", "93"),
    "PaymentID": ("01#", "04#1234567890123456", "15#1", "71#123456789012345", "71#1", "73#", "75#1234567890123456"),
    "IdentificationCode": COUNTRIES,
    "ChargeIndicator": ("true", "false", "1"),
    "AllowanceChargeReasonCode": ("95", "100", "FC", "ZZZ", "1"),
    "AllowanceChargeReason": ("1234", "a#b", "#ab", "-123", "Duty"),
    "Percent": ("25", "12.00", "6", "24"),
    "BaseQuantity": ("1", "2", "0", "-1"),
    "CompanyID": ("NO123456785MVA", "SE559999000801", "SE5599990008", "NL123456789B01", "NL1", "5599990008", "DK1"),
    "EndpointID": ("7300010000001", "123456785", "5599990008", "DK12345678", "12345678", "1234567890", "12345678"),
    "StartDate": ("2017-01-01", "2019-12-31", "2020-02-30"),
    "EndDate": ("2017-01-01", "2019-12-31", "2020-2-3"),
    "TaxExemptionReasonCode": ("VATEX-EU-G", "vatex-eu-ae", "VATEX-EU-F"),
    "DocumentTypeCode": ("130", "50", "916"),
}
ATTRIBUTES = {
    "schemeID": tuple(SCHEMES.split()),
    "currencyID": ("EUR", "SEK", "XYZ"),
    "mimeCode": ("application/pdf", "image/gif"),
    "unitCode": ("C62", "HUR"),
    "listID": ("TST", "STI"),
    "listVersionID": ("19.05.01", "1"),
}


def remove_an_element(root: etree._Element, random: Random) -> None:
    chosen = random.choice(list(root.iter("{*}*"))[1:])
    chosen.getparent().remove(chosen)


def empty_an_element(root: etree._Element, random: Random) -> None:
    names = [element for element in root.iter("{*}*") if element.tag.endswith(("Name", "Note", "Reference"))]
    leaves = [element for element in names if not len(element)]
    if leaves:
        random.choice(leaves).text = random.choice(("", "  "))


def change_a_code(root: etree._Element, random: Random) -> None:
    found = [element for element in root.iter("{*}*") if etree.QName(element).localname in TEXTS]
    chosen = random.choice(found)
    chosen.text = random.choice(TEXTS[etree.QName(chosen).localname])


def change_an_attribute(root: etree._Element, random: Random) -> None:
    name = random.choice([name for name in ATTRIBUTES if root.xpath(f"//@{name}")])
    random.choice(root.xpath(f"//*[@{name}]")).set(name, random.choice(ATTRIBUTES[name]))


def break_a_digit(root: etree._Element, random: Random) -> None:
    chosen = random.choice([element for element in root.iter("{*}*") if re.search(r"\d", element.text or "")])
    at = random.choice([match.start() for match in re.finditer(r"\d", chosen.text)])
    chosen.text = chosen.text[:at] + random.choice("0123456789") + chosen.text[at + 1 :]


def move_the_parties(root: etree._Element, random: Random) -> None:
    """Put seller and buyer into Nordic countries, so that the national rules have something to judge."""
    seller = random.choice(("SE", "NO", "DK"))
    buyer = random.choice((seller, seller, "FI"))
    for role, country in (("Supplier", seller), ("Customer", buyer)):
        party = f"cac:Accounting{role}Party/cac:Party"
        for code in root.findall(f"{party}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", NAMESPACES):
            code.text = country
        for scheme in root.findall(f"{party}/cac:PartyTaxScheme", NAMESPACES):
            number = scheme.find(f"{CBC}CompanyID")
            if scheme.findtext(f"{CAC}TaxScheme/{CBC}ID") == "VAT" and number is not None:
                number.text = country + (number.text or "")[2:]


CHANGES: tuple[Callable[[etree._Element, Random], None], ...] = (
    remove_an_element,
    empty_an_element,
    change_a_code,
    change_a_code,
    change_an_attribute,
    break_a_digit,
)


def mutated(root: etree._Element, seed: str) -> etree._Element:
    """Return a changed copy of an invoice; the same seed makes the same changes."""
    random = Random(seed)  # noqa: S311  repeatable on purpose
    changed = copy.deepcopy(root)
    if random.random() < 0.5:
        move_the_parties(changed, random)
    for _ in range(random.choice((1, 1, 2, 3))):
        random.choice(CHANGES)(changed, random)  # every example has a code, an attribute and a digit to change
    return changed
