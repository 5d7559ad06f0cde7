"""The start-up guard refuses a database in which one slip could show or lose something, and says what to do."""

from collections.abc import Callable, Iterator

import pytest
from factories.installation import Installation
from flask import Flask
from sqlalchemy import Connection, create_engine

from portal.edge.guard import OPEN_TABLES, check_fit, unfit_server
from portal.unfit import NotFit
from tenants.kernel.db import db

Refused = Callable[..., str]


@pytest.fixture
def superuser(app: Flask, installation: Installation, database: str) -> Iterator[Connection]:
    """Return a superuser's connection, whose work is rolled back."""
    engine = create_engine(installation.postgres.url("postgres", database))
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


@pytest.fixture
def refused(superuser: Connection) -> Refused:
    """Return a function that changes something as a superuser, and returns what the application's role is told then."""

    def told(*statements: str, role: str = "samla_app") -> str:
        for statement in (*statements, f"set local role {role}"):
            superuser.exec_driver_sql(statement)
        with pytest.raises(NotFit) as reason:
            check_fit(superuser, durable=False)
        return str(reason.value)

    return told


class TestRole:
    """Who the programs connect as."""

    def test_is_the_application(self, app: Flask) -> None:
        with db.engine.connect() as connection:
            check_fit(connection, durable=False)

    @pytest.mark.parametrize(
        ("role", "said"),
        [
            ("postgres", "is a superuser"),
            ("samla_backup", "skips row security"),
            ("samla_owner", "owns"),
            ("samla_system", "owns functions"),
        ],
    )
    def test_is_no_other(self, refused: Refused, role: str, said: str) -> None:
        assert f"The database role {role} {said}" in refused(role=role)

    @pytest.mark.parametrize(
        ("other", "said"),
        [
            ("samla_owner", "owns the database"),
            ("samla_system", "owns functions"),
            ("samla_backup", "skips row security"),
            ("pg_execute_server_program", "reaches the files of the server"),
        ],
    )
    def test_may_become_no_other(self, refused: Refused, other: str, said: str) -> None:
        sentence = refused(f"grant {other} to samla_app")
        assert f"is a member of {other}, which {said}" in sentence
        assert sentence.endswith(f"revoke {other} from samla_app")

    def test_may_become_no_other_by_way_of_a_third(self, refused: Refused) -> None:
        between = ("create role between nologin", "create role above nologin superuser")
        sentence = refused(*between, "grant above to between", "grant between to samla_app")
        assert "is a member of above, which is a superuser" in sentence

    @pytest.mark.parametrize(
        ("right", "said"),
        [("createrole", "may make roles, and join them"), ("replication", "may copy the whole server")],
    )
    def test_may_give_itself_nothing(self, refused: Refused, right: str, said: str) -> None:
        assert said in refused(f"alter role samla_app {right}")

    @pytest.mark.parametrize(
        ("thing", "said"),
        [
            ("schema public", "owns the schema public"),
            ("database {name}", "owns the database"),
            ("table acceptance", "owns tables"),
            ("function acting_user()", "owns functions"),
        ],
    )
    def test_owns_nothing(self, refused: Refused, database: str, thing: str, said: str) -> None:
        assert said in refused(f"alter {thing.format(name=database)} owner to samla_app")

    def test_empties_no_table(self, refused: Refused) -> None:
        sentence = refused("grant truncate on invoice to samla_app")
        assert "may empty tables whole, which asks no row security: invoice." in sentence


class TestTables:
    """Row security itself."""

    def test_forces_it_on_its_owner(self, refused: Refused, superuser: Connection) -> None:
        assert "isn't complete: acceptance." in refused("alter table acceptance no force row level security")
        assert superuser.scalars(OPEN_TABLES).all() == ["acceptance"]

    def test_forces_it_where_rows_are_a_persons(self, refused: Refused) -> None:
        assert "isn't complete: saved_view." in refused("alter table saved_view disable row level security")

    @pytest.mark.parametrize("to", ["", "to samla_app", "to public"])
    def test_has_no_policy_that_no_migration_makes(self, refused: Refused, to: str) -> None:
        sentence = refused(f"create policy all_of_it on invoice for select {to} using (true)")
        assert "all_of_it on invoice was added" in sentence
        assert "drop what was added" in sentence

    @pytest.mark.parametrize(
        "change",
        [
            "alter policy invoice_see on invoice using (true)",
            "alter policy invoice_change on invoice with check (true)",
            "alter policy delivery_system_select on delivery to samla_app",
        ],
    )
    def test_has_no_policy_that_was_changed(self, refused: Refused, change: str) -> None:
        policy = change.removeprefix("alter policy ").split()[0]
        assert f"{policy} on " in refused(change)

    def test_sees_a_condition_that_is_only_added_to(self, refused: Refused, superuser: Connection) -> None:
        asked = "select pg_get_expr(polqual, polrelid) from pg_policy where polname = 'invoice_see'"
        condition = superuser.exec_driver_sql(asked).scalar()
        assert "invoice_see on invoice was changed" in refused(
            f"alter policy invoice_see on invoice using (({condition}) or true)"
        )

    def test_misses_no_policy(self, refused: Refused) -> None:
        assert "invoice_remove on invoice is missing" in refused("drop policy invoice_remove on invoice")


class TestServer:
    """Where the database lies."""

    def test_loses_nothing_that_was_committed(self, app: Flask) -> None:
        with db.engine.connect() as connection, pytest.raises(NotFit, match="fsync"):
            check_fit(connection)

    def test_takes_every_name(self, app: Flask, installation: Installation) -> None:
        superuser = create_engine(installation.postgres.url("postgres"), isolation_level="AUTOCOMMIT")
        engine = create_engine(installation.postgres.url("samla_app", "latin"))
        made = "create database latin owner samla_owner encoding latin1 locale 'C' template template0"
        with superuser.connect() as maker:
            maker.exec_driver_sql(made)
            try:
                with engine.connect() as connection, pytest.raises(NotFit, match="is LATIN1, which"):
                    check_fit(connection, durable=False)
            finally:
                engine.dispose()
                maker.exec_driver_sql("drop database latin with (force)")
        superuser.dispose()

    def test_is_no_older_than_what_is_tested(self) -> None:
        assert unfit_server(140_999, "UTF8") == "The server is PostgreSQL 14; this program needs 15 or newer."
        assert unfit_server(150_000, "UTF8") is None
