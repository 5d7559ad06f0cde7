"""Reading what somebody typed into a form, field by field, with every problem at its field."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem, Refusal

EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]{2,}")
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3
LONGEST_TEXT = 200


@dataclass(slots=True)
class Fields:
    """What was read so far, as the problems that were found in it."""

    problems: list[Problem] = field(default_factory=list)

    def blame(self, name: str, message: Message) -> None:
        """Keep a problem at a field."""
        self.problems.append(Problem(name, message))

    def text(self, name: str, typed: str | None, missing: Message | None = None) -> str:
        """Return a text on one line; a problem where it is too long, or empty and `missing` says that it may not be."""
        clean = " ".join((typed or "").split())
        if missing is not None and not clean:
            self.blame(name, missing)
        if len(clean) > LONGEST_TEXT:
            self.blame(name, msg("At most %(most)s characters fit here.", most=LONGEST_TEXT))
        return clean

    def parsed(self, name: str, typed: str | None, parse: Callable[[str], str]) -> str | None:
        """Return what a parser makes of a text, None for an empty one; its refusal becomes a problem at the field."""
        clean = self.text(name, typed)
        return self.needed(name, clean, parse) if clean else None

    def needed(self, name: str, typed: str, parse: Callable[[str], str]) -> str:
        """Return what a parser makes of a text that may not be empty; its refusal becomes a problem at the field."""
        try:
            return parse(typed)
        except Refusal as refusal:
            self.blame(name, refusal.message)
            return typed.strip()

    def email(self, name: str, typed: str | None, missing: Message | None = None) -> str:
        """Return an e-mail address in small letters; a problem where it doesn't have the shape of one."""
        clean = self.text(name, typed, missing).lower()
        if clean and (len(clean) > LONGEST_EMAIL or not EMAIL.fullmatch(clean)):
            self.blame(name, msg("%(given)s isn't an e-mail address.", given=clean))
        return clean

    def one_of(self, name: str, chosen: str, choices: tuple[str, ...] | frozenset[str], wrong: Message) -> str:
        """Return what was chosen; a problem where it isn't one of the choices."""
        if chosen not in choices:
            self.blame(name, wrong)
        return chosen

    def refuse(self) -> None:
        """Refuse if anything was wrong.

        Raises:
            InvalidFields: every problem, each at its field.
        """
        if self.problems:
            raise InvalidFields(self.problems)
