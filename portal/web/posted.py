"""Reading what a form posted, and showing it again with what is wrong with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import request

from portal.web._design import Field
from tenants.kernel.refusals import Problem


def posted_day(name: str) -> date | None:
    """Return a posted day; None where there is none, or it isn't one."""
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None


def posted_files(name: str) -> tuple[tuple[str, bytes], ...]:
    """Return the names and bytes of the files that were chosen in a field."""
    return tuple((file.filename, file.read()) for file in request.files.getlist(name) if file.filename)


def with_problems(fields: Sequence[Field], problems: Sequence[Problem]) -> tuple[Field, ...]:
    """Return fields, each with what is wrong at it."""
    return tuple(
        replace(field, errors=tuple(problem.message for problem in problems if problem.field == field.name))
        for field in fields
    )
