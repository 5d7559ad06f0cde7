"""What a number series must be so that every number of it makes a payment reference of its own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from billing.countries.reference_settings import ReferenceSettings
from billing.countries.register import country_rules
from tenants.kernel.country import Country
from tenants.kernel.ids import SeriesId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem, Refusal

CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
PREFIX = re.compile(r"[1-9][0-9]{0,11}")
DIGITS = range(3, 13)
LONGEST_NAME = 80
# The first series of a workspace: numbers from 10000001 on, shorter where the bank agreement has no room for that.
FIRST_PREFIX, FIRST_DIGITS = "10", (6, 5, 4, 3)


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A number series as it shall be: name, prefix, width of the running number, yearly restart, and next number."""

    name: str
    prefix: str
    digits: int
    yearly: bool = False
    next_number: int = 1


@dataclass(frozen=True, slots=True)
class NewStream:
    """A stream to be opened: its code, its name, and its number series, a new one unless `series_id` names one."""

    code: str
    name: str
    prefix: str
    digits: int
    yearly: bool = False
    next_number: int = 1
    series_id: SeriesId | None = None

    @property
    def series(self) -> NewSeries:
        """Return the series that is opened for the stream alone."""
        return NewSeries(self.name.strip(), self.prefix, self.digits, self.yearly, self.next_number)


def printed_number(prefix: str, digits: int, place: int, year: int | None = None) -> str:
    """Return the number that is printed for a place in a series; one that begins anew each year says the year.

    Two digits of the year are enough for a number that is kept ten years, and leave room in a payment reference.

    >>> printed_number("100102", 4, 17), printed_number("100102", 4, 17, 2027)
    ('1001020017', '100102270017')
    """
    return f"{prefix}{'' if year is None else f'{year % 100:02d}'}{place:0{digits}d}"


def misfit(
    prefix: str, digits: int, country: Country, settings: ReferenceSettings, *, yearly: bool = False
) -> Message | None:
    """Return why a series' numbers make no payment reference under the bank agreement, or None where all of them do.

    The first and the last number are tried: what fits both fits all between.
    """
    references = country_rules(country).references
    try:
        for place in (1, 10**digits - 1):
            references.payment_reference(printed_number(prefix, digits, place, 2099 if yearly else None), settings)
    except Refusal as refusal:
        return refusal.message
    return None


def problems_of(
    new: NewStream, prefixes: Iterable[str], country: Country, settings: ReferenceSettings
) -> list[Problem]:
    """Return what has to be changed before a stream can be opened beside the prefixes that are there."""
    found = []
    if not CODE.fullmatch(new.code):
        found.append(Problem("code", msg("A code has small letters, digits and dashes, and begins with a letter.")))
    found += name_problems(new.name)
    if new.series_id is not None:
        return found
    return found + [one for one in series_problems(new.series, prefixes, country, settings) if one.field != "name"]


def name_problems(name: str) -> list[Problem]:
    """Return what is wrong with the name of a stream or series."""
    if 0 < len(name.strip()) <= LONGEST_NAME:
        return []
    return [Problem("name", msg("A name of at most %(most)s characters is needed.", most=LONGEST_NAME))]


def series_problems(
    new: NewSeries, prefixes: Iterable[str], country: Country, settings: ReferenceSettings
) -> list[Problem]:
    """Return what has to be changed in a series beside the prefixes that the company's others have.

    A prefix is of digits and doesn't begin with nil, and none begins with another: so no two numbers of a company are
    the same or make the same reference, and a search for one prefix finds that series alone.
    """
    return name_problems(new.name) + _number_problems(new, tuple(prefixes), country, settings)


def _number_problems(
    new: NewSeries, prefixes: tuple[str, ...], country: Country, settings: ReferenceSettings
) -> list[Problem]:
    if shape := _shape_problems(new, prefixes):
        return shape
    if (reason := misfit(new.prefix, new.digits, country, settings, yearly=new.yearly)) is not None:
        return [Problem("digits", reason)]
    last = 10**new.digits - 1
    if not 0 < new.next_number <= last:
        return [Problem("next_number", msg("The running number is 1 to %(last)s.", last=last))]
    return []


def _shape_problems(new: NewSeries, prefixes: tuple[str, ...]) -> list[Problem]:
    if not PREFIX.fullmatch(new.prefix):
        return [Problem("prefix", msg("A prefix has 1 to 12 digits and doesn't begin with 0."))]
    if new.digits not in DIGITS:
        return [Problem("digits", msg("The running number has 3 to 12 digits."))]
    if new.prefix in prefixes:
        return [Problem("prefix", msg("Another series has the prefix %(prefix)s.", prefix=new.prefix))]
    if (other := next((each for each in prefixes if are_alike(new.prefix, each)), None)) is not None:
        facts = {"prefix": new.prefix, "other": other}
        return [Problem("prefix", msg("The prefix %(prefix)s and %(other)s of another series begin alike.", **facts))]
    return []


def are_alike(prefix: str, other: str) -> bool:
    """Say whether one prefix begins with the other, so that their numbers couldn't be told apart.

    >>> are_alike("10", "100102"), are_alike("100101", "100102")
    (True, False)
    """
    return prefix.startswith(other) or other.startswith(prefix)


def used_problems(new: NewSeries, used: int) -> list[Problem]:
    """Return what is wrong with a next number where numbers of the prefix up to `used` exist already.

    >>> [one.field for one in used_problems(NewSeries("Sales", "10", 6, next_number=412), 412)]
    ['next_number']
    """
    if new.next_number > used:
        return []
    reason = msg("The number %(number)s exists already; begin above it.", number=used)
    return [Problem("next_number", reason)]


def highest_place(numbers: Iterable[str], new: NewSeries, year: int) -> int:
    """Return the highest running number among printed numbers that the series would print too; 0 where there is none.

    >>> highest_place(["10000411", "10000412", "100413", "20000900"], NewSeries("Sales", "10", 6), 2027)
    412
    """
    start = f"{new.prefix}{f'{year % 100:02d}' if new.yearly else ''}"
    places = (number.removeprefix(start) for number in numbers if number.startswith(start))
    return max((int(place) for place in places if len(place) == new.digits and place.isdecimal()), default=0)


def first_stream(name: str, country: Country, settings: ReferenceSettings, prefix: str = FIRST_PREFIX) -> NewStream:
    """Return the stream that a company begins with: the longest running number that its references have room for.

    Where none has, or the prefix is none, it is the shortest, and opening it says why not.
    """
    fits = PREFIX.fullmatch(prefix) is not None
    fitting = (digits for digits in FIRST_DIGITS if fits and misfit(prefix, digits, country, settings) is None)
    return NewStream("sales", name, prefix, next(fitting, FIRST_DIGITS[-1]))
