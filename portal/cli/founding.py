"""`samla found`: the first thing after `samla migrate`, a firm with its owner and the terms in force."""

import secrets
from collections.abc import Iterator
from typing import cast
from uuid import uuid4

import click

from portal.cli.serving import ready_app
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.firms.actions import NewFirm, found_firm
from tenants.kernel.country import COUNTRIES, USUAL_LANGUAGE, Country
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.kernel.scope import Scope
from tenants.outside.headers import NotAnAddress, clean_address
from tenants.terms.ours import publish_ours
from tenants.users.actions import NewUser, add_user, set_password
from tenants.workspaces.own_books import open_own_books, run_platform


@click.command()
@click.option("--country", type=click.Choice(COUNTRIES), required=True, help="Where the firm is registered.")
@click.option("--business-id", required=True, help="Y-tunnus, organisationsnummer, organisasjonsnummer or CVR.")
@click.option("--name", required=True, help="The firm's name.")
@click.option("--email", required=True, help="The owner's e-mail address, with which they sign in.")
@click.option("--owner", required=True, help="The owner's name.")
@click.option("--platform", is_flag=True, help="It runs this installation: plans are charged in its own books.")
def found(country: str, business_id: str, name: str, email: str, owner: str, *, platform: bool) -> None:
    """Found an accounting firm with its owner, and publish the terms.

    Prints a password made for the owner, once; it is kept nowhere.

    Exit code 0: founded; 1: refused, with the reason, and nothing was written; 2: wrong use.
    """
    land, firm_id, password = cast("Country", country), uuid4(), secrets.token_urlsafe(18)
    if problems := list(problems_of(name, email, owner)):
        raise InvalidFields(problems)
    with ready_app().app_context(), transaction(scope=Scope(firms=(firm_id,), firm=firm_id)) as now:
        publish_ours(now=now)
        person = add_user(NewUser(email, owner, USUAL_LANGUAGE[land]), now=now)
        set_password(person, password)
        found_firm(firm_id, NewFirm(land, business_id, name, email), owner=person, now=now)
        if platform:
            books = open_own_books(job_actor("firm", firm_id), FirmId(firm_id), now=now)
            run_platform(FirmId(firm_id), books)
    click.echo(f"{name} is founded. {owner} signs in as {email} with the password {password}")


def problems_of(name: str, email: str, owner: str) -> Iterator[Problem]:
    """Yield what is wrong with what a firm is founded with; its business id is read where it is written."""
    if not name.strip():
        yield Problem("name", msg("The name is missing."))
    try:
        clean_address(email)
    except NotAnAddress:
        yield Problem("email", msg("This isn't an e-mail address."))
    if not owner.strip():
        yield Problem("owner", msg("The name is missing."))
