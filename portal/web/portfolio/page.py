"""The page of the list, and its saved views."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from flask import request, url_for

from billing.standing.queries.clients import OverviewRow
from portal.web._design import Link, Page, TableQuery, TableSpec, TableView
from portal.web.portfolio.listing import KINDS
from tenants.kernel.ids import FirmId
from tenants.plans.rules import plan_name
from tenants.saved_views.queries import ViewRow


@dataclass(frozen=True, slots=True)
class Count:
    """How many things of a kind wait at a client, and the list of exactly these; none where they may not be seen."""

    key: str
    number: int | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRow:
    """A client as the list shows it."""

    id: str
    name: str
    url: str
    registered_as: str
    state: str | None
    variant: str
    renews_on: date | None
    responsible: str
    counts: tuple[Count, ...]
    last_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioPage:
    """All clients that match, a page of them."""

    view: TableView
    rows: tuple[PortfolioRow, ...]
    saved: tuple[Link, ...]
    save_url: str
    csv_url: str
    rule_url: str


def portfolio_page(
    firm_id: FirmId, spec: TableSpec, query: TableQuery, rows: Sequence[OverviewRow], views: Sequence[ViewRow]
) -> PortfolioPage:
    """Return the page that an address asks for."""
    page = Page.of(query, len(rows))
    asked = asked_of(query)
    listing = url_for("portfolio.clients", firm_id=firm_id)
    return PortfolioPage(
        view=TableView(spec=spec, query=query, page=page, path=request.path),
        rows=tuple(_row(firm_id, row) for row in rows[page.offset : page.last]) if rows else (),
        saved=tuple(Link(view.name, f"{listing}?{view.query}") for view in views),
        save_url=f"{url_for('portfolio.views', firm_id=firm_id)}?{asked}",
        csv_url=f"{url_for('portfolio.export', firm_id=firm_id)}?{asked}",
        rule_url=url_for("diligence.rule", firm_id=firm_id),
    )


def asked_of(query: TableQuery) -> str:
    """Return what an address asks a list, in one fixed way: filters and order, not the page."""
    return urlencode([*query.matching, ("sort", query.order)])


def _row(firm_id: FirmId, row: OverviewRow) -> PortfolioRow:
    client = row.client
    return PortfolioRow(
        id=str(client.id),
        name=client.name,
        url=url_for("clients.client", firm_id=firm_id, client_id=client.id),
        registered_as=client.registered_as,
        state=client.state,
        variant=plan_name(client.variant),
        renews_on=client.renews_on,
        responsible=client.responsible,
        counts=tuple(_counts(firm_id, row)),
        last_at=row.last_at,
    )


def _counts(firm_id: FirmId, row: OverviewRow) -> Iterator[Count]:
    """Yield a count a kind; each leads to the list whose total it is."""
    for kind in KINDS:
        if kind == "diligence":
            url = url_for("diligence.diligence", firm_id=firm_id, client_id=row.client.id)
            yield Count(kind, row.counts[kind], url)
        elif row.workspace_id is None:
            yield Count(kind, None, "")
        else:
            url = url_for("today.waiting", kind=kind, client=row.workspace_id)
            yield Count(kind, row.counts.get(kind, 0), url)
