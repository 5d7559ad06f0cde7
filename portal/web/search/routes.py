"""The page of what was found."""

from dataclasses import replace

from flask import Blueprint, render_template, request

from billing.standing.queries.finding import AT_MOST, find_everywhere
from portal.auth.gate import current_actor, signed_in
from tenants.kernel.actor import Permission
from tenants.registries.business_ids import format_business_id

blueprint = Blueprint("search", __name__, template_folder="templates")
LONGEST = 100


@blueprint.get("/search")
@signed_in
def search() -> str:
    """Show the clients, customers and invoices that what was typed finds."""
    actor = current_actor()
    typed = request.args.get("q", "")[:LONGEST]
    readable = tuple(place for place in actor.workspaces if actor.may(Permission.SEE_INVOICES, in_=place))
    found = find_everywhere(readable, typed)
    clients = tuple(replace(one, business_id=format_business_id(one.country, one.business_id)) for one in found.clients)
    found = replace(found, clients=clients)
    many = len(readable) > 1 or bool(actor.firms)
    return render_template("search/search.html", typed=typed.strip(), found=found, many=many, at_most=AT_MOST)
