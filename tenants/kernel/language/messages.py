"""A sentence that hasn't been said yet: its id (the English text) and its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by id, with named parameters; it can be stored and said later in any language.

    A day or a Decimal among the parameters is written as the language that it is said in writes it.
    """

    id: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence, for logs and commands: days as 2026-11-23, figures with a point."""
        return self.id % {name: _plain(value) for name, value in self.params.items()} if self.params else self.id

    def to_json(self) -> dict[str, Any]:
        """Return the sentence as a column keeps it; what is no day, Decimal or sentence becomes text."""
        return {"id": self.id, "params": {name: _kept(value) for name, value in self.params.items()}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return the sentence that `to_json` stored."""
        return cls(stored["id"], {name: _read(value) for name, value in stored["params"].items()})


def with_currency(amount: Decimal, currency: str) -> Message:
    """Return an amount with its currency's code, to be put into a sentence.

    >>> str(msg("It comes to %(sum)s.", sum=with_currency(Decimal("12.50"), "SEK")))
    'It comes to 12.50 SEK.'
    """
    return msg("%(amount)s %(currency)s", amount=amount, currency=currency)


def _plain(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _kept(value: object) -> str | dict[str, Any]:
    if isinstance(value, Message):
        return value.to_json()
    if isinstance(value, Decimal):
        return {"figure": f"{value:f}"}
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"day": value.isoformat()}
    return str(value)


def _read(kept: str | Mapping[str, Any]) -> object:
    if isinstance(kept, str):
        return kept
    if "id" in kept:
        return Message.from_json(kept)
    return date.fromisoformat(kept["day"]) if "day" in kept else Decimal(kept["figure"])


def msg(id_: str, /, **params: object) -> Message:
    """Return a sentence to be said later; the extraction of catalogues looks for this name.

    >>> str(msg("Unknown unit %(code)s.", code="XYZ"))
    'Unknown unit XYZ.'
    """
    return Message(id_, params)
