"""Reading what a form posted, and showing it again with what is wrong with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import request

from billing.contracts.rules.card import read_day
from portal.web._design import Field
from tenants.kernel.refusals import Conflict, Problem


class NoSuchDay(Conflict):
    """%(given)s isn't a day; write 2026-11-23 or 23.11.2026."""

    def __init__(self, field: str, given: str) -> None:
        """Keep at which field it was typed."""
        super().__init__(given=given[:40])
        self.field = field


def posted_day(name: str) -> date | None:
    """Return a posted day; None where there is none, or it isn't one."""
    return read_day(request.form.get(name, "").strip())


def typed_day(name: str) -> date | None:
    """Return a posted day; None where nothing was typed.

    Raises:
        NoSuchDay: what was typed isn't one.
    """
    day, given = posted_day(name), request.form.get(name, "").strip()
    if given and day is None:
        raise NoSuchDay(name, given)
    return day


def posted_files(name: str) -> tuple[tuple[str, bytes], ...]:
    """Return the names and bytes of the files that were chosen in a field."""
    return tuple((file.filename, file.read()) for file in request.files.getlist(name) if file.filename)


def with_problems(fields: Sequence[Field], problems: Sequence[Problem]) -> tuple[Field, ...]:
    """Return fields, each with what is wrong at it."""
    return tuple(
        replace(field, errors=tuple(problem.message for problem in problems if problem.field == field.name))
        for field in fields
    )
