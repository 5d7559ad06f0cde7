"""Writing single elements of the Cross Industry Invoice, and never an empty one."""

import re
from datetime import date
from decimal import Context, Decimal
from typing import Final

from lxml import etree

from billing.en16931.model import Identifier, Period
from billing.en16931.xmlsafe import Node

RSM: Final = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}"
RAM: Final = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
QDT: Final = "{urn:un:unece:uncefact:data:standard:QualifiedDataType:100}"
UDT: Final = "{urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100}"
PREFIXES: Final = {"rsm": RSM[1:-1], "ram": RAM[1:-1], "qdt": QDT[1:-1], "udt": UDT[1:-1]}
DAY_FORMAT: Final = "102"  # UNTDID 2379: CCYYMMDD
CENT = Decimal("0.01")
WIDE = Context(prec=60)  # an amount of 28 digits from outside still has room for its cents
# XML 1.0 has no way to state these, so they are left out instead of losing the document.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def ram(parent: Node, name: str) -> Node:
    """Write an aggregate and return it."""
    return etree.SubElement(parent, RAM + name)


def text(parent: Node, name: str, value: str | None, /, **attributes: str | None) -> None:
    """Write a text with those attributes that have a value; nothing where the text is absent or blank."""
    clean = FORBIDDEN.sub("", value) if value else ""
    if not clean or clean.isspace():
        return
    element = etree.SubElement(parent, RAM + name)
    element.text = clean
    for key, given in attributes.items():
        if given:
            element.set(key, given)


def wrapped(parent: Node, aggregate: str, name: str, value: str | None, /, **attributes: str | None) -> None:
    """Write an aggregate that holds just one text; nothing where the text is absent or blank."""
    if value and not value.isspace():
        text(ram(parent, aggregate), name, value, **attributes)


def identifier(parent: Node, name: str, value: Identifier | None) -> None:
    """Write an identifier with its scheme."""
    if value is not None:
        text(parent, name, value.value, schemeID=value.scheme)


def amount(parent: Node, name: str, value: Decimal, /, **attributes: str | None) -> None:
    """Write an amount with two decimals; more are kept where they say something, for the rules to judge."""
    cents = value.quantize(CENT, context=WIDE)
    text(parent, name, f"{cents if cents == value else value:f}", **attributes)


def figure(parent: Node, name: str, value: Decimal | None, /, **attributes: str | None) -> None:
    """Write a quantity, price, rate or percentage as precisely as it is."""
    if value is not None:
        text(parent, name, f"{value:f}", **attributes)


def day(parent: Node, name: str, value: date | None, *, kind: str = UDT + "DateTimeString") -> None:
    """Write a day as CCYYMMDD in the type that its place has."""
    if value is not None:
        element = etree.SubElement(ram(parent, name), kind)
        element.set("format", DAY_FORMAT)
        element.text = f"{value:%Y%m%d}"


def indicator(parent: Node, *, charge: bool) -> None:
    """Write whether an adjustment is a charge."""
    etree.SubElement(ram(parent, "ChargeIndicator"), UDT + "Indicator").text = "true" if charge else "false"


def period(parent: Node, value: Period | None) -> None:
    """Write the days of a period (BG-14, BG-26); nothing where it has none."""
    if value is not None and value != Period():
        node = ram(parent, "BillingSpecifiedPeriod")
        day(node, "StartDateTime", value.start)
        day(node, "EndDateTime", value.end)
