"""What surrounds every page of a signed-in person: the areas they have, and the client they chose.

An area's main page is the endpoint `<area>.<area>`; the table below says where each stands for staff and for clients.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, request, url_for

from portal.web._design import NavigationItem, Person, Shell, Switcher
from portal.web._design.words import Words
from tenants.firms.queries import get_firm
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import FirmId, WorkspaceId
from tenants.kernel.language import msg
from tenants.workspaces.queries import find_workspace


@dataclass(frozen=True, slots=True)
class Spot:
    """An area's page: its endpoint, its words, and whether it needs a client or a firm in the address."""

    endpoint: str
    label: Words
    icon: str = ""
    permission: Permission | None = None
    is_firms: bool = False
    children: tuple["Spot", ...] = ()


P = Permission
INVOICING = (
    Spot("requests.requests", msg("Requests"), permission=P.SEE_INVOICES),
    Spot("runs.runs", msg("Runs"), permission=P.RUN_INVOICING),
    Spot("invoices.invoices", msg("Invoices"), permission=P.SEE_INVOICES),
    Spot("customers.customers", msg("Customers"), permission=P.SEE_INVOICES),
)
FOR_STAFF = (
    Spot("today.today", msg("Today"), "clock"),
    Spot("clients.clients", msg("Clients"), "people", is_firms=True),
    Spot("home.home", msg("Overview"), "building", permission=P.SEE_WORKSPACE),
    Spot("requests.requests", msg("Invoicing"), "file", permission=P.SEE_INVOICES, children=INVOICING),
    Spot("sending.sending", msg("Sending"), "send", permission=P.SEND_DOCUMENTS),
    Spot("settings.settings", msg("Client settings"), "pencil", permission=P.EDIT_SETTINGS),
    Spot("approvals.approvals", msg("Agreement"), "check", permission=P.SEE_WORKSPACE),
    Spot("audit.audit", msg("Audit trail"), "eye", permission=P.SEE_AUDIT),
    Spot("people.people", msg("People"), "people", is_firms=True),
)
FOR_CLIENTS = (
    Spot("home.home", msg("Home"), "building", permission=P.SEE_WORKSPACE),
    Spot("invoices.invoices", msg("Invoices"), "file", permission=P.SEE_INVOICES),
    Spot("requests.requests", msg("Requests"), "inbox", permission=P.EDIT_REQUESTS),
    Spot("customers.customers", msg("Customers"), "people", permission=P.EDIT_CUSTOMERS),
    Spot("approvals.approvals", msg("Approvals"), "check", permission=P.SEE_WORKSPACE),
    Spot("settings.settings", msg("Settings"), "pencil", permission=P.EDIT_SETTINGS),
    Spot("audit.audit", msg("Audit trail"), "eye", permission=P.SEE_AUDIT),
)


def install(app: Flask) -> None:
    """Give every template of a signed-in person its `shell`, and every other page the choice of a language."""

    @app.context_processor
    def surround() -> dict[str, Any]:
        actor: Actor | None = g.get("actor")
        return {"shell": shell_of(actor)} if actor else {"language_url": url_for("language.choose")}


def shell_of(actor: Actor) -> Shell:
    """Return what surrounds the page that is being answered."""
    workspace_id, firm_id = _chosen(actor), _firm(actor)
    spots = FOR_STAFF if actor.firms else FOR_CLIENTS
    items = (_item(spot, actor, workspace_id, firm_id) for spot in spots)
    return Shell(
        home_url=_url("today.today"),
        navigation=tuple(item for item in items if item),
        person=_person(actor, workspace_id, firm_id),
        search_url=_url("search.search"),
        sign_out_url=url_for("sign_in.sign_out"),
        language_url=url_for("language.choose"),
        switcher=_switcher(workspace_id) if len(actor.workspaces) > 1 or actor.firms else None,
    )


def _chosen(actor: Actor) -> WorkspaceId | None:
    """Return the workspace in the address, or a client user's only one."""
    named: UUID | None = (request.view_args or {}).get("workspace_id")
    if named is not None and named in actor.workspaces:
        return WorkspaceId(named)
    return next(iter(actor.workspaces)) if len(actor.workspaces) == 1 and not actor.firms else None


def _firm(actor: Actor) -> FirmId | None:
    named: UUID | None = (request.view_args or {}).get("firm_id")
    return FirmId(named) if named is not None and named in actor.firms else next(iter(actor.firms), None)


def _item(spot: Spot, actor: Actor, workspace_id: WorkspaceId | None, firm_id: FirmId | None) -> NavigationItem | None:
    place: dict[str, Any] = {}
    if spot.permission is not None:
        if workspace_id is None or not _shown(actor, spot.permission, workspace_id):
            return None
        place = {"workspace_id": workspace_id}
    elif spot.is_firms:
        if firm_id is None:
            return None
        place = {"firm_id": firm_id}
    if spot.endpoint not in current_app.view_functions:
        return None
    children = tuple(item for child in spot.children if (item := _item(child, actor, workspace_id, firm_id)))
    areas = {area.endpoint.split(".")[0] for area in spot.children or (spot,)}
    here = request.blueprint in areas
    return NavigationItem(spot.label, url_for(spot.endpoint, **place), here, children, icon=spot.icon)


def _shown(actor: Actor, permission: Permission, workspace_id: WorkspaceId) -> bool:
    """Say whether an area is shown: also what is only withheld for now, where the page itself tells why."""
    return actor.may(permission, in_=workspace_id) or actor.why_not(permission, in_=workspace_id) is not None


def _person(actor: Actor, workspace_id: WorkspaceId | None, firm_id: FirmId | None) -> Person:
    place = ""
    if firm_id is not None:
        place = get_firm(firm_id).name
    elif workspace_id is not None and (workspace := find_workspace(workspace_id)):
        place = workspace.name
    return Person(name=actor.name, place=place)


def _switcher(workspace_id: WorkspaceId | None) -> Switcher:
    chosen = find_workspace(workspace_id) if workspace_id else None
    return Switcher(
        chosen=chosen.name if chosen else "",
        list_url=url_for("switcher.switcher", area=request.blueprint or ""),
        search_url=url_for("switcher.switcher", area=request.blueprint or "", page=1),
        all_url=_url("today.today"),
    )


def _url(endpoint: str) -> str:
    return url_for(endpoint) if endpoint in current_app.view_functions else "/"
