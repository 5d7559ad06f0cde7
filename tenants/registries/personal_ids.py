"""Swedish personal identity numbers and coordination numbers. Folkbokföringslag (1991:481) 18 §, 18 a §.

No sentence names the number: what is wrong with it may be read by many, the number itself by nobody.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from stdnum import luhn

from tenants.kernel.refusals import Invalid

SHAPE = re.compile(
    r"(?P<century>[0-9]{2})?(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?P<sign>[-+]?)(?P<end>[0-9]{4})"
)
COORDINATION = 60  # is added to the day of a coordination number
CENTURY = 100


class NoPersonalId(Invalid):
    """This isn't a Swedish personal identity number: it has ten or twelve digits, a date in front."""


class PersonalIdMistyped(Invalid):
    """The check digit of the personal identity number is wrong: is a digit mistyped, or have two changed places?"""


@dataclass(frozen=True, slots=True)
class PersonalId:
    """A person's number with its century; it isn't shown where the value is, in a log or a traceback."""

    digits: str = field(repr=False)
    born_on: date = field(repr=False)

    @property
    def masked(self) -> str:
        """Return what may be shown: the last two digits, by which its owner knows it and nobody else does."""
        return f"********-**{self.digits[-2:]}"


def parse_personal_id(text: str, on: date) -> PersonalId:
    """Return a number typed with or without its century; without one, of somebody under a hundred on a day, + of older.

    >>> parse_personal_id("811228-9874", date(2026, 11, 23)).digits
    '198112289874'
    >>> parse_personal_id("19811288-9871", date(2026, 11, 23)).born_on
    datetime.date(1981, 12, 28)

    Raises:
        NoPersonalId: its shape is another, or its day isn't one, or is still to come.
        PersonalIdMistyped: the check digit is wrong.
    """
    found = SHAPE.fullmatch("".join(text.split()))
    if found is None:
        raise NoPersonalId
    born_on = _born_on(found, on)
    if born_on is None or born_on > on:
        raise NoPersonalId
    short = "".join(found.group("year", "month", "day", "end"))
    if not luhn.is_valid(short):
        raise PersonalIdMistyped
    return PersonalId(f"{born_on.year // CENTURY:02}{short}", born_on)


def _born_on(found: re.Match[str], on: date) -> date | None:
    day = int(found["day"])
    day -= COORDINATION if day > COORDINATION else 0
    year = int(found["year"])
    if found["century"]:
        return _day(int(found["century"]) * CENTURY + year, int(found["month"]), day)
    recent = _day(on.year - on.year % CENTURY + year, int(found["month"]), day)
    older = CENTURY if found["sign"] == "+" else 0
    behind = CENTURY if recent is None or recent > on else 0
    return _day(on.year - on.year % CENTURY + year - behind - older, int(found["month"]), day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
