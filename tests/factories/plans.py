"""What PostgreSQL plans for the statements that the product sends."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import event

from tenants.kernel.db import db


def sent(work: Callable[[], object], *, naming: str) -> list[tuple[str, Any]]:
    """Return the statements with a name in them that some work sends, each with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return [each for each in seen if naming in each[0]]


def steps_of(statement: str, parameters: Any, *, run: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the steps of a statement's plan; with `run` it is carried out, and they say what they took in hand."""
    asked = f"explain ({'analyze, ' if run else ''}format json) {statement}"
    explained = db.session.connection().exec_driver_sql(asked, parameters)
    yield from _within(explained.scalar_one()[0]["Plan"])


def _within(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    for part in step.get("Plans", ()):
        yield from _within(part)
