"""A request's problems as its column keeps them."""

from collections.abc import Iterable
from typing import Any

from tenants.kernel.language import Message
from tenants.kernel.refusals import Problem


def problems_to_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON: the field, and the sentence by id and parameters, to be said in any language."""
    return [{"field": problem.field, **problem.message.to_json()} for problem in problems]


def problems_from_json(stored: Iterable[dict[str, Any]]) -> tuple[Problem, ...]:
    """Return the problems that `problems_to_json` stored."""
    return tuple(Problem(entry["field"], Message.from_json(entry)) for entry in stored)
