"""What a person typed to have an invoice credited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from billing.corrections.actions import Wanted
from billing.corrections.rules.crediting import field_of
from tenants.kernel.figures import read_figure
from tenants.kernel.refusals import InvalidFields, Problem, Refusal


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
        amounts = {place: read_figure(text) for place, text in self.amounts.items() if text}
        return Wanted(amounts, self.reason, self.withheld)

    def _problems(self) -> Iterator[Problem]:
        for place, text in self.amounts.items():
            try:
                read_figure(text or "0")
            except Refusal as refusal:
                yield Problem(field_of(place), refusal.message)


def read_typed(form: Mapping[str, str]) -> Typed:
    """Return what a posted form says; names of lines that aren't numbers are passed over."""
    places = {name.removeprefix("line-"): text.strip() for name, text in form.items() if name.startswith("line-")}
    return Typed(
        extent="lines" if form.get("extent") == "lines" else "all",
        amounts={int(place): text for place, text in places.items() if place.isascii() and place.isdigit()},
        reason=" ".join(form.get("reason", "").split())[:300],
        withheld=bool(form.get("withheld")),
    )
