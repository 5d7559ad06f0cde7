"""The audit trail of a workspace, page by page, with the firm on whose side each act was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, func, select

from tenants.companies.models import Company
from tenants.firms.models import Firm
from tenants.kernel.country import ZONES, Country
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal.models import JournalEntry

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailQuery:
    """Which acts are wanted: of a kind, by a person, about one thing, between two days that count (in the country)."""

    act: str = ""
    who: str = ""
    about_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    country: Country = "FI"
    descending: bool = True
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailRow:
    """One act: when, who, from which firm (empty for the client's own people and jobs), what, before and after."""

    id: UUID
    at: datetime
    who: str
    firm: str
    act: str
    about_kind: str
    about_id: UUID | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def trail_rows(workspace_id: WorkspaceId, query: TrailQuery) -> tuple[TrailRow, ...]:
    """Return a page of a workspace's audit trail."""
    entry = JournalEntry
    page = (
        _matching(select(entry, Company.name), workspace_id, query)
        .outerjoin(Firm, Firm.id == entry.firm_id)
        .outerjoin(Company, Company.id == Firm.company_id)
        .order_by(entry.at.desc() if query.descending else entry.at.asc(), entry.id)
    )
    return tuple(_row(found, firm) for found, firm in db.session.execute(page.offset(query.offset).limit(query.limit)))


def trail_count(workspace_id: WorkspaceId, query: TrailQuery) -> int:
    """Return how many acts a query finds, all pages together."""
    return db.session.scalar(_matching(select(func.count()).select_from(JournalEntry), workspace_id, query)) or 0


def acts_done(workspace_id: WorkspaceId) -> dict[str, int]:
    """Return the kinds of acts that the trail of a workspace has, with how many there are of each."""
    kinds = select(JournalEntry.act, func.count()).where(JournalEntry.scope_id == workspace_id)
    return {row.act: row[1] for row in db.session.execute(kinds.group_by(JournalEntry.act))}


def people_in(workspace_id: WorkspaceId) -> tuple[str, ...]:
    """Return the names of who has done something in a workspace."""
    names = select(JournalEntry.who).where(JournalEntry.scope_id == workspace_id).distinct()
    return tuple(db.session.scalars(names.order_by(JournalEntry.who)))


def _matching(statement: Select[*Columns], workspace_id: WorkspaceId, query: TrailQuery) -> Select[*Columns]:
    entry, zone = JournalEntry, ZONES[query.country]
    found = statement.where(entry.scope_id == workspace_id)
    if query.act:
        found = found.where(entry.act == query.act)
    if query.who:
        found = found.where(entry.who == query.who)
    if query.about_id is not None:
        found = found.where(entry.about_id == query.about_id)
    if query.since is not None:
        found = found.where(entry.at >= datetime.combine(query.since, time(), zone))
    if query.until is not None:
        found = found.where(entry.at < datetime.combine(query.until + timedelta(days=1), time(), zone))
    return found


def _row(found: JournalEntry, firm: str | None) -> TrailRow:
    return TrailRow(
        id=found.id,
        at=found.at,
        who=found.who,
        firm=firm or "",
        act=found.act,
        about_kind=found.about_kind,
        about_id=found.about_id,
        before=found.before or {},
        after=found.after or {},
    )
