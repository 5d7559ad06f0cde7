"""Bringing a database to the shape this version needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

ROOT = Path(__file__).parents[2]


def alembic_config(url: str) -> Config:
    """Return Alembic's configuration for a database; the URL is the owner role's."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Bring a database to the newest version, as the owner role; a database that is there already stays as it is."""
    command.upgrade(alembic_config(url), "head")


def newest_version() -> str:
    """Return the version that this code needs."""
    return str(ScriptDirectory(str(ROOT / "migrations")).get_current_head())


def version_of(connection: Connection) -> str | None:
    """Return the version that a database has."""
    return MigrationContext.configure(connection).get_current_revision()


def make_roles(superuser_url: str) -> None:
    """Make Samla's roles in a server, as its superuser; roles that exist are left as they are."""
    _as_superuser(superuser_url, (ROOT / "migrations" / "roles.sql").read_text("utf-8"))


def make_database(superuser_url: str, name: str, *, template: str | None = None) -> None:
    """Make a database owned by the owner role, as a copy of a template where one is given."""
    if not name.isidentifier() or (template and not template.isidentifier()):
        raise ValueError(name)
    copy = f" template {template} strategy file_copy" if template else ""
    _as_superuser(superuser_url, f"create database {name} owner samla_owner{copy}")


def drop_database(superuser_url: str, name: str) -> None:
    """Remove a database, with whoever is still connected to it."""
    if not name.isidentifier():
        raise ValueError(name)
    _as_superuser(superuser_url, f"drop database if exists {name} with (force)")


def has_database(superuser_url: str, name: str) -> bool:
    """Say whether a server has a database of a name."""
    engine = create_engine(superuser_url)
    with engine.connect() as connection:
        found = connection.scalar(text("select 1 from pg_database where datname = :name"), {"name": name})
    engine.dispose()
    return found is not None


def _as_superuser(url: str, statement: str) -> None:
    engine = create_engine(make_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
