"""`samla rates`: take exchange rates in from a file, where the installation may not fetch them itself."""

import sys
from typing import IO

import click

from billing.exchange.actions import keep_rates
from billing.exchange.formats.ecb import MOST_BYTES, read_ecb
from portal.cli.serving import ready_app
from portal.edge.transaction import transaction
from tenants.kernel.refusals import Refusal
from tenants.kernel.scope import Scope


@click.command()
@click.argument("file", type=click.File("rb"), metavar="FILE_OR_-")
def rates(file: IO[bytes]) -> None:
    """Keep the rates of a file of the European Central Bank (eurofxref-daily.xml, -hist-90d.xml, -hist.xml).

    Exit code 0: kept, also where all of them were there; 1: refused, with the reason; 2: wrong use.
    """
    try:
        found = read_ecb(file.read(MOST_BYTES + 1))
        with ready_app().app_context(), transaction(scope=Scope()) as now:
            new = keep_rates(found, now=now)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    click.echo(f"{len(found)} rates read, {new} new.")
