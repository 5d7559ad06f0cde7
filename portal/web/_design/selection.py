"""Selections: certain rows, or all that match a list's filters save some."""

from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import MultiDict

from tenants.kernel.refusals import Invalid

ALL = "all"


class UnreadableSelection(Invalid):
    """The selection couldn't be read. Select the rows again."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Either the rows named in `ids`, or with `all_matching` every row that matches, save `but_not`."""

    ids: frozenset[str] = frozenset()
    all_matching: bool = False
    but_not: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, values: MultiDict[str, str]) -> "Selection":
        """Return what a form or an address selects.

        Ticked rows come as `id`. With `selected=all`, every row on the page also comes as `shown`, so that one
        that was shown and isn't ticked is left out, with or without JavaScript; `but` are left out on other pages.
        """
        ids = frozenset(values.getlist("id"))
        if values.get("selected") != ALL:
            return cls(ids)
        shown, but = frozenset(values.getlist("shown")), frozenset(values.getlist("but"))
        return cls(all_matching=True, but_not=(shown - ids) | (but - shown))

    def __contains__(self, row_id: object) -> bool:
        """Return whether a row is selected."""
        return str(row_id) not in self.but_not if self.all_matching else str(row_id) in self.ids

    def __bool__(self) -> bool:
        """Return whether anything may be selected; "all that match" can turn out to be none."""
        return self.all_matching or bool(self.ids)

    def count(self, matching: int) -> int:
        """Return how many rows are selected, given how many match."""
        return max(0, matching - len(self.but_not)) if self.all_matching else len(self.ids)

    def uuids(self) -> frozenset[UUID]:
        """Return the ids of the rows named.

        Raises:
            UnreadableSelection: an id isn't a UUID.
        """
        return _uuids(self.ids)

    def uuids_left_out(self) -> frozenset[UUID]:
        """Return the ids of the rows left out of all that match.

        Raises:
            UnreadableSelection: an id isn't a UUID.
        """
        return _uuids(self.but_not)


def _uuids(texts: frozenset[str]) -> frozenset[UUID]:
    try:
        return frozenset(UUID(text) for text in texts)
    except ValueError as wrong:
        raise UnreadableSelection(texts) from wrong
