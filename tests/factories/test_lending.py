"""A database that was lent holds for the next test what the template holds, whatever the last one did."""

from collections.abc import Iterator

import pytest
from factories.cast import Cast
from factories.installation import Installation
from psycopg import Connection, connect

TEMPLATE = "template_cast"
NAMES = 'select name from "user" order by 1'


def enter(installation: Installation, name: str) -> "Connection[tuple[object, ...]]":
    """Return a connection that may do everything, as no application may."""
    address = installation.postgres.url("postgres", name).replace("+psycopg", "")
    return connect(address, autocommit=True)


@pytest.fixture
def lent(installation: Installation, played: Cast) -> Iterator[str]:
    assert played.alice
    yield installation.lend(TEMPLATE)
    installation.lend(TEMPLATE)
    installation.take_back(TEMPLATE)


def after(installation: Installation, lent: str, *statements: str) -> tuple[str, list[tuple[object, ...]]]:
    """Do something in a database and give it back; return which one comes next, and what stands in it."""
    with enter(installation, lent) as connection:
        for statement in statements:
            connection.execute(statement)
    installation.take_back(TEMPLATE)
    name = installation.lend(TEMPLATE)
    with enter(installation, name) as connection:
        return name, connection.execute(NAMES).fetchall()


class TestLentDatabase:
    """What one test leaves behind."""

    @pytest.mark.parametrize(
        "statement",
        [
            """update "user" set name = 'Somebody else' where name = 'Alice'""",
            """insert into "user" (id, email, name, language, theme, created_at)
                select gen_random_uuid(), 'new@new.example', 'New', language, theme, created_at from "user" limit 1""",
            """set session_replication_role = replica; delete from "user" where name = 'Bob'""",
            """set session_replication_role = replica; delete from "user";
                insert into "user" (id, email, name, language, theme, created_at)
                select gen_random_uuid(), g || '@new.example', 'New', 'en', 'light', now()
                from generate_series(1, 4) g""",
        ],
    )
    def test_holds_what_the_template_holds(self, installation: Installation, lent: str, statement: str) -> None:
        _name, names = after(installation, lent, statement)
        assert names == [("Alice",), ("Bob",), ("Charlie",), ("Dora",)]

    def test_is_lent_again_where_only_rows_changed(self, installation: Installation, lent: str) -> None:
        assert after(installation, lent, """update "user" set name = 'Somebody else'""")[0] == lent

    @pytest.mark.parametrize(
        "statement",
        [
            "create table left_behind ()",
            "alter table invoice no force row level security",
            'alter table "user" add column left_behind text',
            'grant delete on "user" to samla_app',
            "drop policy invoice_see on invoice",
            "create function left_behind() returns int language sql as 'select 1'",
        ],
    )
    def test_is_lent_to_nobody_where_more_was_changed(
        self, installation: Installation, lent: str, statement: str
    ) -> None:
        assert after(installation, lent, statement)[0] != lent

    def test_is_lent_without_those_who_stayed_in_it(self, installation: Installation, lent: str) -> None:
        with enter(installation, lent) as connection:
            connection.execute("begin")
            connection.execute("""update "user" set name = 'Somebody else'""")
            assert len(after(installation, lent)[1]) == 4
            assert connection.closed or connection.broken or not _answers(connection)


def _answers(connection: "Connection[tuple[object, ...]]") -> bool:
    try:
        connection.execute("select 1")
    except Exception:  # noqa: BLE001  whatever says that it is gone
        return False
    return True
