"""The list as CSV, for a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime

from billing.standing.queries.clients import OverviewRow
from portal.web._design.states import STATES
from portal.web._design.words import say
from portal.web.portfolio.listing import KINDS
from tenants.kernel.country import ZONES, Country
from tenants.kernel.language import msg
from tenants.kernel.spreadsheets import csv_pieces
from tenants.plans.rules import plan_name

NOT_YET = msg("Not started")
HEADINGS = (
    msg("Client"), msg("Business id"), msg("Engagement"), msg("Collaboration"), msg("Plan"), msg("Renewal"),
    msg("Responsible"), *KINDS.values(), msg("Last activity"),
)  # fmt: skip


def portfolio_csv(rows: Iterable[OverviewRow], country: Country) -> bytes:
    """Return clients as CSV in UTF-8 with a byte order mark, semicolons between, headings in the reader's language.

    Moments are by the clock of the firm's country; a count that the reader may not see is empty.
    """
    headings = [say(heading) for heading in HEADINGS]
    return b"".join(csv_pieces([headings, *(tuple(_cells(row, country)) for row in rows)]))


def _cells(row: OverviewRow, country: Country) -> Iterable[str]:
    client = row.client
    state = say(STATES[client.state].label) if client.state else say(NOT_YET)
    plan = plan_name(client.variant)
    renewal = client.renews_on.isoformat() if client.renews_on else ""
    people = client.responsible
    return (
        client.name, client.registered_as, client.engagement, state, plan, renewal, people,
        *(_count(row, kind) for kind in KINDS), _moment(row.last_at, country),
    )  # fmt: skip


def _count(row: OverviewRow, kind: str) -> str:
    seen = kind == "diligence" or row.workspace_id is not None
    return str(row.counts.get(kind, 0)) if seen else ""


def _moment(at: datetime | None, country: Country) -> str:
    return at.astimezone(ZONES[country]).strftime("%Y-%m-%d %H:%M") if at else ""
