"""Reading values out of UBL as the rules read them (XPath's blanks, numbers and dates, not Python's)."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import cast

from lxml.etree import XPath, _Element

from billing.en16931.checks.peppol.rule import Test

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = {
    "cac": _UBL + "CommonAggregateComponents-2",
    "cbc": _UBL + "CommonBasicComponents-2",
    "inv": _UBL + "Invoice-2",
    "cn": _UBL + "CreditNote-2",
}
EVERY = "//*"  # shared by rules about names that stand anywhere: one walk is cheaper than a search for each
BLANKS = " \t\r\n"
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_DOUBLE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-?INF", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def names(*local: str) -> frozenset[str]:
    """Return the tags of basic components, as lxml writes tags."""
    return frozenset(f"{{{NAMESPACES['cbc']}}}{name}" for name in local)


@cache
def path(expression: str) -> XPath:
    """Return a compiled XPath 1.0 with UBL's prefixes; compiled once a process."""
    return XPath(expression, namespaces=NAMESPACES, smart_strings=False)


def found(element: _Element, expression: str) -> list[_Element]:
    """Return the elements that an XPath finds, in the document's order."""
    return cast("list[_Element]", path(expression)(element))


def true(expression: str) -> Test:
    """Return a test that holds where an XPath condition is true of the element."""
    compiled = path(f"boolean({expression})")
    return lambda element: bool(compiled(element))


def raw(element: _Element, expression: str) -> str:
    """Return the text of the first node found, blanks and all; empty where there is none."""
    return str(path(f"string({expression})")(element))


def text(element: _Element, expression: str = ".") -> str:
    """Return the text of the first node found, blanks trimmed and joined; empty where there is none."""
    return str(path(f"normalize-space({expression})")(element))


def decimal(written: str) -> Decimal | None:
    """Return the number that a text writes as xs:decimal, or None where it writes none.

    >>> decimal(" 12.50 "), decimal("1e3"), decimal("")
    (Decimal('12.50'), None, None)
    """
    written = written.strip(BLANKS)
    return Decimal(written) if _DECIMAL.fullmatch(written) else None


def is_number(written: str) -> bool:
    """Return whether XPath's number() makes a number of a text.

    >>> is_number(" 5566778890"), is_number("5566-7788"), is_number("")
    (True, False, False)
    """
    return _DOUBLE.fullmatch(written.strip(BLANKS)) is not None


def day(written: str) -> date | None:
    """Return the day that a text writes as YYYY-MM-DD, or None.

    >>> day("2026-02-28"), day("2026-02-30"), day("20260228")
    (datetime.date(2026, 2, 28), None, None)
    """
    if not _DAY.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
