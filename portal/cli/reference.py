"""`samla reference`: make and check payment references on the command line."""

import sys

import click

from billing.countries.kinds import check_reference, make_reference
from billing.countries.reference_settings import ReferenceKind
from tenants.kernel.refusals import Refusal

kind_option = click.option(
    "--kind",
    required=True,
    type=click.Choice([kind.value for kind in ReferenceKind]),
    help="fi viitenumero, rf ISO 11649, ocr Sweden, kid10 and kid11 Norway, fik71 Denmark.",
)


@click.group()
def reference() -> None:
    """Make and check payment references. Exit code 0: done or valid, 1: refused or invalid, 2: wrong use."""


@reference.command()
@kind_option
@click.argument("value")
def make(kind: str, value: str) -> None:
    """Print the reference that VALUE gets: VALUE with its check digits.

    Exit code 0: printed; 1: refused, with the reason; 2: wrong use.
    """
    try:
        click.echo(make_reference(ReferenceKind(kind), value))
    except Refusal as refusal:
        _refuse(refusal)


@reference.command()
@kind_option
@click.argument("value")
def check(kind: str, value: str) -> None:
    """Say whether VALUE is a valid reference; the reason why not goes to stderr.

    Exit code 0: valid; 1: invalid; 2: wrong use.
    """
    try:
        check_reference(ReferenceKind(kind), value)
    except Refusal as refusal:
        _refuse(refusal)


def _refuse(refusal: Refusal) -> None:
    click.echo(str(refusal), err=True)
    sys.exit(1)
