"""Databases that one test after another is lent: what a test wrote is taken out of it, and what it changed put back.

A copy of a template is a thousand files to make and to remove again, with two checkpoints, and each server process that
enters it reads the catalogues anew: more work than most tests are. What a test leaves behind is rows in a few tables.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from psycopg import Connection, Error, connect
from psycopg.sql import SQL, Composed, Identifier, Literal

# A table that grew beyond this isn't emptied row by row: its dead rows would be in the way of later tests.
BYTES = 1024**2
TABLES = """
    select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname"""
# Where a change of more than rows shows, whether of the schema or of rights.
CATALOGUES = ("pg_class", "pg_constraint", "pg_policy", "pg_proc", "pg_trigger")
END_OTHERS = """
    select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
        and not (pid = any(%s) and state = 'idle')"""
# Neither triggers nor foreign keys have a say in what is put back; and one question is asked again and again.
OPTIONS = "-c session_replication_role=replica -c plan_cache_mode=force_generic_plan"
CHANGED = SQL(
    "((select count(*) from {table}) <> {rows} or exists (select from {table} where age(xmin) < age(%(since)s::xid)))"
)
TOO_LARGE = SQL("pg_relation_size({name}) > {bytes}")


class LentDatabase:
    """A copy of a template, and what the template holds in its tables."""

    def __init__(self, address: str, name: str) -> None:
        """Enter a database that was just copied, as a superuser, through the address of any other beside it."""
        self.name = name
        self._connection: Connection[Any] = connect(address, dbname=name, autocommit=True, options=OPTIONS)
        self._tables = [table for (table,) in self._connection.execute(TABLES)]
        self._rows = {table: self._read(table) for table in self._tables}
        self._question = self._ask_what_changed()
        self._since = self._moment()

    def put_back(self, staying: Sequence[int]) -> bool:
        """Make every table what the template's is, once other connections are ended; return whether that was possible.

        It isn't where more than rows was changed, or very much was written. `staying` are the server processes that
        may stay if they do nothing.
        """
        try:
            self._connection.execute(END_OTHERS, [list(staying)])
            asked = self._connection.execute(self._question, {"since": self._since}, prepare=True)
            changed = [table for (table,) in asked]
            if None in changed:
                return False
            self._restore(changed)
            self._since = self._moment()
        except Error:
            return False
        return True

    def leave(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _restore(self, tables: Sequence[str]) -> None:
        """Empty tables, and fill them with what the template holds."""
        emptied = (SQL("delete from {}").format(Identifier(table)) for table in tables)
        self._connection.execute(SQL("; ").join([SQL("begin"), *emptied]))
        for table in filter(self._rows.__getitem__, tables):
            with self._connection.cursor().copy(SQL("copy {} from stdin").format(Identifier(table))) as copy:
                copy.write(self._rows[table])
        self._connection.execute("commit")

    def _read(self, table: str) -> bytes:
        with self._connection.cursor().copy(SQL("copy {} to stdout").format(Identifier(table))) as copy:
            return b"".join(bytes(part) for part in copy)

    def _moment(self) -> str:
        """Return the number of a transaction that is younger than all that was written so far."""
        (number,) = self._connection.execute("select pg_current_xact_id()::xid::text").fetchone() or ("",)
        return str(number)

    def _ask_what_changed(self) -> Composed:
        """Return the question for the names of tables that changed, null among them where rows can't be put back."""
        return SQL(" union all ").join(self._parts())

    def _parts(self) -> Iterator[Composed]:
        for name in CATALOGUES:
            counted = self._connection.execute(SQL("select count(*) from {}").format(Identifier(name)))
            (number,) = counted.fetchone() or (0,)
            yield SQL("select null::text where {}").format(_is_changed(name, number))
        for name in self._tables:
            large = TOO_LARGE.format(name=Literal(name), bytes=Literal(BYTES))
            changed = _is_changed(name, self._rows[name].count(b"\n"))
            yield SQL("select case when {} then null else {}::text end where {}").format(large, Literal(name), changed)


def _is_changed(table: str, rows: int) -> Composed:
    """Return the condition that a table holds other rows than it did; a change of a row is a new one to PostgreSQL."""
    return CHANGED.format(table=Identifier(table), rows=Literal(rows))
