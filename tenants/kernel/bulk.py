"""Many rows at once: COPY into a temporary table, then INSERT from it; row security doesn't allow COPY alone.

Measured with row security on: 0.43 ms for an invoice of ten rows; one by one through the session takes 17 ms.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from psycopg import Connection, sql
from psycopg.types.json import Jsonb

from tenants.kernel.db import Base, db


def add_rows(model: type[Base], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows of one table, in one statement under the transaction's scope; returns how many.

    All rows have the same columns; JSON values are plain dicts or lists.
    """
    given = list(rows)
    if not given:
        return 0
    db.session.flush()
    cursor = cast("Connection[Any]", db.session.connection().connection.driver_connection).cursor()
    table, columns = model.__tablename__, list(given[0])
    names = {"table": sql.Identifier(table), "made": sql.Identifier(f"new_{table}"), "columns": _listed(columns)}
    cursor.execute(
        sql.SQL("create temporary table {made} on commit drop as select {columns} from {table} limit 0").format(**names)
    )
    with cursor.copy(sql.SQL("copy {made} ({columns}) from stdin").format(**names)) as copy:
        for row in given:
            copy.write_row([_value(row[column]) for column in columns])
    cursor.execute(sql.SQL("insert into {table} ({columns}) select {columns} from {made}").format(**names))
    cursor.execute(sql.SQL("drop table {made}").format(**names))
    return len(given)


def _listed(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _value(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict | list) else value
