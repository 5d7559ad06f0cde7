"""Each step up can be taken back and taken again, there is one way up, and no data get lost or moved on it."""

import os
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from factories.installation import Installation
from sqlalchemy import Engine, create_engine, inspect, text

import billing.schema
import tenants.schema
from portal.edge import migration
from tenants.kernel.db import Base

MODELS = (*tenants.schema.MODELS, *billing.schema.MODELS)
OBJECTS = """
select 'relation ' || relname from pg_class where relnamespace = 'public'::regnamespace
union all select 'function ' || proname from pg_proc where pronamespace = 'public'::regnamespace
union all select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
union all select 'type ' || typname from pg_type where typnamespace = 'public'::regnamespace and typtype <> 'b'
"""


@pytest.fixture
def url(installation: Installation) -> Iterator[str]:
    """Return the owner's address of an empty database."""
    superuser = installation.postgres.url()
    migration.make_database(superuser, "to_migrate")
    yield installation.postgres.url("samla_owner", "to_migrate")
    migration.drop_database(superuser, "to_migrate")


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


def versions() -> tuple[str, ...]:
    """Return all versions, the oldest first."""
    script = ScriptDirectory(str(migration.ROOT / "migrations"))
    return tuple(step.revision for step in reversed(list(script.walk_revisions())))


def objects(engine: Engine) -> set[str]:
    """Return what a database holds but Alembic's own table."""
    with engine.connect() as connection:
        found = connection.scalars(text(OBJECTS)).all()
    return {name for name in found if "alembic_version" not in name}


class TestMigrations:
    def test_there_is_one_head_and_the_numbers_run_on(self) -> None:
        script = ScriptDirectory(str(migration.ROOT / "migrations"))
        assert script.get_heads() == [migration.newest_version()]
        assert versions() == tuple(f"{number:04}" for number in range(1, len(versions()) + 1))

    def test_go_up_and_down_and_up_again(self, url: str, engine: Engine) -> None:
        migration.migrate(url)
        first = objects(engine)
        command.downgrade(migration.alembic_config(url), "base")
        assert objects(engine) == set()
        migration.migrate(url)
        assert objects(engine) == first

    @pytest.mark.parametrize("version", versions())
    def test_each_step_takes_back_exactly_what_it_made(self, url: str, engine: Engine, version: str) -> None:
        config = migration.alembic_config(url)
        earlier = versions().index(version)
        before = versions()[earlier - 1] if earlier else "base"
        if earlier:
            command.upgrade(config, before)
        there = objects(engine)
        command.upgrade(config, version)
        assert objects(engine) != there
        command.downgrade(config, before)
        assert objects(engine) == there

    def test_end_at_what_the_models_say(self, url: str, engine: Engine) -> None:
        migration.migrate(url)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
        assert len(MODELS) == len(Base.metadata.tables)

    def test_move_no_data(self, url: str, engine: Engine) -> None:
        migration.migrate(url)
        with engine.connect() as connection:
            for table in set(inspect(connection).get_table_names()) - {"alembic_version"}:
                assert connection.scalar(text(f'select count(*) from "{table}"')) == 0, table

    def test_going_up_twice_changes_nothing(self, url: str, engine: Engine) -> None:
        migration.migrate(url)
        first = objects(engine)
        migration.migrate(url)
        assert objects(engine) == first
        with engine.connect() as connection:
            assert migration.version_of(connection) == migration.newest_version()


class TestServer:
    def test_is_the_one_that_was_asked_for(self, url: str, engine: Engine) -> None:
        with engine.connect() as connection:
            version = connection.scalar(text("show server_version_num"))
        assert str(version).startswith(os.environ.get("SAMLA_TEST_POSTGRES", "18"))
