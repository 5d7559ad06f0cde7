"""The `samla` command. Exit codes: 0 done, 1 refused with the reason on standard error, 2 wrong use."""

import importlib
import sys
from typing import NoReturn

import click

from portal.unfit import Unfit
from tenants.kernel.refusals import Refusal

# Each command's module is only read when it is called: `samla reference` needs no database and no web.
COMMANDS = {
    "serve": "portal.cli.serving:serve",
    "worker": "portal.cli.serving:worker",
    "scheduler": "portal.cli.serving:scheduler",
    "migrate": "portal.cli.migrating:migrate",
    "found": "portal.cli.founding:found",
    "demo": "portal.cli.demo:demo",
    "import": "portal.cli.importing:importing",
    "rates": "portal.cli.rates:rates",
    "bounces": "portal.cli.bounces:bounces",
    "terms": "portal.cli.terms:terms",
    "einvoice": "portal.cli.einvoice:einvoice",
    "reference": "portal.cli.reference:reference",
}


class Commands(click.Group):
    """The commands of the table above, each read when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=Commands)
@click.version_option("0.1.0", prog_name="samla")
def samla() -> None:
    """Invoicing for hundreds of client companies, in one portal."""


def main() -> None:
    """Run the command line; a refusal, or a server that is away, is told on standard error and exits with 1."""
    try:
        samla(prog_name="samla")
    except (Refusal, Unfit) as reason:
        refuse(str(reason))
    except Exception as fault:
        sentence: str | None = importlib.import_module("portal.cli.outages").told_of(fault)
        if sentence is None:
            raise
        refuse(sentence)


def refuse(reason: str) -> NoReturn:
    """Tell a reason on standard error, and end with 1."""
    click.echo(reason, err=True)
    sys.exit(1)
