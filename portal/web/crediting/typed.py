"""What a person typed to have an invoice credited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from billing.corrections.actions import Wanted
from billing.corrections.rules.crediting import field_of
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem

SPACES = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Typed:
    """The answers as they were typed: `extent` is all or lines, `amounts` stand by the place of the line."""

    extent: str = "all"
    amounts: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    withheld: bool = False

    @property
    def wanted(self) -> Wanted:
        """Return what is to be credited.

        Raises:
            InvalidFields: an amount isn't one, each at its field.
        """
        if self.extent != "lines":
            return Wanted(None, self.reason, self.withheld)
        problems = tuple(self._problems())
        if problems:
            raise InvalidFields(problems)
        amounts = {place: read_amount(text) for place, text in self.amounts.items() if text}
        return Wanted({place: one for place, one in amounts.items() if one is not None}, self.reason, self.withheld)

    def _problems(self) -> Iterator[Problem]:
        for place, text in self.amounts.items():
            if text and read_amount(text) is None:
                yield Problem(field_of(place), msg("This isn't an amount."))


def read_typed(form: Mapping[str, str]) -> Typed:
    """Return what a posted form says; names of lines that aren't numbers are passed over."""
    places = {name.removeprefix("line-"): text.strip() for name, text in form.items() if name.startswith("line-")}
    return Typed(
        extent="lines" if form.get("extent") == "lines" else "all",
        amounts={int(place): text for place, text in places.items() if place.isascii() and place.isdigit()},
        reason=" ".join(form.get("reason", "").split())[:300],
        withheld=bool(form.get("withheld")),
    )


def read_amount(text: str) -> Decimal | None:
    """Return an amount as people write it, with a comma or a point; None where it is none.

    >>> read_amount("1 250,50"), read_amount("-3.5"), read_amount("1,000.00"), read_amount("x")
    (Decimal('1250.50'), Decimal('-3.5'), None, None)
    """
    try:
        value = Decimal(text.translate(SPACES).replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < MOST else None
