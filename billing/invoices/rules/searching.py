"""What was typed into a search box: the start of a text, a pattern with wildcards, or an amount."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tenants.kernel.money import to_minor
from tenants.kernel.refusals import Refusal

WILDCARDS = re.compile(r"[%*]+")
KRONER = ("SEK", "NOK", "DKK")
SIGNS: dict[str, tuple[str, ...]] = {"€": ("EUR",), "KR": KRONER}
# Thousands apart by spaces, points or commas; two decimals unless a currency says that it is an amount.
AMOUNT = re.compile(
    r"(?P<before>[A-Z]{3}|€|KR\.?)?\s*-?(?P<whole>\d{1,3}(?:[ .,']\d{3})+|\d{1,12})(?:[.,](?P<part>\d{2}))?"
    r"\s*(?P<after>[A-Z]{3}|€|KR\.?)?"
)
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands between the wildcards; the end is open where one ends it, or where there is none at all."""

    pieces: tuple[str, ...]
    open_end: bool = True

    @property
    def start(self) -> str:
        """Return what a text has to begin with, which an index can look for; empty behind a leading wildcard."""
        return self.pieces[0]

    def each(self, change: Callable[[str], str]) -> "Typed":
        """Return the same with each piece written another way, such as a name's sort key."""
        return Typed(tuple(change(piece) for piece in self.pieces), self.open_end)

    def pattern(self) -> str | None:
        r"""Return the pattern of LIKE that the whole text has to match, None where its start says all.

        >>> read_typed("100102*17").pattern(), read_typed("50_*1%").pattern(), read_typed("100102%").pattern()
        ('100102%17', '50\\_%1%', None)
        """
        if len(self.pieces) == 1 and self.open_end:
            return None
        escaped = (re.sub(r"([\\%_])", r"\\\1", piece) for piece in self.pieces)
        return "%".join(escaped) + ("%" if self.open_end else "")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in minor units, and the currencies it may be in; none: any with two decimals."""

    minor: int
    currencies: tuple[str, ...] = ()


def read_typed(text: str) -> Typed:
    """Return what was typed; `%` and `*` stand for anything, and without them the beginning is enough.

    >>> read_typed(" 100102% ")
    Typed(pieces=('100102',), open_end=True)
    >>> read_typed("100102*17")
    Typed(pieces=('100102', '17'), open_end=False)
    """
    pieces = [piece.strip() for piece in WILDCARDS.split(text.strip())]
    if len(pieces) == 1:
        return Typed((pieces[0],))
    open_end = not pieces[-1]
    return Typed(tuple(pieces[:-1] if open_end else pieces), open_end)


def read_sum(text: str) -> Sum | None:
    """Return the amount that was typed, with or without its currency; None where it is none.

    A number without decimals and currency is a number, not an amount.

    >>> read_sum("125,50"), read_sum("EUR 1.250"), read_sum("1 250,50 kr"), read_sum("125")
    (Sum(minor=12550, currencies=()), Sum(minor=125000, currencies=('EUR',)), \
Sum(minor=125050, currencies=('SEK', 'NOK', 'DKK')), None)
    """
    found = AMOUNT.fullmatch(SPACES.sub(" ", text.strip()).upper())
    if found is None or (found["before"] and found["after"]):
        return None
    sign = (found["before"] or found["after"] or "").rstrip(".")
    if not (sign or found["part"]):
        return None
    currencies = SIGNS.get(sign, (sign,) if sign else ())
    digits = "".join(sign for sign in found["whole"] if sign.isdigit())
    amount = Decimal(f"{digits}.{found['part'] or '00'}")
    try:
        return Sum(to_minor(amount, currencies[0] if currencies else "EUR"), currencies)
    except Refusal:
        return None


def compact(text: str) -> str:
    """Return a reference as it is kept: in capitals, without spaces."""
    return SPACES.sub("", text).upper()


def as_number(text: str) -> str:
    """Return a printed number as it is kept: digits that were typed in groups stand together."""
    bare = SPACES.sub("", text)
    return bare if bare.isdigit() else text
