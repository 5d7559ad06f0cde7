"""Refusals: what the product says no to, each with its sentence in the docstring.

A refusal is translated by that sentence, so the docstring's first line is the message a person reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tenants.kernel.language import Message


class Refusal(Exception):  # noqa: N818  a refusal is a statement, not an error
    """That can't be done."""

    # The field of a form that it is about, where it is about one.
    field = ""

    def __init__(self, *about: object, **params: object) -> None:
        """Keep what it is about (for the log) and the sentence's parameters."""
        super().__init__(*about)
        self.params = params

    @property
    def message(self) -> Message:
        """Return the sentence with its parameters, to be said in the reader's language."""
        return Message((type(self).__doc__ or "").strip().split("\n")[0], self.params)

    def __str__(self) -> str:
        """Return the English sentence, for logs and commands."""
        return str(self.message)


class NotFound(Refusal):
    """There is no such thing here."""


class Forbidden(Refusal):
    """You may not do that."""


class Conflict(Refusal):
    """The state of things doesn't allow that now."""


class Invalid(Refusal):
    """Something in the input has to be changed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one field: the field's name and the sentence."""

    field: str
    message: Message


class InvalidFields(Invalid):
    """Some fields have to be changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep each problem with its field."""
        super().__init__()
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """Return every problem in English, a line each."""
        return "\n".join(f"{problem.field}: {problem.message}" for problem in self.problems)
