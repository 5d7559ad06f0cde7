"""Writing single elements: fast, and never an empty one (PEPPOL-EN16931-R008)."""

import re
from datetime import date
from decimal import Context, Decimal

from lxml import etree

from billing.en16931.model import Identifier
from billing.en16931.ubl.names import CAC, CBC
from billing.en16931.xmlsafe import Node

SubElement = etree.SubElement
CENT = Decimal("0.01")
WIDE = Context(prec=60)  # an amount of 28 digits from outside still has room for its cents
# XML 1.0 has no way to state these, so they are left out instead of losing the document.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cac(parent: Node, name: str) -> Node:
    """Write an aggregate and return it."""
    return SubElement(parent, CAC + name)


def cbc(parent: Node, name: str, value: str | None) -> Node | None:
    """Write a text and return its element; nothing where the value is absent or blank."""
    if not value or value.isspace():
        return None
    element = SubElement(parent, CBC + name)
    try:
        element.text = value
    except ValueError:
        element.text = FORBIDDEN.sub("", value)
    return element


def dated(parent: Node, name: str, value: date | None) -> None:
    """Write a day as YYYY-MM-DD."""
    if value is not None:
        SubElement(parent, CBC + name).text = value.isoformat()


def coded(parent: Node, name: str, value: str | None, /, **attributes: str | None) -> None:
    """Write a text with those attributes that have a value."""
    element = cbc(parent, name, value)
    if element is not None:
        for key, given in attributes.items():
            if given:
                element.set(key, given)


def identifier(parent: Node, name: str, value: Identifier | None) -> None:
    """Write an identifier with its scheme."""
    if value is not None:
        coded(parent, name, value.value, schemeID=value.scheme)


def wrapped(parent: Node, aggregate: str, name: str, value: str | None) -> None:
    """Write an aggregate that holds just one text; nothing where the value is absent or blank."""
    if value and not value.isspace():
        cbc(SubElement(parent, CAC + aggregate), name, value)


def amount(parent: Node, name: str, value: Decimal, currency: str) -> None:
    """Write an amount with two decimals (UBL-DT-01); more are kept where they say something, for the rules to judge."""
    cents = value.quantize(CENT, context=WIDE)
    element = SubElement(parent, CBC + name)
    element.set("currencyID", currency)
    element.text = f"{cents if cents == value else value:f}"


def figure(parent: Node, name: str, value: Decimal | None, /, **attributes: str | None) -> None:
    """Write a quantity, price, rate or percentage as precisely as it is."""
    if value is not None:
        coded(parent, name, f"{value:f}", **attributes)
