"""The plans that PostgreSQL keeps for statements that are said again and again, whatever is asked with them."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from psycopg.sql import Literal
from sqlalchemy import event

from tenants.kernel.db import db

NAMED = re.compile(r"%\((\w+)\)s")


def kept_plans(read: Callable[[], object]) -> tuple[str, ...]:
    """Return the plan of each statement by which something is read, as it is once it is kept.

    Tables of a test are small; so that the plan is that of large ones, they aren't read from end to end where any index
    serves. Inside a transaction.
    """
    return tuple(_kept_plan(number, *said) for number, said in enumerate(_said(read)))


def _said(read: Callable[[], object]) -> Sequence[tuple[str, Mapping[str, Any]]]:
    said: list[tuple[str, Mapping[str, Any]]] = []

    def note(_: object, __: object, statement: str, parameters: Mapping[str, Any], *___: object) -> None:
        said.append((statement, parameters))

    db.session.connection()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return said


def _kept_plan(number: int, statement: str, parameters: Mapping[str, Any]) -> str:
    names = list(dict.fromkeys(NAMED.findall(statement)))
    numbered = NAMED.sub(lambda found: f"${names.index(found[1]) + 1}", statement)
    connection: Any = db.session.connection().connection.dbapi_connection
    given = ", ".join(Literal(parameters[name]).as_string(connection) for name in names)
    connection.execute("set local plan_cache_mode = force_generic_plan")
    connection.execute("set local enable_seqscan = off")
    connection.execute(f"prepare said_{number} as {numbered}")
    try:
        return "\n".join(line for (line,) in connection.execute(f"explain execute said_{number} ({given})"))
    finally:
        connection.execute(f"deallocate said_{number}")
