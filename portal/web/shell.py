"""What surrounds every page of a signed-in person: the areas they have, and the client they chose.

An area's main page is the endpoint `<area>.<area>`; the table below says where each stands for staff and for clients.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, request, url_for

from portal.web._design import Link, NavigationItem, Person, Shell, Switcher
from portal.web._design.words import Words
from portal.web.here import find_workspace_here, firm_here
from tenants.firms.queries import FirmFacts
from tenants.kernel.actor import Actor, FirmPermission, Permission
from tenants.kernel.language import msg
from tenants.workspaces.queries import WorkspaceFacts


@dataclass(frozen=True, slots=True)
class Spot:
    """An area's page: its endpoint, its words, and whether it needs a client or a firm in the address."""

    endpoint: str
    label: Words
    icon: str = ""
    permission: Permission | None = None
    is_firms: bool = False
    firm_permission: FirmPermission | None = None
    children: tuple["Spot", ...] = ()


P = Permission
INVOICING = (
    Spot("requests.requests", msg("Requests"), permission=P.SEE_INVOICES),
    Spot("written.written", msg("Written invoices"), permission=P.WRITE_INVOICES),
    Spot("runs.runs", msg("Runs"), permission=P.RUN_INVOICING),
    Spot("invoices.invoices", msg("Invoices"), permission=P.SEE_INVOICES),
    Spot("customers.customers", msg("Customers"), permission=P.SEE_INVOICES),
    Spot("articles.articles", msg("Articles"), permission=P.SEE_INVOICES),
    Spot("contracts.contracts", msg("Contracts"), permission=P.SEE_INVOICES),
)
FOR_STAFF = (
    Spot("today.today", msg("Today"), "clock"),
    Spot("portfolio.portfolio", msg("All clients"), "star", is_firms=True),
    Spot("clients.clients", msg("Clients"), "people", is_firms=True),
    Spot("home.home", msg("Overview"), "building", permission=P.SEE_WORKSPACE),
    Spot("requests.requests", msg("Invoicing"), "file", permission=P.SEE_INVOICES, children=INVOICING),
    Spot("desk.desk", msg("Service desk"), "inbox"),
    Spot("sending.sending", msg("Sending"), "send", permission=P.SEND_DOCUMENTS),
    Spot("questions.questions", msg("Questions"), "chat", permission=P.SEE_QUESTIONS),
    Spot("settings.settings", msg("Client settings"), "pencil", permission=P.EDIT_SETTINGS),
    Spot("approvals.approvals", msg("Agreement"), "check", permission=P.SEE_WORKSPACE),
    Spot("agreement.agreement", msg("Plan and collaboration"), "refresh", permission=P.SEE_WORKSPACE),
    Spot("audit.audit", msg("Audit trail"), "eye", permission=P.SEE_AUDIT),
    Spot("export.export", msg("Export everything"), "download", permission=P.EXPORT_BOOKS),
    Spot("people.people", msg("People"), "people", is_firms=True),
    Spot("own_books.own_books", msg("Our own invoicing"), "file", is_firms=True),
    Spot("firm.firm", msg("The firm's details"), "pencil", is_firms=True, firm_permission=FirmPermission.EDIT_FIRM),
)
FOR_CLIENTS = (
    Spot("home.home", msg("Home"), "building", permission=P.SEE_WORKSPACE),
    Spot("written.written", msg("Written invoices"), "pencil", permission=P.WRITE_INVOICES),
    Spot("invoices.invoices", msg("Invoices"), "file", permission=P.SEE_INVOICES),
    Spot("requests.requests", msg("Requests"), "inbox", permission=P.EDIT_REQUESTS),
    Spot("customers.customers", msg("Customers"), "people", permission=P.EDIT_CUSTOMERS),
    Spot("articles.articles", msg("Articles"), "coins", permission=P.EDIT_ARTICLES),
    Spot("contracts.contracts", msg("Contracts"), "refresh", permission=P.EDIT_REQUESTS),
    Spot("sending.sending", msg("Sending"), "send", permission=P.SEND_DOCUMENTS),
    Spot("questions.questions", msg("Questions"), "chat", permission=P.SEE_QUESTIONS),
    Spot("approvals.approvals", msg("Approvals"), "check", permission=P.SEE_WORKSPACE),
    Spot("agreement.agreement", msg("Services"), "refresh", permission=P.SEE_WORKSPACE),
    Spot("settings.settings", msg("Settings"), "pencil", permission=P.EDIT_SETTINGS),
    Spot("people.members", msg("People"), "people", permission=P.MANAGE_MEMBERS),
    Spot("audit.audit", msg("Audit trail"), "eye", permission=P.SEE_AUDIT),
    Spot("export.export", msg("Export everything"), "download", permission=P.EXPORT_BOOKS),
)


def install(app: Flask) -> None:
    """Give every template of a signed-in person its `shell`, and every other page the choice of a language."""

    @app.before_request
    def locate() -> None:
        """Have moments told by the clock of the country that a page is about, also where no template tells them."""
        actor: Actor | None = g.get("actor")
        if actor:
            workspace = _workspace(actor)
            firm = None if workspace else _firm(actor)
            g.country = workspace.country if workspace else firm.country if firm else "FI"

    @app.context_processor
    def surround() -> dict[str, Any]:
        actor: Actor | None = g.get("actor")
        return {"shell": shell_of(actor)} if actor else {"language_url": url_for("language.choose")}


@dataclass(frozen=True, slots=True)
class Here:
    """Where a person is: who they are, and the client and firm that the page is about."""

    actor: Actor
    workspace: WorkspaceFacts | None
    firm: FirmFacts | None


def shell_of(actor: Actor) -> Shell:
    """Return what surrounds the page that is being answered."""
    here = Here(actor, _workspace(actor), _firm(actor))
    items = (_item(spot, here) for spot in (FOR_STAFF if actor.firms else FOR_CLIENTS))
    return Shell(
        home_url=_url("today.today"),
        navigation=tuple(item for item in items if item),
        person=Person(
            name=actor.name,
            place=_place(here),
            links=(Link(msg("Sign-in and security"), _url("account.account")),),
        ),
        search_url=_url("search.search"),
        sign_out_url=url_for("sign_in.sign_out"),
        language_url=url_for("language.choose"),
        switcher=_switcher(here) if len(actor.workspaces) > 1 or actor.firms else None,
    )


def _workspace(actor: Actor) -> WorkspaceFacts | None:
    """Return the workspace in the address, or a client user's only one."""
    named: UUID | None = (request.view_args or {}).get("workspace_id")
    if named not in actor.workspaces and len(actor.workspaces) == 1 and not actor.firms:
        named = next(iter(actor.workspaces))
    return find_workspace_here(named) if named is not None and named in actor.workspaces else None


def _firm(actor: Actor) -> FirmFacts | None:
    named: UUID | None = (request.view_args or {}).get("firm_id")
    firm_id = named if named is not None and named in actor.firms else next(iter(actor.firms), None)
    return firm_here(firm_id) if firm_id else None


def _item(spot: Spot, here: Here) -> NavigationItem | None:
    if spot.endpoint not in current_app.view_functions or not _is_shown(spot, here):
        return None
    children = tuple(item for child in spot.children if (item := _item(child, here)))
    areas = {area.endpoint.split(".")[0] for area in spot.children or (spot,)}
    return NavigationItem(spot.label, _address(spot, here), request.blueprint in areas, children, icon=spot.icon)


def _address(spot: Spot, here: Here) -> str:
    if spot.permission is not None and here.workspace:
        return url_for(spot.endpoint, workspace_id=here.workspace.id)
    return url_for(spot.endpoint, firm_id=here.firm.id) if spot.is_firms and here.firm else url_for(spot.endpoint)


def _is_shown(spot: Spot, here: Here) -> bool:
    """Say whether an area is shown: also what is only withheld for now, where the page itself tells why."""
    if spot.firm_permission is not None:
        return here.firm is not None and here.actor.may_in_firm(spot.firm_permission, in_=here.firm.id)
    if spot.permission is None:
        return not spot.is_firms or here.firm is not None
    if here.workspace is None:
        return False
    workspace_id = here.workspace.id
    may, why_not = here.actor.may, here.actor.why_not
    return may(spot.permission, in_=workspace_id) or why_not(spot.permission, in_=workspace_id) is not None


def _place(here: Here) -> str:
    return here.firm.name if here.firm else here.workspace.name if here.workspace else ""


def _switcher(here: Here) -> Switcher:
    area = request.blueprint or ""
    return Switcher(
        chosen=here.workspace.name if here.workspace else "",
        list_url=url_for("switcher.switcher", area=area),
        search_url=url_for("switcher.switcher", area=area, page=1),
        all_url=_url("today.today"),
    )


def _url(endpoint: str) -> str:
    return url_for(endpoint) if endpoint in current_app.view_functions else "/"
