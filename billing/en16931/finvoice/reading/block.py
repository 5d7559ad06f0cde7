"""A block of a Finvoice document as the readers see it: its elements by name, their values checked."""

from datetime import date
from decimal import Decimal
from typing import Self

from lxml import etree

from billing.en16931.finvoice.notation import read_day, read_decimal
from billing.en16931.finvoice.refusals import MissingElement, NotAValue, OtherCurrency
from billing.en16931.model import Identifier

CURRENCY = "AmountCurrencyIdentifier"


class Block:
    """The elements below one element, by name; a block that isn't there is an empty one."""

    __slots__ = ("_children", "name")

    def __init__(self, element: etree._Element | None, name: str = "") -> None:
        """Sort the element's children by name."""
        self.name = element.tag if element is not None else name
        self._children: dict[str, list[etree._Element]] = {}
        for child in element if element is not None else ():
            self._children.setdefault(child.tag, []).append(child)

    def __bool__(self) -> bool:
        """Return whether there is anything in it."""
        return bool(self._children)

    def elements(self, name: str) -> list[etree._Element]:
        """Return all elements of a name."""
        return self._children.get(name, [])

    def block(self, name: str) -> Self:
        """Return the first block of a name; an empty one where there is none."""
        found = self._children.get(name)
        return type(self)(found[0] if found else None, name)

    def blocks(self, name: str) -> list[Self]:
        """Return all blocks of a name."""
        return [type(self)(element) for element in self._children.get(name, [])]

    def text(self, name: str) -> str | None:
        """Return the text of the first element of a name, on one line; `None` where there is none or it is empty."""
        for element in self._children.get(name, ()):
            if text := squeezed(element.text):
                return text
        return None

    def texts(self, name: str) -> list[str]:
        """Return the non-empty texts of all elements of a name."""
        return [text for element in self._children.get(name, ()) if (text := squeezed(element.text))]

    def needed(self, name: str) -> str:
        """Return a text that must be there.

        Raises:
            MissingElement: it isn't.
        """
        text = self.text(name)
        if text is None:
            raise MissingElement(element=name)
        return text

    def attribute(self, name: str, attribute: str) -> str | None:
        """Return an attribute of the first element of a name; `None` where there is none or it is empty."""
        found = self._children.get(name)
        return (found[0].get(attribute) or "").strip() or None if found else None

    def identifier(self, name: str) -> Identifier | None:
        """Return an identifier with its scheme."""
        text = self.text(name)
        return Identifier(text, self.attribute(name, "SchemeID")) if text else None

    def identifiers(self, name: str) -> tuple[Identifier, ...]:
        """Return all identifiers of a name with their schemes."""
        return tuple(
            Identifier(text, element.get("SchemeID") or None)
            for element in self.elements(name)
            if (text := squeezed(element.text))
        )

    def number(self, name: str) -> Decimal | None:
        """Return a number such as a quantity or a percentage; `None` where there is none.

        Raises:
            NotAValue: the text is no number.
        """
        text = self.text(name)
        if text is None:
            return None
        number = read_decimal(text)
        if number is None:
            raise self._unusable(name, text)
        return number

    def amount(self, name: str, currency: str) -> Decimal | None:
        """Return an amount in the invoice's currency, with the sign it has in the file; `None` where there is none.

        Raises:
            NotAValue: the text is no number.
            OtherCurrency: the element says another currency.
        """
        amount = self.number(name)
        stated = self.attribute(name, CURRENCY)
        if amount is not None and stated not in {None, currency}:
            line = self.elements(name)[0].sourceline
            raise OtherCurrency(element=name, line=line, currency=stated, expected=currency)
        return amount

    def day(self, name: str) -> date | None:
        """Return a day; `None` where there is none.

        Raises:
            NotAValue: the text is no day.
        """
        text = self.text(name)
        if text is None:
            return None
        day = read_day(text)
        if day is None:
            raise self._unusable(name, text)
        return day

    def _unusable(self, name: str, text: str) -> NotAValue:
        return NotAValue(element=name, line=self.elements(name)[0].sourceline, value=text)


def squeezed(text: str | None) -> str:
    """Return a text without blanks around it and with single blanks inside."""
    return " ".join(text.split()) if text else ""
