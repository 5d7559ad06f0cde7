"""The next numbers of a series with the payment references they make, and why there are no more."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from billing.countries.reference_settings import ReferenceSettings
from billing.countries.register import country_rules
from billing.streams.rules import printed_number
from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A number series as it stands on a day, and how the seller's references are made of its numbers.

    `year` is the one that its numbers say; None where it doesn't begin anew each year.
    """

    prefix: str
    digits: int
    next_number: int
    country: Country
    settings: ReferenceSettings
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """One number: its place in the series, as printed, its payment reference, and the year it counts in, else 0."""

    place: int
    number: str
    reference: str
    year: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """The next numbers of a series, without a gap; `ended` says why there are fewer than asked for."""

    numbers: tuple[Numbered, ...]
    ended: Message | None = None


def block_of(series: Series, count: int, *, taken: Collection[str] = ()) -> Block:
    """Return the next numbers of a series; `taken` are references that other invoices have already.

    The block ends before the first number that can't be used, since a number left out would be a gap.
    """
    numbers: list[Numbered] = []
    try:
        for entry in _numbers(series, count):
            if entry.reference in taken:
                reason = msg("Another invoice has the payment reference %(reference)s.", reference=entry.reference)
                return Block(tuple(numbers), reason)
            numbers.append(entry)
    except Refusal as refusal:
        return Block(tuple(numbers), refusal.message)
    ended = None if len(numbers) == count else msg("The number series is full; open a stream with a new one.")
    return Block(tuple(numbers), ended)


def _numbers(series: Series, count: int) -> Iterator[Numbered]:
    """Yield the next numbers until the width of the running number is used up."""
    references = country_rules(series.country).references
    for place in range(series.next_number, min(series.next_number + count, 10**series.digits)):
        number = printed_number(series.prefix, series.digits, place, series.year)
        yield Numbered(place, number, references.payment_reference(number, series.settings), series.year or 0)
