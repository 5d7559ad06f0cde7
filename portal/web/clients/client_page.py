"""One client's page: facts, contacts, engagements, collaboration, timeline, and what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app, url_for

from portal.web._design import Action, Field, Notice, Option, TimelineEntry
from portal.web._design.words import Words
from portal.web.clients.badges import Badged, badge_of
from portal.web.clients.engagement_form import EngagementForm, engagement_form
from portal.web.clients.fields import VAT_WORDS
from portal.web.clients.history import timeline
from portal.web.clients.plans import Comparison, comparison
from portal.web.clients.waiting import Waiting, waiting_of
from portal.web.clients.wizard_fields import payers
from portal.web.records import RecordLine, record_line
from tenants.clients.queries import ClientFacts, ContactRow
from tenants.collaborations.client_page import ClientPage as Known
from tenants.collaborations.queries import CollaborationFacts
from tenants.engagements.queries import EngagementRow
from tenants.engagements.rules import SERVICES
from tenants.firms.queries import FirmFacts, StaffRow
from tenants.kernel.actor import Actor, FirmPermission, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem
from tenants.terms.queries import RecordRow
from tenants.terms.queries.records import FileKind

ROLE = msg("Your role in the firm doesn't allow this.")


@dataclass(frozen=True, slots=True)
class Engaged:
    """An engagement with what is done for it, and the way to change it where one may."""

    row: EngagementRow
    services: tuple[Message, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ClientPage:
    """A client as the firm's staff see it."""

    firm: FirmFacts
    client: ClientFacts
    badge: Badged | None
    vat: Message
    responsible: str
    assign: Field | None
    contacts: tuple[ContactRow, ...]
    edits: bool
    engagements: tuple[Engaged, ...]
    new_engagement: EngagementForm | None
    collaboration: CollaborationFacts | None
    payer: Words
    waiting: Waiting | None
    plans: Comparison | None
    start: Action | None
    open_url: str
    records: tuple[RecordLine, ...]
    timeline: tuple[TimelineEntry, ...]

    @property
    def notice(self) -> Notice | None:
        """Return what stands above everything else: that the request needs a hand."""
        return self.waiting.notice if self.waiting else None


def client_page(
    known: Known,
    firm: FirmFacts,
    staff: Sequence[StaffRow],
    actor: Actor,
    *,
    records: Sequence[RecordRow] = (),
    problems: Sequence[Problem] = (),
) -> ClientPage:
    """Return a client's page for one of the staff; `records` are those of acceptances that the firm keeps.

    `problems` are what was wrong in its form.
    """
    edits = actor.may_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm.id)
    # The address of the invitation is asked for in a form of its own.
    of_engagement = [problem for problem in problems if problem.field != "contact_email"]
    running = known.collaboration
    agreed = running.agreed if running else None
    client = known.client
    names = {row.user_id: row.name for row in staff}
    return ClientPage(
        firm=firm,
        client=client,
        badge=badge_of(known.standing),
        vat=VAT_WORDS[client.vat_status],
        responsible=next((name for user_id, name in names.items() if user_id == client.responsible_id), ""),
        assign=_assign(staff, client) if edits else None,
        contacts=known.contacts,
        edits=edits,
        engagements=tuple(_engaged(row, known, firm, edits=edits) for row in known.engagements),
        new_engagement=engagement_form(staff, mine=str(actor.user_id), problems=of_engagement) if edits else None,
        collaboration=running,
        payer=payers(firm.name, client.name)[agreed.payer] if agreed else "",
        waiting=waiting_of(known, firm, actor, problems),
        plans=None if known.is_under_way else comparison(known.client, running, actor, firm_id=firm.id),
        start=None if known.is_under_way else _start(known, firm, actor),
        open_url=_open_url(running.workspace_id, actor) if running else "",
        records=tuple(_record(row, known, firm) for row in records),
        timeline=timeline(known),
    )


def _assign(staff: Sequence[StaffRow], client: ClientFacts) -> Field:
    nobody = Option("", msg("Nobody"))
    return Field(
        name="responsible",
        label=msg("Responsible"),
        kind="select",
        value=str(client.responsible_id or ""),
        options=(nobody, *(Option(str(row.user_id), row.name) for row in staff)),
    )


def _engaged(row: EngagementRow, known: Known, firm: FirmFacts, *, edits: bool) -> Engaged:
    place: dict[str, Any] = {"firm_id": firm.id, "client_id": known.client.id}
    url = url_for("clients.engagement", engagement_id=row.id, **place) if edits else ""
    return Engaged(row, tuple(SERVICES[code] for code in row.services if code in SERVICES), url)


def _record(row: RecordRow, known: Known, firm: FirmFacts) -> RecordLine:
    def file_url(kind: FileKind) -> str:
        return url_for("clients.record", firm_id=firm.id, client_id=known.client.id, record_id=row.id, kind=kind)

    return record_line(row, text_url=lambda _: "", file_url=file_url)


def _start(known: Known, firm: FirmFacts, actor: Actor) -> Action:
    url = url_for("clients.collaboration", firm_id=firm.id, client_id=known.client.id)
    may = actor.may_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm.id)
    label = msg("Ask again") if known.collaboration else msg("Start a collaboration")
    return Action(label=label, url=url, method="get", weight="primary", refusal="" if may else ROLE)


def _open_url(workspace_id: UUID, actor: Actor) -> str:
    """Return the way into the client's books, where they are open to this person."""
    if not actor.may(Permission.SEE_WORKSPACE, in_=WorkspaceId(workspace_id)):
        return ""
    known = current_app.view_functions
    endpoint = next((name for name in ("home.home", "requests.requests", "approvals.approvals") if name in known), "")
    return url_for(endpoint, workspace_id=workspace_id) if endpoint else ""
