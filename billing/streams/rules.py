"""What a number series must be so that every number of it makes a payment reference of its own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from billing.countries.reference_settings import ReferenceSettings
from billing.countries.register import country_rules
from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem, Refusal

CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
PREFIX = re.compile(r"[1-9][0-9]{0,11}")
DIGITS = range(3, 13)
LONGEST_NAME = 80
# The first series of a workspace: numbers from 10000001 on, shorter where the bank agreement has no room for that.
FIRST_PREFIX, FIRST_DIGITS = "10", (6, 5, 4, 3)


@dataclass(frozen=True, slots=True)
class NewStream:
    """A stream to be opened: its code, its name, and the prefix and width of its number series."""

    code: str
    name: str
    prefix: str
    digits: int


def printed_number(prefix: str, digits: int, place: int) -> str:
    """Return the number that is printed for a place in a series.

    >>> printed_number("100102", 4, 17)
    '1001020017'
    """
    return f"{prefix}{place:0{digits}d}"


def misfit(prefix: str, digits: int, country: Country, settings: ReferenceSettings) -> Message | None:
    """Return why a series' numbers make no payment reference under the bank agreement, or None where all of them do.

    The first and the last number are tried: what fits both fits all between.
    """
    references = country_rules(country).references
    try:
        for place in (1, 10**digits - 1):
            references.payment_reference(printed_number(prefix, digits, place), settings)
    except Refusal as refusal:
        return refusal.message
    return None


def problems_of(
    new: NewStream, prefixes: Iterable[str], country: Country, settings: ReferenceSettings
) -> list[Problem]:
    """Return what has to be changed before a stream can be opened beside the prefixes that are there.

    A prefix is of digits and doesn't begin with nil, and all have one length: so no number of one series begins like
    another's, and no two numbers make the same reference.
    """
    found = []
    if not CODE.fullmatch(new.code):
        found.append(Problem("code", msg("A code has small letters, digits and dashes, and begins with a letter.")))
    if not 0 < len(new.name.strip()) <= LONGEST_NAME:
        found.append(Problem("name", msg("A name of at most %(most)s characters is needed.", most=LONGEST_NAME)))
    return [*found, *_series_problems(new, tuple(prefixes), country, settings)]


def _series_problems(
    new: NewStream, prefixes: tuple[str, ...], country: Country, settings: ReferenceSettings
) -> list[Problem]:
    if not PREFIX.fullmatch(new.prefix):
        return [Problem("prefix", msg("A prefix has 1 to 12 digits and doesn't begin with 0."))]
    if new.digits not in DIGITS:
        return [Problem("digits", msg("The running number has 3 to 12 digits."))]
    if new.prefix in prefixes:
        return [Problem("prefix", msg("Another series has the prefix %(prefix)s.", prefix=new.prefix))]
    if prefixes and len(new.prefix) != len(prefixes[0]):
        return [Problem("prefix", msg("The prefixes of this company have %(count)s digits.", count=len(prefixes[0])))]
    reason = misfit(new.prefix, new.digits, country, settings)
    return [Problem("digits", reason)] if reason else []


def first_stream(name: str, country: Country, settings: ReferenceSettings) -> NewStream:
    """Return the stream that a company begins with: the longest running number that its references have room for.

    Where none has, it is the shortest, and opening it says why not.
    """
    fitting = (digits for digits in FIRST_DIGITS if misfit(FIRST_PREFIX, digits, country, settings) is None)
    return NewStream("sales", name, FIRST_PREFIX, next(fitting, FIRST_DIGITS[-1]))
