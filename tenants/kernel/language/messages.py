"""A sentence that hasn't been said yet: its id (the English text) and its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by id, with named parameters; it can be stored and said later in any language."""

    id: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.id % self.params if self.params else self.id

    def to_json(self) -> dict[str, Any]:
        """Return the sentence as a column keeps it; parameters become text."""
        return {"id": self.id, "params": {name: str(value) for name, value in self.params.items()}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return the sentence that `to_json` stored."""
        return cls(stored["id"], dict(stored["params"]))


def msg(id_: str, /, **params: object) -> Message:
    """Return a sentence to be said later; the extraction of catalogues looks for this name.

    >>> str(msg("Unknown unit %(code)s.", code="XYZ"))
    'Unknown unit XYZ.'
    """
    return Message(id_, params)
