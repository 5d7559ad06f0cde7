"""The kinds of value in Finvoice 3.0: what their text looks like and which attributes go with it.

Decimal comma; amounts without decimals or with 2 to 5, the amount to pay with exactly 2, percentages with up to 3.
Source of the facts: Finance Finland, Finvoice 3.0 schema (2020-12-17).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

# A name character of XML, near enough: letters of any script, digits, and these marks.
WORD: Final = r"[\w.\-:\u00b7]"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its pattern (after blanks are collapsed, unless it is text) and whether it must be there."""

    pattern: re.Pattern[str]
    needed: bool = False
    collapses: bool = True

    def allows(self, value: str) -> bool:
        """Return whether a value is of the pattern."""
        return self.pattern.fullmatch(collapsed(value) if self.collapses else value) is not None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its pattern, whether blanks are collapsed first, and its attributes by name."""

    pattern: re.Pattern[str]
    collapses: bool
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    def allows(self, value: str) -> bool:
        """Return whether a value is of the pattern."""
        return self.pattern.fullmatch(collapsed(value) if self.collapses else value) is not None


def collapsed(value: str) -> str:
    """Return a value as XML Schema collapses it: blanks at the ends gone, runs of them one.

    >>> collapsed("  a  b ")
    'a b'
    """
    return re.sub(r"[ \t\r\n]+", " ", value).strip(" ")


def _kind(pattern: str, *, collapses: bool = True, **attributes: Attribute) -> Kind:
    return Kind(re.compile(pattern, re.DOTALL), collapses, attributes)


def _attribute(pattern: str, *, needed: bool = False, collapses: bool = True) -> Attribute:
    return Attribute(re.compile(pattern, re.DOTALL), needed, collapses)


def _string(least: int, most: int) -> str:
    return f".{{{least},{most}}}"


_CURRENCY: Final = _attribute(f"{WORD}{{3}}", needed=True)
_UNIT_UN: Final = _attribute("[A-Z0-9]{2,3}")
_UNIT: Final = _attribute(_string(0, 14))
_PRICE_UNIT: Final = _attribute(_string(0, 14), collapses=False)
_SCHEME: Final = _attribute("[0-9]{4}")
_CODE: Final = "[A-Z0-9]{1,3}"
_AMOUNT: Final = "-?[0-9]{1,15}(,[0-9]{2,5})?"
_ACCOUNT_SCHEME: Final = _attribute("IBAN|BBAN", needed=True)


def _text(least: int, most: int, **attributes: Attribute) -> Kind:
    return _kind(_string(least, most), collapses=False, **attributes)


_NAMED: Final[Mapping[str, Kind]] = {
    "account": _kind(f"{WORD}{{1,34}}", IdentificationSchemeName=_ACCOUNT_SCHEME),
    "address": _text(2, 35, SchemeID=_attribute(f"{WORD}{{1,10}}")),
    "amount": _kind(_AMOUNT, AmountCurrencyIdentifier=_CURRENCY),
    "any-party": _text(0, 35, AnyPartyCode=_attribute(_string(0, 35), needed=True)),
    "article-group": _text(
        0, 70, SchemeID=_attribute(_CODE), SchemeVersion=_attribute(_string(1, 35), collapses=False)
    ),
    "attachments": _kind(".{2,48}::attachments", collapses=False),
    "bic": _kind(f"{WORD}{{8,11}}", IdentificationSchemeName=_attribute("BIC", needed=True)),
    "charge": _kind(".*", ChargeOption=_attribute("SHA|OUR|BEN|SLEV", needed=True)),
    "code": _kind(_CODE),
    "date": _kind("[0-9]{8}", Format=_attribute("CCYYMMDD", needed=True)),
    "definition": _text(0, 70, DefinitionCode=_attribute(_string(1, 20))),
    "ean": _text(0, 35, SchemeID=_SCHEME),
    "epi-amount": _kind("-?[0-9]{1,15},[0-9]{2}", AmountCurrencyIdentifier=_CURRENCY),
    "exchange": _kind("[0-9]{1,15}(,[0-9]{1,6})?", collapses=False),
    "exemption": _kind(r"[A-Za-z0-9\-]{1,20}"),
    "invoice-type": _kind(
        "(REQ|QUO|ORD|ORC|INV|DEV|TES|INF|PRI|DEN|SEI|REC|RES|SDD)[0-9]{2}",
        CodeListAgencyIdentifier=_attribute("SPY"),
    ),
    "legal": _text(0, 35, SchemeID=_SCHEME),
    "moment": _kind(
        r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?"
        r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
    ),
    "object": _text(1, 70, SchemeID=_attribute(_CODE)),
    "origin": _kind("Original|Copy|Cancel"),
    "paid": _kind("PAID|NOTPAID|PARTLYPAID"),
    "party": _text(0, 70, IdentifierType=_attribute(_string(1, 20)), SchemeID=_SCHEME),
    "percent": _kind("[1-9]?[0-9]{1,2}(,[0-9]{1,3})?", collapses=False),
    "quantity14": _text(0, 14, QuantityUnitCode=_UNIT, QuantityUnitCodeUN=_UNIT_UN),
    "quantity70": _text(0, 70, QuantityUnitCode=_UNIT, QuantityUnitCodeUN=_UNIT_UN),
    "reference": _kind(
        "[0-9]{2,20}|RF[0-9]{2}[0-9A-Za-z]{1,21}", IdentificationSchemeName=_attribute("SPY|ISO")
    ),
    "seller-account": _kind(f"{WORD}{{2,35}}", IdentificationSchemeName=_ACCOUNT_SCHEME),
    "sub-unit-price": _kind(_AMOUNT, AmountCurrencyIdentifier=_CURRENCY, UnitPriceUnitCode=_PRICE_UNIT),
    "two": _kind(f"{WORD}{{2}}"),
    "unit-price": _kind(
        _AMOUNT, AmountCurrencyIdentifier=_CURRENCY, UnitPriceUnitCode=_PRICE_UNIT, QuantityUnitCodeUN=_UNIT_UN
    ),
}  # fmt: skip


@cache
def kind_named(name: str) -> Kind:
    """Return a kind by its name in finvoice_values; `text2-35` and the like are made from their bounds."""
    if name in _NAMED:
        return _NAMED[name]
    found = re.fullmatch(r"(text|token|word)(\d+)-(\d+)", name)
    if found is None:
        raise KeyError(name)
    shape, least, most = found[1], int(found[2]), int(found[3])
    if shape == "word":
        return _kind(f"{WORD}{{{least},{most}}}")
    return _kind(_string(least, most), collapses=shape == "token")
