"""Reading what a form posted, and showing it again with what is wrong with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import request

from portal.web._design import Field
from tenants.kernel.days import NotADay, find_day, read_day
from tenants.kernel.refusals import Problem


def posted_day(name: str) -> date | None:
    """Return a posted day; None where there is none, or it isn't one."""
    return find_day(request.form.get(name, ""))


def typed_day(name: str) -> date | None:
    """Return a posted day; None where nothing was typed.

    Raises:
        NotADay: what was typed isn't one; it knows its field.
    """
    given = request.form.get(name, "").strip()
    try:
        return read_day(given) if given else None
    except NotADay as unread:
        unread.field = name
        raise


def posted_files(name: str) -> tuple[tuple[str, bytes], ...]:
    """Return the names and bytes of the files that were chosen in a field."""
    return tuple((file.filename, file.read()) for file in request.files.getlist(name) if file.filename)


def with_problems(fields: Sequence[Field], problems: Sequence[Problem]) -> tuple[Field, ...]:
    """Return fields, each with what is wrong at it."""
    return tuple(
        replace(field, errors=tuple(problem.message for problem in problems if problem.field == field.name))
        for field in fields
    )
