"""Writing and reading the audit trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, WorkspaceId
from tenants.kernel.journal.models import JournalEntry


@dataclass(frozen=True, slots=True)
class About:
    """What an act was about: the kind of thing, its id, and its values before and after."""

    kind: str
    id: UUID | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """An entry as a screen shows it."""

    at: datetime
    who: str
    act: str
    about_kind: str
    about_id: UUID | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def enter(actor: Actor, act: str, about: About, *, in_: WorkspaceId, now: datetime) -> None:
    """Write that an actor did something in a workspace; `act` is a plain past tense such as `invoice_issued`."""
    reach = actor.workspaces.get(in_)
    _add("workspace", in_, actor, act, about, now, reach.firm_id if reach else None)


def enter_in_firm(actor: Actor, act: str, about: About, *, in_: FirmId, now: datetime) -> None:
    """Write that an actor did something in a firm."""
    _add("firm", in_, actor, act, about, now, in_)


def _add(  # noqa: PLR0917  one call builds the row
    scope_kind: str, scope_id: UUID, actor: Actor, act: str, about: About, now: datetime, firm_id: UUID | None
) -> None:
    db.session.add(
        JournalEntry(
            scope_kind=scope_kind,
            scope_id=scope_id,
            at=now,
            user_id=actor.user_id,
            who=actor.name,
            firm_id=firm_id,
            act=act,
            about_kind=about.kind,
            about_id=about.id,
            before=_plain(about.before),
            after=_plain(about.after),
        )
    )


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return values as JSON can keep them; what JSON lacks becomes text."""
    if values is None:
        return None
    return {name: value if isinstance(value, int | bool | None) else str(value) for name, value in values.items()}


def journal_rows(scope_id: UUID, *, about_id: UUID | None = None, at_most: int = 200) -> Sequence[JournalRow]:
    """Return the newest entries of a workspace or firm, or of one thing in it."""
    query = select(JournalEntry).where(JournalEntry.scope_id == scope_id)
    if about_id is not None:
        query = query.where(JournalEntry.about_id == about_id)
    rows = db.session.scalars(query.order_by(JournalEntry.at.desc(), JournalEntry.id).limit(at_most))
    return [JournalRow(row.at, row.who, row.act, row.about_kind, row.about_id, row.before, row.after) for row in rows]
