"""`samla migrate`."""

import click
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from portal.cli.outages import told_of
from portal.config import Config
from portal.edge.migration import migrate as bring_up
from portal.edge.migration import newest_version
from portal.unfit import NotConfigured, NotFit

SETTING = "SAMLA_OWNER_DATABASE_URL"


@click.command()
def migrate() -> None:
    """Bring the database to this version, as the owner role (SAMLA_OWNER_DATABASE_URL).

    Exit code 0: it has this version, now or already; 1: refused, with the reason, and the step that failed was taken
    back whole; 2: wrong use.
    """
    config = Config.from_env()
    if not config.owner_database_url:
        raise NotConfigured(f"The environment variable {SETTING} is missing.")
    try:
        bring_up(config.owner_database_url)
    except SQLAlchemyError as fault:
        said = told_of(fault, setting=SETTING)
        raise NotFit(said or f"The database wasn't changed: {str(fault).splitlines()[0]}") from fault
    except CommandError as fault:
        raise NotFit(f"The database wasn't changed, it is newer than this program or another's: {fault}") from fault
    click.echo(f"The database has version {newest_version()}.")
