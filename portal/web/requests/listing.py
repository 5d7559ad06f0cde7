"""The list of requests before a run: what is ready, what isn't and why, and what can be done with the selection."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.requests.queries import RequestRow, Sum, ready_sums, request_count, request_rows
from portal.web._design import Action, Choice, Link, Notice, Page, Selection, TableQuery, TableView
from portal.web._design.words import Words
from portal.web.choosing import LEFT, asked, requests_spec
from portal.web.requests.actions import page_actions, table_actions
from portal.web.requests.desk import Desk
from portal.web.requests.notices import notice_of
from portal.web.requests.remedies import Remedy, card_url, remedies
from portal.web.requests.small import small_remark
from tenants.kernel.actor import Actor
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg

NOT_READY: Mapping[str, Words] = {
    "cancelled": msg("The order was cancelled; dismiss the request."),
    "invoiced": msg("It has been invoiced already."),
    "dismissed": msg("It was dismissed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRequest:
    """A request in the list; `refusal` is why it can't be selected."""

    id: str
    name: str
    url: str
    preview_url: str
    customer: str
    customer_name: str
    customer_url: str
    subject: str
    currency: str
    net: Decimal | None
    vat: Decimal | None
    total: Decimal | None
    due: date | None
    state: str
    left_as: Words
    remedies: tuple[Remedy, ...]
    remarks: tuple[Words, ...]
    refusal: Words
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsPage:
    """The list as a reader sees it; `one_currency` is empty where amounts can't be added up."""

    view: TableView
    rows: tuple[ShownRequest, ...]
    notice: Notice | None
    dismiss_all: Action | None
    check_again: Action | None
    dismiss_url: str
    actions: tuple[Action, ...]
    fetch: Action
    one_currency: str
    sums: tuple[Sum, ...]
    may_dismiss: bool
    first_step: Link | None


def requests_page(
    actor: Actor, workspace_id: WorkspaceId, args: MultiDict[str, str], desk: Desk, file: Choice | None
) -> RequestsPage:
    """Return the page of the list that an address asks for."""
    spec = requests_spec(desk.streams, file)
    query = TableQuery.parse(spec, args)
    wanted = asked(query, desk.currency)
    page = Page.of(query, request_count(workspace_id, wanted))
    rows = request_rows(workspace_id, replace(wanted, offset=page.offset, limit=page.size))
    sums = ready_sums(workspace_id, wanted)
    currency = _one_currency(desk, rows, sums)
    view = TableView(
        spec=spec,
        query=query,
        page=page,
        path=url_for("requests.requests", workspace_id=workspace_id),
        selection=Selection.parse(args),
        selectable=sum(one.count for one in sums),
        totals=_totals(sums) if currency else {},
        currency=currency or desk.currency,
    )
    fetch, dismiss_all, check_again = page_actions(actor, workspace_id, desk)
    return RequestsPage(
        view=view,
        rows=tuple(_shown(workspace_id, row, _back(view), small_remark(desk, row)) for row in rows),
        notice=notice_of(workspace_id, desk.counts),
        dismiss_all=dismiss_all,
        check_again=check_again,
        dismiss_url=url_for("requests.dismiss", workspace_id=workspace_id),
        actions=table_actions(actor, workspace_id, desk),
        fetch=fetch,
        one_currency=currency,
        sums=sums,
        may_dismiss=dismiss_all is not None and dismiss_all.allowed,
        first_step=Link(fetch.label, fetch.url) if fetch.allowed else fetch.remedy,
    )


def _one_currency(desk: Desk, rows: tuple[RequestRow, ...], sums: tuple[Sum, ...]) -> str:
    """Return the only currency there is, the company's own where there is no row, nothing where there are several."""
    found = {row.currency for row in rows} | {one.currency for one in sums}
    if len(found) > 1:
        return ""
    return next(iter(found), desk.currency)


def _totals(sums: tuple[Sum, ...]) -> dict[str, Decimal]:
    nil = Decimal(0)
    one = sums[0] if sums else Sum("", 0, nil, nil, nil)
    return {"net": one.net, "vat": one.vat, "total": one.total}


def _back(view: TableView) -> str:
    """Return the query of the address that the reader is at, to come back to from a card."""
    page = (("page", str(view.page.number)),) if view.page.number > 1 else ()
    return urlencode(view.query.matching + view.hidden + page)


def _shown(workspace_id: WorkspaceId, row: RequestRow, back: str, small: tuple[Message, ...]) -> ShownRequest:
    reason = row.problems[0].message if row.problems else NOT_READY.get(row.state, "")
    return ShownRequest(
        id=str(row.id),
        name=f"{row.subject}, {row.customer_number} {row.customer_name}".strip(", "),
        url=url_for("requests.billing_request", workspace_id=workspace_id, request_id=row.id),
        preview_url=url_for("requests.beside", workspace_id=workspace_id, request_id=row.id),
        customer=row.customer_number,
        customer_name=row.customer_name,
        customer_url=card_url(workspace_id, row, back),
        subject=row.subject,
        currency=row.currency,
        net=row.net,
        vat=row.vat,
        total=row.total,
        due=row.due_on,
        state=row.state,
        left_as=LEFT.get(row.state, ""),
        remedies=remedies(workspace_id, row, back),
        remarks=(*row.remarks, *small),
        refusal="" if row.state == "ready" else reason,
        tone="bad" if row.state in {"invalid", "cancelled"} else "",
    )
