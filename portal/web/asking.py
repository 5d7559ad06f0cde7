"""The panel of questions that stands on the page of a thing: what was asked about it, and the way to ask."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask, g, request, url_for

from portal.auth.gate import current_actor
from portal.edge.clock import now
from portal.web._design import Action, Link
from portal.web.reasons import permitted
from tenants.collaborations.queries import find_collaboration_with
from tenants.conversations.narrowing import ConversationQuery
from tenants.conversations.queries import conversation_rows, reader_of
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import FirmId, WorkspaceId
from tenants.kernel.language import Message, msg

# Which name in a page's address is the id of what.
NAMED = {"customer_id": "customer", "request_id": "request", "written_id": "written", "invoice_id": "invoice"}
SHOWN = 5
ASK_CLIENT = msg("Ask the client")
NOBODY_YET = msg("Nobody of the client is here yet who could answer. Questions can be asked once it has accepted.")


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question about the thing."""

    url: str
    subject: str
    state: str
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """The panel: the latest questions about a thing, and asking another."""

    rows: tuple[AskedRow, ...]
    ask: Action


def install(app: Flask) -> None:
    """Give templates `asking()`, the panel of what the page's address names; None where one may not look."""
    app.jinja_env.globals["asking"] = asking


def asking() -> Asking | None:
    """Return the panel of what the page's address names."""
    named = request.view_args or {}
    if "client_id" in named:
        return _of_client(FirmId(named["firm_id"]), named["client_id"])
    workspace_id = named.get("workspace_id")
    if workspace_id is None:
        return None
    kind, about = next(((NAMED[key], named[key]) for key in NAMED if key in named), ("client", workspace_id))
    return _panel(WorkspaceId(workspace_id), kind, about)


def _of_client(firm_id: FirmId, client_id: UUID) -> Asking:
    """Return a client's panel; before it has accepted there is nobody to ask, and the firm's notes stand elsewhere."""
    running = find_collaboration_with(firm_id, client_id)
    panel = _panel(running.workspace_id, "client", running.workspace_id) if running else None
    if panel is not None:
        return panel
    remedy = Link(msg("Start the collaboration"), url_for("clients.client", firm_id=firm_id, client_id=client_id))
    return Asking((), Action(label=ASK_CLIENT, icon="chat", refusal=NOBODY_YET, remedy=None if running else remedy))


def _panel(workspace_id: WorkspaceId, kind: str, about: UUID) -> Asking | None:
    actor = current_actor()
    if not actor.may(Permission.SEE_QUESTIONS, in_=workspace_id):
        return None
    reader = reader_of(actor, workspace_id, on=local_day(now(), g.get("country", "FI")))
    rows = conversation_rows((workspace_id,), reader, ConversationQuery(about_id=about, limit=SHOWN))
    shown = tuple(
        AskedRow(
            url_for("questions.question", workspace_id=workspace_id, conversation_id=row.id),
            row.subject,
            row.state,
            row.is_unread,
        )
        for row in rows
    )
    url = url_for("questions.new", workspace_id=workspace_id, about=kind, id=about)
    label: Message = ASK_CLIENT if reader.side == "firm" else msg("Ask your accountant")
    ask = Action(label=label, url=url, method="get", icon="chat")
    return Asking(shown, permitted(ask, actor, Permission.ASK, workspace_id))
