"""The list: what can be asked of it, and its rows in the order asked for."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from billing.standing.queries.clients import OverviewRow
from portal.web._design import Choice, Column, Filter, TableQuery, TableSpec
from portal.web._design.states import STATES
from tenants.collaborations.register import NOT_STARTED, ClientFilter
from tenants.engagements.queries import engagement_names
from tenants.firms.queries import staff_rows
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg
from tenants.plans.rules import CATALOGUE

KINDS: dict[str, Message] = {
    "ready": msg("To run"),
    "invalid": msg("With errors"),
    "unsent": msg("To send"),
    "attention": msg("Needs attention"),
    "questions": msg("Questions"),
    "diligence": msg("Due diligence"),
}
COLUMNS = (
    Column(key="name", label=msg("Client"), phone="title"),
    Column(key="state", label=msg("Collaboration"), kind="state"),
    Column(key="variant", label=msg("Plan")),
    Column(key="renewal", label=msg("Renewal"), kind="day"),
    Column(key="responsible", label=msg("Responsible")),
    *(Column(key=kind, label=label, kind="number") for kind, label in KINDS.items()),
    Column(key="last", label=msg("Last activity"), kind="day"),
)
SHOWN_STATES = ("invited", "active", "ending", "ended", "declined", "withdrawn", "expired")
WAITS = msg("Something waits")


def spec_of(firm_id: FirmId) -> TableSpec:
    """Return what the list of a firm's clients can be asked."""
    states = (Choice(NOT_STARTED, msg("Not started")), *(Choice(s, STATES[s].label) for s in SHOWN_STATES))
    return TableSpec(
        name="portfolio",
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
            Filter(
                key="waits",
                label=WAITS,
                choices=tuple(Choice(kind, label) for kind, label in KINDS.items()),
            ),
        ),
        sort="name",
        search_label=msg("Client, business id or engagement"),
    )


def wanted_of(query: TableQuery) -> ClientFilter:
    """Return what the register is to look for; the order is made here, since it may be by what waits."""
    responsible = query.answer("responsible")
    return ClientFilter(
        search=query.search,
        state=query.answer("state"),
        engagement=query.answer("engagement"),
        responsible=UUID(responsible) if responsible else None,
        variant=query.answer("variant"),
    )


def matching(rows: Sequence[OverviewRow], query: TableQuery) -> list[OverviewRow]:
    """Return the rows at which something of the kind asked for waits, in the order asked for."""
    waits = query.answer("waits")
    return ordered([row for row in rows if not waits or row.counts.get(waits)], query)


def ordered(rows: list[OverviewRow], query: TableQuery) -> list[OverviewRow]:
    """Return rows in the order asked for; what a client hasn't stands last either way."""
    key = _key(query.sort)
    if query.sort == "name":
        return sorted(rows, key=lambda row: row.client.name.casefold(), reverse=query.descending)
    having = [row for row in rows if key(row) is not None]
    rest = [row for row in rows if key(row) is None]
    return [*sorted(having, key=key, reverse=query.descending), *rest]


def _key(sort: str) -> Callable[[OverviewRow], Any]:
    """Return what rows are ordered by: a column of the register, or how much of a kind waits."""
    return KEYS.get(sort) or (lambda row: row.counts.get(sort, 0))


KEYS: dict[str, Callable[[OverviewRow], Any]] = {
    "state": lambda row: row.client.state,
    "variant": lambda row: row.client.variant,
    "renewal": lambda row: row.client.renews_on,
    "responsible": lambda row: row.client.responsible or None,
    "last": lambda row: row.last_at,
}


def parse(firm_id: FirmId, args: MultiDict[str, str]) -> tuple[TableSpec, TableQuery]:
    """Return what the list can be asked, and what an address asks it."""
    spec = spec_of(firm_id)
    return spec, TableQuery.parse(spec, args)
