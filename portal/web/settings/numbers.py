"""Number series on the screen: one to be opened, changed before its first number, or only renamed afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from flask import url_for

from billing.streams.queries import SeriesFacts, series_rows
from billing.streams.rules import NewSeries, are_alike
from portal.web._design import Action, Field
from portal.web._design.fields import unplaced
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.workspaces.queries import WorkspaceFacts

USUAL_DIGITS, USUAL_LENGTH, MOST_TRIED = 6, 2, 1000
FIXED = msg("The series has given numbers, so this stays as it is.")
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage:
    """A number series to be opened or changed."""

    title: Message
    fields: tuple[Field, ...]
    save: Action
    streams_url: str
    others: tuple[Message, ...]


def series_page(
    workspace: WorkspaceFacts,
    series: SeriesFacts | None,
    form: Form | None = None,
    problems: Iterable[Problem] = (),
) -> SeriesPage:
    """Return a series as kept, or as typed with what is wrong; without one, the form that opens it."""
    there, problems = series_rows(workspace.id), tuple(problems)
    where: dict[str, Any] = {"workspace_id": workspace.id}
    url = (
        url_for("settings.new_series", **where)
        if series is None
        else url_for("settings.series", **where, series_id=series.id)
    )
    values = form if form is not None else _usual(there) if series is None else _values(series)
    fields = _fields(values, {one.field: (one.message,) for one in problems}, fixed=bool(series and series.used))
    return SeriesPage(
        title=msg("Open a number series") if series is None else msg("Number series"),
        fields=fields,
        others=unplaced(problems, fields),
        save=Action(label=msg("Open the series") if series is None else msg("Save"), url=url, weight="primary"),
        streams_url=url_for("settings.streams", **where),
    )


def read_series(form: Form, kept: SeriesFacts | None = None) -> NewSeries:
    """Return the series that was typed; of one that has given numbers, only the name is read.

    Raises:
        InvalidFields: what should be a number isn't one.
    """
    name = form.get("name", "").strip()
    if kept is not None and kept.used:
        return NewSeries(name, kept.prefix, kept.digits, kept.yearly, kept.next_number)
    numbers = {key: whole(form.get(key, "")) for key in ("digits", "next_number")}
    wrong = [key for key, number in numbers.items() if number is None]
    if wrong:
        raise InvalidFields([Problem(key, msg("Write a whole number, in figures.")) for key in wrong])
    digits, next_number = (number or 0 for number in numbers.values())
    return NewSeries(name, form.get("prefix", "").strip(), digits, bool(form.get("yearly")), next_number)


def whole(typed: str) -> int | None:
    """Return a whole number as typed, None where it is none.

    >>> whole(" 12 "), whole("-1"), whole("12,5")
    (12, None, None)
    """
    text = typed.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999999999") else None


def free_prefix(series: Iterable[SeriesFacts]) -> str:
    """Return the next prefix that begins like no other, as long as the first; empty where none is left."""
    taken = [one.prefix for one in series]
    first = 10 ** ((len(taken[0]) if taken else USUAL_LENGTH) - 1)
    begun = int(taken[0]) if taken else first
    tried = map(str, chain(range(begun, min(first * 10, begun + MOST_TRIED)), range(first, begun)[:MOST_TRIED]))
    return next((each for each in tried if not any(are_alike(each, other) for other in taken)), "")


def _usual(there: tuple[SeriesFacts, ...]) -> Form:
    digits = there[0].digits if there else USUAL_DIGITS
    return {"prefix": free_prefix(there), "digits": str(digits), "next_number": "1"}


def _values(series: SeriesFacts) -> Form:
    numbers = {"digits": str(series.digits), "next_number": str(series.next_number)}
    return {"name": series.name, "prefix": series.prefix, "yearly": "y" if series.yearly else "", **numbers}


def _fields(values: Form, wrong: Mapping[str, tuple[Message, ...]], *, fixed: bool) -> tuple[Field, ...]:
    labels: tuple[tuple[str, Message, Message | str], ...] = (
        ("name", msg("Name"), ""),
        ("prefix", msg("Prefix"), msg("Every number begins with it; no prefix begins like another.")),
        ("digits", msg("Digits of the running number"), ""),
        ("next_number", msg("Next running number"), msg("Higher than 1 where numbers were given elsewhere before.")),
        ("yearly", msg("Begins at 1 again each calendar year"), msg("Two digits of the year follow the prefix.")),
    )
    return tuple(
        Field(
            name=name,
            label=label,
            kind="checkbox" if name == "yearly" else "text",
            value="y" if name == "yearly" else values.get(name, ""),
            checked=name == "yearly" and bool(values.get(name)),
            hint=hint,
            errors=wrong.get(name, ()),
            required=name != "yearly",
            refusal=FIXED if fixed and name != "name" else "",
            maxlength=80,
        )
        for name, label, hint in labels
    )
