"""`samla migrate`."""

import sys

import click
from sqlalchemy.exc import SQLAlchemyError

from portal.config import Config
from portal.edge.migration import migrate as bring_up
from portal.edge.migration import newest_version


@click.command()
def migrate() -> None:
    """Bring the database to this version, as the owner role (SAMLA_OWNER_DATABASE_URL)."""
    config = Config.from_env()
    if not config.owner_database_url:
        click.echo("The environment variable SAMLA_OWNER_DATABASE_URL is missing.", err=True)
        sys.exit(1)
    try:
        bring_up(config.owner_database_url)
    except SQLAlchemyError as fault:
        click.echo(f"The database wasn't changed: {str(fault).splitlines()[0]}", err=True)
        sys.exit(1)
    click.echo(f"The database has version {newest_version()}.")
