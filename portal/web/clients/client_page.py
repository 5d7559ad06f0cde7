"""One client's page: facts, engagements, collaboration, timeline, and what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from babel.dates import format_skeleton
from flask import current_app, url_for

from portal.web._design import Action, Field, Notice, TimelineEntry
from portal.web._design.filters import reader_locale
from portal.web._design.words import Words
from portal.web.clients.collaboration_page import payers, refusal_of
from portal.web.clients.fields import EngagementForm, engagement_form, with_problems
from portal.web.clients.history import timeline
from portal.web.clients.plans import Comparison, comparison
from portal.web.clients.register import mail_detail
from tenants.clients.queries import ClientFacts
from tenants.collaborations.client_page import ClientPage as Known
from tenants.collaborations.queries import CollaborationFacts
from tenants.companies.queries import Standing
from tenants.engagements.queries import EngagementRow
from tenants.firms.queries import FirmFacts, StaffRow
from tenants.kernel.actor import Actor, FirmPermission, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

ROLE = msg("Your role in the firm doesn't allow this.")
BADGES: dict[str, Message] = {
    "new": msg("New on Samla"),
    "known": msg("Known on Samla"),
    "subscribed": msg("Subscribes already"),
}


@dataclass(frozen=True, slots=True)
class ClientPage:
    """A client as the firm's staff see it."""

    firm: FirmFacts
    client: ClientFacts
    standing: Standing
    badge: Message
    renewal: str
    engagements: tuple[EngagementRow, ...]
    new_engagement: EngagementForm | None
    collaboration: CollaborationFacts | None
    payer: Words
    detail: Words
    plans: Comparison | None
    start: Action | None
    resend: Field | None
    notice: Notice | None
    open_url: str
    timeline: tuple[TimelineEntry, ...]


def client_page(
    known: Known, firm: FirmFacts, staff: Sequence[StaffRow], actor: Actor, *, problems: Sequence[Problem] = ()
) -> ClientPage:
    """Return a client's page for one of the staff; with problems, what was wrong in its form."""
    edits = actor.may_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm.id)
    running = known.collaboration
    return ClientPage(
        firm=firm,
        client=known.client,
        standing=known.standing,
        badge=_badge(known),
        renewal=_month(known.standing.renewal_month),
        engagements=known.engagements,
        new_engagement=engagement_form(staff, mine=str(actor.user_id), problems=problems) if edits else None,
        collaboration=running,
        payer=payers(firm.name, known.client.name)[running.agreement.payer] if running else "",
        detail=mail_detail(known.invitation) if running and running.is_waiting else "",
        plans=None if running else _plans(known, firm),
        start=None if running else _start(known, firm, actor),
        resend=_resend(known, firm, actor, problems),
        notice=_notice(known),
        open_url=_open_url(running.workspace_id, actor) if running else "",
        timeline=timeline(known),
    )


def _badge(known: Known) -> Message:
    """Return how the company stands: one that is only on a register, without books of its own, is still new."""
    return BADGES["new" if known.standing.workspace_id is None else known.standing.badge]


def _plans(known: Known, firm: FirmFacts) -> Comparison:
    return comparison(known.client.country, {"firm_id": firm.id, "client_id": known.client.id}, read="")


def _start(known: Known, firm: FirmFacts, actor: Actor) -> Action:
    url = url_for("clients.collaboration", firm_id=firm.id, client_id=known.client.id)
    refusal: Words = refusal_of(known) or ""
    if not actor.may_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm.id):
        refusal = ROLE
    return Action(label=msg("Start a collaboration"), url=url, method="get", weight="primary", refusal=refusal)


def _resend(known: Known, firm: FirmFacts, actor: Actor, problems: Sequence[Problem]) -> Field | None:
    """Return the field of the address to send the invitation to again, while it is unused and one may do so."""
    invitation = known.invitation
    waits = known.collaboration is not None and known.collaboration.is_waiting
    may = actor.may_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm.id)
    if invitation is None or invitation.used_at or not waits or not may:
        return None
    field = Field(
        name="contact_email",
        label=msg("Send the invitation again to"),
        kind="email",
        value=invitation.email,
        required=True,
        maxlength=254,
    )
    return with_problems([field], problems)[0]


def _month(first: date | None) -> str:
    """Return a month in the reader's language; of another firm's agreement no more than that may be told."""
    return str(format_skeleton("yMMMM", first, locale=reader_locale())) if first else ""


def _notice(known: Known) -> Notice | None:
    invitation, running = known.invitation, known.collaboration
    if invitation is None or running is None or not running.is_waiting or invitation.used_at:
        return None
    if invitation.state == "expired":
        return Notice(
            "warn", msg("The link to %(email)s has expired. Send the invitation again.", email=invitation.email)
        )
    if invitation.mail == "failed":
        return Notice(
            "bad",
            msg(
                "The mail to %(email)s couldn't be delivered. Check the address and send it again.",
                email=invitation.email,
            ),
        )
    if invitation.mail == "unknown":
        return Notice(
            "warn",
            msg(
                "It isn't known whether the mail to %(email)s arrived. Ask the client, or send it again.",
                email=invitation.email,
            ),
        )
    return None


def _open_url(workspace_id: UUID, actor: Actor) -> str:
    """Return the way into the client's books, where they are open to this person."""
    if not actor.may(Permission.SEE_WORKSPACE, in_=WorkspaceId(workspace_id)):
        return ""
    known = current_app.view_functions
    endpoint = next((name for name in ("home.home", "requests.requests", "approvals.approvals") if name in known), "")
    return url_for(endpoint, workspace_id=workspace_id) if endpoint else ""
