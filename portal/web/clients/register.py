"""The register as a table: its columns and filters, and what the address asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import request, url_for

from portal.web._design import Choice, Column, Filter, Page, TableQuery, TableSpec, TableView
from portal.web._design.states import COLLABORATIONS
from portal.web._design.words import Words
from tenants.collaborations.register import NOT_STARTED, ClientFilter, ClientRow, client_count, client_rows
from tenants.engagements.queries import engagement_names
from tenants.firms.queries import staff_rows
from tenants.invitations.queries import SentInvitation
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg
from tenants.plans.rules import CATALOGUE

COLUMNS = (
    Column(key="name", label=msg("Client"), phone="title"),
    Column(key="business_id", label=msg("Business id")),
    Column(key="engagement", label=msg("Engagement")),
    Column(key="responsible", label=msg("Responsible"), sortable=False, phone="hidden"),
    Column(key="state", label=msg("Collaboration"), kind="state"),
    Column(key="variant", label=msg("Plan")),
    Column(key="renewal", label=msg("Renewal"), kind="day"),
    Column(key="invited", label=msg("Invited"), kind="day", phone="hidden"),
)
SHOWN_STATES = ("invited", "active", "ending", "ended")
NO_LONGER_OPEN = msg("the link has expired")
DETAILS: Mapping[str, Message] = {
    "failed": msg("the mail couldn't be delivered"),
    "unknown": msg("it isn't known whether the mail arrived"),
    "queued": msg("the mail is being sent"),
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A client as the table shows it."""

    id: UUID
    name: str
    url: str
    registered_as: str
    engagement: str
    responsible: str
    state: str | None
    detail: Words
    variant: str
    renews_on: date | None
    invited_at: datetime | None


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The list of clients."""

    firm_id: FirmId
    view: TableView
    rows: tuple[RegisterRow, ...]


def register_page(firm_id: FirmId, *, now: datetime) -> RegisterPage:
    """Return the list of clients that the address asks for."""
    spec = _spec(firm_id)
    query = TableQuery.parse(spec, request.args)
    wanted = _wanted(query)
    page = Page.of(query, client_count(firm_id, wanted))
    rows = client_rows(firm_id, wanted, offset=page.offset, at_most=page.size, now=now)
    view = TableView(spec=spec, query=query, page=page, path=request.path)
    return RegisterPage(firm_id, view, tuple(_row(firm_id, row) for row in rows))


def mail_detail(invitation: SentInvitation | None) -> Words:
    """Return what there is to say about an invitation that waits: what became of its mail, or of the link."""
    if invitation is None:
        return ""
    if invitation.used_at is not None:
        return msg("has signed in, hasn't accepted yet")
    if invitation.state == "expired":
        return NO_LONGER_OPEN
    return DETAILS.get(invitation.mail, "")


def _spec(firm_id: FirmId) -> TableSpec:
    states = (Choice(NOT_STARTED, msg("Not started")), *(Choice(s, COLLABORATIONS[s].label) for s in SHOWN_STATES))
    return TableSpec(
        name="clients",
        columns=COLUMNS,
        filters=(
            Filter(key="state", label=msg("Collaboration"), choices=states),
            Filter(
                key="engagement",
                label=msg("Engagement"),
                choices=tuple(Choice(name, name) for name in engagement_names(firm_id)),
            ),
            Filter(
                key="responsible",
                label=msg("Responsible"),
                choices=tuple(Choice(str(row.user_id), row.name) for row in staff_rows(firm_id)),
            ),
            Filter(
                key="variant",
                label=msg("Plan"),
                choices=tuple(Choice(plan.variant, plan.name) for plan in CATALOGUE.values()),
            ),
        ),
        sort="name",
        search_label=msg("Client, business id or engagement"),
    )


def _wanted(query: TableQuery) -> ClientFilter:
    responsible = query.answer("responsible")
    return ClientFilter(
        search=query.search,
        state=query.answer("state"),
        engagement=query.answer("engagement"),
        responsible=UUID(responsible) if responsible else None,
        variant=query.answer("variant"),
        sort=query.sort,
        descending=query.descending,
    )


def _row(firm_id: FirmId, row: ClientRow) -> RegisterRow:
    waiting = row.state == "invited"
    return RegisterRow(
        id=row.id,
        name=row.name,
        url=url_for("clients.client", firm_id=firm_id, client_id=row.id),
        registered_as=row.registered_as,
        engagement=row.engagement,
        responsible=", ".join(row.responsible),
        state=row.state,
        detail=mail_detail(row.invitation) if waiting else "",
        variant=next((plan.name for plan in CATALOGUE.values() if plan.variant == row.variant), ""),
        renews_on=row.renews_on,
        invited_at=row.invited_at,
    )
