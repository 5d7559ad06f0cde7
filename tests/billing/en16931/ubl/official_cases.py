"""OpenPEPPOL's fragments of invoices that keep a rule, made whole so that a reader finds what every invoice states."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from billing.en16931.arithmetic import completed
from billing.en16931.ubl import write_ubl
from billing.en16931.xmlsafe import Node, parse
from tests.factories.invoices import plain_invoice

TEST = "{http://difi.no/xsd/vefa/validator/1.0}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
WHOLE = {
    "Invoice": write_ubl(completed(plain_invoice())),
    "CreditNote": write_ubl(completed(plain_invoice(type_code="381"))),
}
# What each of these must state, and a fragment may leave out where its rule doesn't ask.
MANDATORY = {
    "AllowanceCharge": {"ChargeIndicator": "false", "Amount": "0"},
    "DocumentReference": {"ID": "1"},
    "AdditionalDocumentReference": {"ID": "1"},
    "InvoiceLine": {"ID": "1", "InvoicedQuantity": "1", "LineExtensionAmount": "0"},
}


@dataclass(frozen=True)
class Case:
    """One official case: the rules that are kept, what it says of them, and the same as a whole document."""

    name: str
    rules: tuple[str, ...]
    fragment: Node
    document: Node


def success_cases(folder: Path) -> Iterator[Case]:
    """Yield the cases in a folder that are said to keep a rule."""
    for path in sorted(folder.glob("*.xml")):
        for test in etree.parse(path).getroot().iter(f"{TEST}test"):
            rules = tuple((kept.text or "").strip() for kept in test[0].iter(f"{TEST}success"))
            if rules:
                fragment = etree.fromstring(etree.tostring(test[-1]))
                yield Case(f"{path.name}:{test.sourceline}", rules, fragment, made_whole(fragment))


def made_whole(fragment: Node) -> Node:
    """Return a plain invoice or credit note of ours with the fragment's content in place of its own."""
    whole = parse(WHOLE[etree.QName(fragment).localname])
    _lay_over(whole, fragment)
    for name, stated in MANDATORY.items():
        for element in whole.iter(f"{CAC}{name}"):
            _complete(element, stated)
    for person in whole.iter(f"{CAC}TaxRepresentativeParty"):
        if person.find(f"{CAC}PartyName") is None:
            person.append(_element(f"{CAC}PartyName", CBC + "Name", "Tuohi & Terva Ab"))
    currency = whole.findtext(f"{CBC}DocumentCurrencyCode")
    of_vat = set(whole.iterfind(f"{CAC}TaxTotal/{CBC}TaxAmount"))
    for amount in whole.iter(etree.Element):
        stated = amount.get("currencyID")
        # A fragment's amounts may be in a currency that its invoice would state; VAT's own total may differ (BT-111).
        if currency and stated and (stated == "EUR" or amount not in of_vat):
            amount.set("currencyID", currency)
    return whole


def values(root: Node) -> Counter[tuple[str, str]]:
    """Return what a document's elements state, with their path below the root; numbers by value."""
    found: Counter[tuple[str, str]] = Counter()
    for element in root.iter(etree.Element):
        if _is_said(element):
            names = [etree.QName(above).localname for above in (element, *element.iterancestors())]
            found["/".join(names[-2::-1]), _said(element.text.strip())] += 1
    return found


def _lay_over(whole: Node, fragment: Node) -> None:
    """Give a document's elements what a fragment says of them, the first to the first, and add what it hasn't."""
    for name, value in fragment.attrib.items():
        whole.set(name, value)
    if _is_said(fragment):
        whole.text = fragment.text
    places: Counter[str] = Counter()
    for part in fragment.iterchildren(etree.Element):
        there = whole.findall(part.tag)
        if places[part.tag] < len(there):
            _lay_over(there[places[part.tag]], part)
        elif there and etree.QName(part).localname.endswith("Line"):
            another = deepcopy(there[0])
            there[-1].addnext(another)
            _lay_over(another, part)
        elif there:
            there[-1].addnext(_filled(part))
        else:
            whole.append(_filled(part))
        places[part.tag] += 1


def _filled(part: Node) -> Node:
    """Return a copy in which elements that only had to be there say something, as those of a real invoice do."""
    copied = deepcopy(part)
    for element in copied.iter(etree.Element):
        if len(element) == 0 and not _is_said(element):
            element.text = "1"
    return copied


def _is_said(element: Node) -> bool:
    return len(element) == 0 and bool((element.text or "").strip())


def _complete(element: Node, stated: dict[str, str]) -> None:
    for name, value in stated.items():
        # A price's allowance (BT-147) isn't one of a line's.
        if element.find(CBC + name) is None and etree.QName(element.getparent()).localname != "Price":
            element.append(_element(CBC + name, None, value))


def _element(tag: str, below: str | None, value: str) -> Node:
    element = etree.Element(tag)
    (element if below is None else etree.SubElement(element, below)).text = value
    return element


def _said(text: str) -> str:
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text
