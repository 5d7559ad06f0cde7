"""The list: what can be asked of it, and its rows in the order asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from billing.standing.queries.clients import OverviewRow
from portal.web._design import Choice, Column, Filter, TableQuery, TableSpec
from portal.web.asking_for_clients import SEARCH_LABEL, client_filters
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg

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
WAITS = msg("Something waits")


def spec_of(firm_id: FirmId) -> TableSpec:
    """Return what the list of a firm's clients can be asked."""
    waits = tuple(Choice(kind, label) for kind, label in KINDS.items())
    return TableSpec(
        name="portfolio",
        columns=COLUMNS,
        filters=(*client_filters(firm_id), Filter(key="waits", label=WAITS, choices=waits)),
        sort="name",
        search_label=SEARCH_LABEL,
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
