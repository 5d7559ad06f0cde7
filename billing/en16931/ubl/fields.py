"""Single fields of a UBL document from outside: text, identifiers, days, numbers."""

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from billing.en16931.model import Identifier
from billing.en16931.ubl.names import path, steps
from billing.en16931.xmlsafe import Node, line_of
from tenants.kernel.refusals import Invalid

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
LONGEST_NUMBER = 28  # characters: the precision of decimal arithmetic


class Unreadable(Invalid):
    """The invoice can't be read."""


class FieldMissing(Unreadable):
    """%(term)s is missing: %(name)s in line %(line)s."""


class NotANumber(Unreadable):
    """“%(value)s” in line %(line)s isn't a number that can be reckoned with."""


class NotADay(Unreadable):
    """“%(value)s” in line %(line)s isn't a date."""


class OtherCurrency(Unreadable):
    """%(element)s in line %(line)s is in %(currency)s, but the invoice is in %(expected)s."""


class BrokenAttachment(Unreadable):
    """The enclosed document in line %(line)s isn't valid base64."""


def find(node: Node | None, short: str) -> Node | None:
    """Return the first element at a path such as `cac:Party/cbc:Name`, or None; no step back to a second parent."""
    for tag in steps(short):
        if node is None:
            return None
        node = next(node.iterchildren(tag), None)
    return node


def find_all(node: Node, short: str) -> Iterator[Node]:
    """Yield every element at a path."""
    return node.iterfind(path(short))


def text(node: Node | None, short: str) -> str | None:
    """Return the text at a path without blanks around it; None where it is absent or empty."""
    found = find(node, short)
    return own_text(found)


def own_text(node: Node | None) -> str | None:
    """Return an element's own text without blanks around it; None where it is absent or empty."""
    return None if node is None or not node.text else node.text.strip() or None


def need(node: Node, short: str, term: str) -> str:
    """Return the text at a path that the standard demands.

    Raises:
        FieldMissing: it is absent or empty.
    """
    found = text(node, short)
    if found is None:
        raise FieldMissing(term=term, name=short, line=line_of(node))
    return found


def need_node(node: Node, short: str, term: str) -> Node:
    """Return the element at a path that the standard demands.

    Raises:
        FieldMissing: it is absent.
    """
    found = find(node, short)
    if found is None:
        raise FieldMissing(term=term, name=short, line=line_of(node))
    return found


def identifier(node: Node | None, short: str) -> Identifier | None:
    """Return the identifier at a path with its scheme."""
    found = find(node, short)
    value = own_text(found)
    return None if found is None or value is None else Identifier(value, found.get("schemeID"))


def day(node: Node | None, short: str) -> date | None:
    """Return the day at a path; a time zone (xsd:date allows one) is dropped.

    Raises:
        NotADay: it isn't YYYY-MM-DD.
    """
    found = find(node, short)
    value = own_text(found)
    if found is None or value is None:
        return None
    match = DAY.fullmatch(value)
    try:
        return date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise NotADay(value=value[:40], line=line_of(found)) from None


def number(node: Node | None, short: str) -> Decimal | None:
    """Return the number at a path, as it is written; None where it is absent or empty.

    Raises:
        NotANumber: it isn't an xsd:decimal of at most 28 characters.
    """
    found = find(node, short)
    return None if found is None else own_number(found)


def own_number(node: Node) -> Decimal | None:
    """Return the number that is an element's own text, as `number` does."""
    value = own_text(node)
    if value is None:
        return None
    if len(value) > LONGEST_NUMBER or not NUMBER.fullmatch(value):
        raise NotANumber(value=value[:40], line=line_of(node))
    return Decimal(value)


def need_number(node: Node, short: str, term: str) -> Decimal:
    """Return the number at a path that the standard demands.

    Raises:
        FieldMissing: it is absent or empty.
        NotANumber: it isn't an xsd:decimal of at most 28 characters.
    """
    found = number(node, short)
    if found is None:
        raise FieldMissing(term=term, name=short, line=line_of(node))
    return found


def enclosed(node: Node) -> bytes:
    """Return what an element encloses in base64.

    Raises:
        BrokenAttachment: it isn't base64.
    """
    try:
        return b64decode("".join((node.text or "").split()), validate=True)
    except ValueError:
        raise BrokenAttachment(line=line_of(node)) from None
