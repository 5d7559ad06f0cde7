"""The questions behind the number on Today, across clients, the longest waiting first."""

from collections.abc import Collection
from datetime import datetime

from flask import url_for

from billing.standing.queries.portfolio import PortfolioQuery
from portal.web.today.thing import ThingRow
from portal.web.today.words import is_same_day, part_words, step_url
from tenants.conversations.narrowing import ConversationQuery, Reader
from tenants.conversations.queries import conversation_rows
from tenants.kernel.ids import WorkspaceId
from tenants.workspaces.queries import workspace_rows


def asked_rows(
    workspace_ids: Collection[WorkspaceId], reader: Reader, wanted: PortfolioQuery, now: datetime
) -> tuple[ThingRow, ...]:
    """Return a page of the questions that wait for the firm's side."""
    places = [place for place in workspace_ids if wanted.client in {None, place}]
    query = ConversationQuery(
        state="waiting", part=wanted.part, waiting_first=True, offset=wanted.offset, limit=wanted.limit
    )
    rows = conversation_rows(places, reader, query)
    names = {place.id: place.name for place in workspace_rows({row.workspace_id for row in rows}, at_most=len(rows))}
    return tuple(
        ThingRow(
            id=str(row.id),
            name=f"{names[row.workspace_id]}, {row.subject}",
            url=url_for("questions.question", workspace_id=row.workspace_id, conversation_id=row.id),
            client=names[row.workspace_id],
            step_url=step_url("questions", row.workspace_id),
            customer=row.about_label,
            what=row.subject,
            total=None,
            currency="EUR",
            since=row.last_message_at,
            is_today=is_same_day(row.last_message_at, now),
            state=row.state,
            channel="",
            problem=part_words("questions", row.part),
        )
        for row in rows
    )
