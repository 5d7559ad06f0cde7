"""The register as a table: its columns and filters, and what the address asks of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from flask import request, url_for

from portal.web._design import Action, Column, Page, Selection, TableQuery, TableSpec, TableView
from portal.web._design.words import Words
from portal.web.asking_for_clients import SEARCH_LABEL, client_filter, client_filters
from portal.web.clients.waiting import mail_detail
from tenants.collaborations.register import ClientFilter, ClientRow, client_count, client_ids, client_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.ids import ClientId, FirmId
from tenants.kernel.language import msg
from tenants.plans.rules import plan_name

COLUMNS = (
    Column(key="name", label=msg("Client"), phone="title"),
    Column(key="business_id", label=msg("Business id")),
    Column(key="engagement", label=msg("Engagement")),
    Column(key="responsible", label=msg("Responsible"), phone="hidden"),
    Column(key="state", label=msg("Collaboration"), kind="state"),
    Column(key="variant", label=msg("Plan")),
    Column(key="renewal", label=msg("Renewal"), kind="day"),
    Column(key="invited", label=msg("Invited"), kind="day", phone="hidden"),
)


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
    may_add: bool
    actions: tuple[Action, ...]


def register_page(firm_id: FirmId, actor: Actor, *, now: datetime) -> RegisterPage:
    """Return the list of clients that the address asks for."""
    spec = _spec(firm_id)
    query = TableQuery.parse(spec, request.args)
    wanted = _wanted(query)
    page = Page.of(query, client_count(firm_id, wanted))
    rows = client_rows(firm_id, wanted, offset=page.offset, at_most=page.size, now=now)
    view = TableView(spec=spec, query=query, page=page, path=request.path)
    may_add = actor.may_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    return RegisterPage(firm_id, view, tuple(_row(firm_id, row) for row in rows), may_add, _actions(firm_id, actor))


def selected_clients(firm_id: FirmId, selection: Selection) -> list[ClientId]:
    """Return the clients that a posted list selects, in the order of their names; those of another firm aren't there.

    Raises:
        UnreadableSelection: an id isn't one.
    """
    if not selection.all_matching:
        return client_ids(firm_id, ClientFilter(), among=selection.uuids())
    wanted = _wanted(TableQuery.parse(_spec(firm_id), request.form))
    left_out = selection.uuids_left_out()
    return [client_id for client_id in client_ids(firm_id, wanted) if client_id not in left_out]


def _actions(firm_id: FirmId, actor: Actor) -> tuple[Action, ...]:
    """Return what may be done with many clients at once; nothing is done before the next page says what."""
    url = url_for("clients.bulk", firm_id=firm_id)
    named = (
        ("invite", msg("Invite"), FirmPermission.INVITE_CLIENTS),
        ("assign", msg("Assign staff"), FirmPermission.EDIT_CLIENTS),
        ("payer", msg("Change payer"), FirmPermission.INVITE_CLIENTS),
    )
    return tuple(
        Action(label=label, url=url, name="act", value=act)
        for act, label, permission in named
        if actor.may_in_firm(permission, in_=firm_id)
    )


def _spec(firm_id: FirmId) -> TableSpec:
    filters = client_filters(firm_id)
    return TableSpec(name="clients", columns=COLUMNS, filters=filters, sort="name", search_label=SEARCH_LABEL)


def _wanted(query: TableQuery) -> ClientFilter:
    return replace(client_filter(query), sort=query.sort, descending=query.descending)


def _row(firm_id: FirmId, row: ClientRow) -> RegisterRow:
    waiting = row.state == "invited"
    return RegisterRow(
        id=row.id,
        name=row.name,
        url=url_for("clients.client", firm_id=firm_id, client_id=row.id),
        registered_as=row.registered_as,
        engagement=row.engagement,
        responsible=row.responsible or ", ".join(row.team),
        state=row.state,
        detail=mail_detail(row.invitation) if waiting else "",
        variant=plan_name(row.variant),
        renews_on=row.renews_on,
        invited_at=row.invited_at,
    )
