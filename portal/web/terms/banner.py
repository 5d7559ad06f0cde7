"""What stands above every page of a company whose terms have to be accepted anew: by when, or what has stopped."""

from typing import Any
from uuid import UUID

from flask import g, request, url_for

from portal.edge import clock
from portal.web._design import Link, Notice
from portal.web._design.filters import FILTERS
from portal.web.here import find_workspace_here
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.terms.queries import waiting_consent
from tenants.workspaces.queries import WorkspaceFacts


def banner() -> dict[str, Any]:
    """Return the notice for the page that is being answered, as templates take it."""
    actor: Actor | None = g.get("actor")
    where = _workspace(actor) if actor else None
    return {"banner": notice_for(actor, where) if actor and where else None}


def notice_for(actor: Actor, where: WorkspaceFacts) -> Notice | None:
    """Return what waits for a company's admin to accept, and since or until when; None where nothing does."""
    waiting = waiting_consent(where.id, now=clock.now())
    if waiting is None:
        return None
    day = FILTERS["day"](local_day(waiting.since, where.country))
    if waiting.is_due:
        text = msg(
            "New terms wait to be accepted. Since %(day)s no new invoices, reminders or collection can be made.",
            day=day,
        )
    else:
        text = msg("There are new terms. They have to be accepted by %(day)s.", day=day)
    return Notice("bad" if waiting.is_due else "warn", text, _links(actor, where.id))


def _links(actor: Actor, workspace_id: WorkspaceId) -> tuple[Link, ...]:
    may = actor.may(Permission.ACCEPT_TERMS, in_=workspace_id)
    label = msg("Read and accept") if may else msg("Read them; the company's admin accepts")
    return (Link(label, url_for("terms.terms", workspace_id=workspace_id)),)


def _workspace(actor: Actor) -> WorkspaceFacts | None:
    """Return the workspace in the address, or a client user's only one."""
    named: UUID | None = (request.view_args or {}).get("workspace_id")
    if named is None and len(actor.workspaces) == 1 and not actor.firms:
        named = next(iter(actor.workspaces))
    return find_workspace_here(named) if named is not None and named in actor.workspaces else None
