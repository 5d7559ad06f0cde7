"""The sheet an invoice is written on: values in Finvoice's notation, elements in its order, reasons it can't be."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from lxml import etree

from billing.en16931.finvoice.characters import one_line
from billing.en16931.finvoice.notation import (
    written_amount,
    written_day,
    written_epi_amount,
    written_percent,
    written_quantity,
)
from billing.en16931.finvoice.writing.elements import NAMES, ORDER, Place
from billing.en16931.model import Adjustment, Identifier
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

DAY = {"Format": "CCYYMMDD"}
REGISTER = re.compile("[0-9]{4}")  # ISO 6523 code of a register, as parties and articles have it
TOO_LONG = msg("%(element)s takes at most %(most)s characters, but “%(text)s” has %(length)s.").id
TOO_SHORT = msg("%(element)s takes at least %(least)s characters, but “%(text)s” has %(length)s.").id
WRONG_FORM = msg("%(element)s can't be “%(text)s”: Finvoice wants another form there.").id


class Leaf(NamedTuple):
    """An element that holds text, with its attributes."""

    text: str
    attributes: dict[str, str]


Content = Mapping[str, Any]


class Sheet:
    """What every block needs to write its values: the currency, the sign, and a place for reasons.

    The sign is -1 for a credit note: Finvoice writes INV02 with negative amounts and quantities.
    """

    def __init__(self, currency: str, sign: int) -> None:
        """Start without reasons."""
        self.currency = currency
        self.sign = sign
        self.reasons: list[Problem] = []
        self._in_currency = {"AmountCurrencyIdentifier": currency}

    def refuse(self, field: str, message: Message) -> None:
        """Keep a reason why the invoice can't be written."""
        self.reasons.append(Problem(field, message))

    def amount(self, amount: Decimal | None, field: str, currency: str | None = None) -> Leaf | None:
        """Return an amount with the document's sign; `None` where there is none."""
        return None if amount is None else self._leaf(self.sign * amount, field, currency)

    def unit_amount(self, amount: Decimal | None, field: str) -> Leaf | None:
        """Return a unit price, whose sign is never turned."""
        return None if amount is None else self._leaf(amount, field, None)

    def epi_amount(self, amount: Decimal, field: str) -> Leaf:
        """Return the amount to pay with the document's sign and exactly two decimals."""
        text = written_epi_amount(self.sign * amount)
        if text is None:
            self.refuse(
                field, msg("The amount to pay must have at most two decimals; it is %(amount)s.", amount=amount)
            )
        return Leaf(text or "", self._in_currency)

    def _leaf(self, amount: Decimal, field: str, currency: str | None) -> Leaf:
        text = written_amount(amount)
        if text is None:
            self.refuse(
                field, msg("An amount has at most five decimals in Finvoice; this one is %(amount)s.", amount=amount)
            )
        return Leaf(text or "", {"AmountCurrencyIdentifier": currency} if currency else self._in_currency)

    def build(self, parent: etree._Element, block: str, content: Content) -> None:
        """Write a block's elements below their parent, in the schema's order, without empty ones."""
        places = ORDER[block]
        if not content.keys() <= NAMES[block]:
            raise KeyError(block, content.keys() - NAMES[block])
        for place in places:
            value = content.get(place.name)
            if value is None and not place.stays:
                continue
            for one in value if isinstance(value, list | tuple) and not isinstance(value, Leaf) else (value,):
                self._element(parent, place, one)

    def _element(self, parent: etree._Element, place: Place, value: object) -> None:
        if isinstance(value, dict):
            if place.stays or _has_content(value):
                self.build(etree.SubElement(parent, place.name), place.name, value)
            return
        text, attributes = value if isinstance(value, Leaf) else (str(value or ""), None)
        text = one_line(text)
        if text or place.stays:
            self._measure(place, text)
            etree.SubElement(parent, place.name, attributes).text = text or None

    def _measure(self, place: Place, text: str) -> None:
        length = len(text)
        if place.most is not None and length > place.most:
            sentence = TOO_LONG
        elif length < place.least:
            sentence = TOO_SHORT
        elif place.form is not None and not place.form.fullmatch(text):
            sentence = WRONG_FORM
        else:
            return
        about = {"element": place.name, "text": text, "length": length, "most": place.most, "least": place.least}
        self.refuse(place.name, Message(sentence, about))


def _has_content(block: Mapping[str, object]) -> bool:
    return any(_has_content(value) if isinstance(value, dict) else value for value in block.values())


def day(on: date | None) -> Leaf | None:
    """Return a day as an element; `None` where there is none."""
    return None if on is None else Leaf(written_day(on), DAY)


def percent(rate: Decimal | None) -> str | None:
    """Return a percentage as an element's text; `None` where there is none."""
    return None if rate is None else written_percent(rate)


def quantity(number: Decimal | None, attributes: dict[str, str]) -> Leaf | None:
    """Return a quantity as an element; `None` where there is none."""
    return None if number is None else Leaf(written_quantity(number), attributes)


def identifier(value: Identifier | None, schemes: re.Pattern[str] = REGISTER) -> Leaf | None:
    """Return an identifier; its scheme is left out where the schema takes no such scheme in that place."""
    if value is None:
        return None
    return Leaf(value.value, {"SchemeID": value.scheme} if value.scheme and schemes.fullmatch(value.scheme) else {})


def adjustment(sheet: Sheet, entry: Adjustment, reason: str) -> Content:
    """Return what allowances and charges of document and row have in common; `reason` is the name of its text."""
    return {
        reason: entry.reason,
        "ReasonCode": entry.reason_code,
        "Percent": percent(entry.percentage),
        "Amount": sheet.amount(entry.amount, "Amount"),
        "BaseAmount": sheet.amount(entry.base_amount, "BaseAmount"),
    }
