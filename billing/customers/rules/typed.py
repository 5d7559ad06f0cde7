"""A card as somebody writes it, in a form or a file: everything is text, and figures and days may be unreadable."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from billing.customers.rules.card import read_card
from billing.customers.rules.card_input import CustomerInput
from tenants.kernel.days import NotADay, find_day
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem

NAMES = tuple(entry.name for entry in fields(CustomerInput))
OPTIONAL = frozenset(entry.name for entry in fields(CustomerInput) if entry.default is None)
DAYS = ("reminder_fee_agreed_on", "reminder_block_until", "collection_block_until")
FIGURES = re.compile(r"[0-9]{1,3}")
PERCENT = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A card as typed; `unread` has what stood in the fields of figures and days that can't be read."""

    card: CustomerInput
    unread: Mapping[str, str] = field(default_factory=dict)

    def of(self, number: str) -> "Typed":
        """Return the same card under the number it has; the form of a kept card doesn't send it."""
        return replace(self, card=replace(self.card, number=number))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the card as it stands alone."""
        unreadable = (Problem(name, _unreadable(name, text)) for name, text in self.unread.items())
        return (*read_card(self.card).problems, *unreadable)

    def must_be_readable(self) -> None:
        """Refuse figures and days that are none, together with everything else that is wrong with the card.

        Raises:
            InvalidFields: one of them can't be read.
        """
        if self.unread:
            raise InvalidFields(list(self.problems))


def read_typed(texts: Mapping[str, str], known: CustomerInput | None = None) -> Typed:
    """Return what was written; a field that isn't there stays as it is `known`, or as it is on an empty card."""
    known = known or CustomerInput(name="")
    values: dict[str, Any] = {name: getattr(known, name) for name in NAMES}
    unread: dict[str, str] = {}
    for name in NAMES:
        if name in texts:
            text = texts[name].strip()
            values[name] = _read(name, text)
            if text and values[name] is None:
                unread[name] = text
    return Typed(CustomerInput(**values), unread)


def _read(name: str, text: str) -> str | int | Decimal | date | None:
    if name in DAYS:
        return find_day(text)
    if name == "payment_days":
        return int(text) if FIGURES.fullmatch(text) else None
    if name == "discount_percent":
        plain = text.removesuffix("%").strip()
        return Decimal(plain.replace(",", ".")) if PERCENT.fullmatch(plain) else None
    return text or (None if name in OPTIONAL else "")


def _unreadable(name: str, text: str) -> Message:
    if name == "payment_days":
        return msg("Write the days to pay in figures.")
    if name == "discount_percent":
        return msg("Write the discount in figures.")
    return NotADay(text).message
