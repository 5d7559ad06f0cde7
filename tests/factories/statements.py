"""Counting what the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from tenants.kernel.db import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect every statement that is sent to the database inside; many rows in one call are one."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
