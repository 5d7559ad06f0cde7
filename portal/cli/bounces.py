"""`samla bounces`: what the mail server pipes in when a mail comes back."""

import sys
from typing import IO
from uuid import UUID

import click

from billing.delivery.actions import record_bounce
from billing.delivery.queries.finding import find_workspace_of_delivery
from portal.cli.serving import ready_app
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.ids import DeliveryId
from tenants.kernel.refusals import NotFound, Refusal
from tenants.kernel.scope import Scope
from tenants.outside.bounces import LIMIT, Bounce, read_bounce

OPERATOR = "samla bounces"


class UnknownMail(NotFound):
    """No mail of ours has the token %(token)s."""


@click.command()
@click.argument("file", type=click.File("rb"), metavar="FILE_OR_-")
def bounces(file: IO[bytes]) -> None:
    """Read one delivery status notification, from a file or standard input, and mark the mail that came back.

    Exit code 0: marked, or noted in the journal where it is only delayed; 1: refused, with the reason; 2: wrong use.
    """
    try:
        bounce = read_bounce(file.read(LIMIT + 1))
        with ready_app().app_context():
            outcome = take_in(bounce)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    click.echo(f"{outcome}: {bounce.token}")


def take_in(bounce: Bounce) -> str:
    """Write a notification down where its mail was sent from, and return what came of it.

    Raises:
        UnknownMail: we sent none by that token.
    """
    delivery_id = DeliveryId(UUID(hex=bounce.token))
    with transaction(scope=Scope()):
        workspace_id = find_workspace_of_delivery(delivery_id)
    if workspace_id is None:
        raise UnknownMail(token=bounce.token)
    actor = job_actor("workspace", workspace_id, name=OPERATOR)
    with transaction(scope=actor.scope(acting=workspace_id)) as now:
        return record_bounce(actor, workspace_id, delivery_id, bounce, now=now)
