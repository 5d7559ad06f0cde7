"""Small values that macros show: actions, notices, cards, progress, timeline entries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from portal.web._design.navigation import Link
from portal.web._design.states import Tone
from portal.web._design.words import Words

Weight = Literal["primary", "plain", "danger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something a person may do, or the one sentence why not and the link to what would allow it.

    `name` and `value` are sent with the form; `url` is where the form goes (or the link leads, for a GET).
    """

    label: Words
    url: str = ""
    method: Literal["get", "post"] = "post"
    weight: Weight = "plain"
    name: str = ""
    value: str = ""
    refusal: Words = ""
    remedy: Link | None = None
    confirm: Words = ""
    icon: str = ""

    @property
    def allowed(self) -> bool:
        """Return whether it can be done now."""
        return not self.refusal


@dataclass(frozen=True, slots=True)
class Notice:
    """A statement above a list, with links to exactly the rows it counts."""

    tone: Tone
    text: Words
    links: tuple[Link, ...] = ()
    details: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its word and the list that it counts."""

    label: Words
    count: int
    url: str
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Card:
    """A figure on Today, with the smaller figures that it consists of."""

    figure: Figure
    parts: tuple[Figure, ...] = ()
    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come; `url` answers with the same section again until it is finished."""

    title: Words
    done: int
    total: int
    url: str
    step: Words = ""
    figures: tuple[Figure, ...] = ()
    finished: bool = False

    @property
    def share(self) -> int:
        """Return how much is done, in whole percent; 100 only when all is.

        >>> Progress(title="", done=1165, total=1166, url="").share
        99
        """
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened: when, what, by whom, on whose behalf, with its evidence.

    Without `at` it is what comes next.
    """

    text: Words
    at: datetime | None = None
    who: Words = ""
    on_behalf_of: Words = ""
    icon: str = "dot"
    tone: Tone = "neutral"
    evidence: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What went wrong in words, what to do now, and the reference under which the log has it."""

    heading: Words
    text: Words
    links: tuple[Link, ...] = ()
    reference: str = ""
