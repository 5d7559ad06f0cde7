"""The customers of whoever writes invoices: a card is written or completed beside the invoice it is for."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.customers.queries import get_customer
from billing.customers.rules.card import card_problems
from billing.customers.rules.card_input import CustomerInput
from billing.desk.actions import change_own_customer, save_written, write_customer
from billing.desk.queries import get_written
from billing.desk.queries.written import uuid_of
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web._design.fields import unplaced
from portal.web.addresses import DELIVERY_ADDRESS
from portal.web.here import workspace_here
from portal.web.telling import tell
from portal.web.written.card import card_fields, card_of, empty_card, is_elsewhere, read_card
from portal.web.written.routes import blueprint
from tenants.kernel.actor import Permission
from tenants.kernel.ids import CustomerId, WorkspaceId, WrittenId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem

__all__ = ["blueprint"]
Answer = str | Response | tuple[str, int]
CARDS = "/w/<uuid:workspace_id>/written/customers"


@blueprint.get(f"{CARDS}/new")
@in_workspace(Permission.WRITE_INVOICES)
def new_customer(workspace_id: UUID) -> str:
    """Show an empty card."""
    return _shown(workspace_id, empty_card(workspace_here(workspace_id).country), ())


@blueprint.post(f"{CARDS}/new")
@in_workspace(Permission.WRITE_INVOICES)
def add_customer(workspace_id: UUID) -> Answer:
    """Keep a new card, and go back to the invoice with it chosen."""
    where = WorkspaceId(workspace_id)
    card = read_card(request.form, empty_card(workspace_here(workspace_id).country))
    try:
        with transaction(acting=workspace_id) as now:
            customer_id = write_customer(current_actor(), where, card, now=now)
            _choose(where, customer_id, now)
    except InvalidFields as refusal:
        return _shown(workspace_id, card, refusal.problems), 422
    return _back(workspace_id)


@blueprint.get(f"{CARDS}/<uuid:customer_id>")
@in_workspace(Permission.WRITE_INVOICES)
def customer(workspace_id: UUID, customer_id: UUID) -> str:
    """Show a card with what it lacks at each field."""
    found = get_customer(WorkspaceId(workspace_id), CustomerId(customer_id))
    return _shown(workspace_id, card_of(found), tuple(card_problems(found)))


@blueprint.post(f"{CARDS}/<uuid:customer_id>")
@in_workspace(Permission.WRITE_INVOICES)
def change_customer(workspace_id: UUID, customer_id: UUID) -> Answer:
    """Keep a changed card, and go back to the invoice."""
    where, who = WorkspaceId(workspace_id), CustomerId(customer_id)
    card = read_card(request.form, card_of(get_customer(where, who)))
    try:
        with transaction(acting=workspace_id) as now:
            change_own_customer(current_actor(), where, who, card, now=now)
    except InvalidFields as refusal:
        return _shown(workspace_id, card, refusal.problems), 422
    return _back(workspace_id)


def _shown(workspace_id: UUID, card: CustomerInput, problems: tuple[Problem, ...]) -> str:
    fields = card_fields(card, problems)
    elsewhere = [field for field in fields if is_elsewhere(field)]
    return render_template(
        "written/customer.html",
        fields=fields,
        others=unplaced(problems, fields),
        usual=[field for field in fields if not is_elsewhere(field)],
        elsewhere=elsewhere,
        is_open=any(field.value or field.errors for field in elsewhere),
        heading=DELIVERY_ADDRESS,
        back=request.values.get("back", ""),
        cancel_url=_back_url(workspace_id),
    )


def _choose(workspace_id: WorkspaceId, customer_id: CustomerId, now: datetime) -> None:
    """Have the invoice that the card was written for name its customer, where it was written for one."""
    written_id = uuid_of(request.values.get("back", ""))
    if written_id is None:
        return
    found = get_written(workspace_id, WrittenId(written_id))
    typed = replace(found.typed, customer_id=str(customer_id))
    save_written(current_actor(), workspace_id, WrittenId(written_id), typed, version=found.version, now=now)


def _back(workspace_id: UUID) -> Response:
    tell(msg("The customer's card is saved."), "good")
    return redirect(_back_url(workspace_id), 303)


def _back_url(workspace_id: UUID) -> str:
    """Return the invoice that the reader came from, else the list."""
    written_id = uuid_of(request.values.get("back", ""))
    if written_id is None:
        return url_for("written.written", workspace_id=workspace_id)
    return url_for("written.invoice", workspace_id=workspace_id, written_id=written_id)
