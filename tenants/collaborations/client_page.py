"""One client of a firm with everything the firm knows of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.clients.queries import ClientFacts, ContactRow, contact_rows, get_client
from tenants.collaborations.queries import CollaborationFacts, find_collaboration_with
from tenants.collaborations.rules import OPEN
from tenants.companies.queries import Standing
from tenants.engagements.queries import EngagementRow, engagement_rows
from tenants.invitations.queries import SentInvitation, sent_invitations
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, FirmId
from tenants.kernel.journal import JournalRow
from tenants.kernel.journal.models import JournalEntry


@dataclass(frozen=True, slots=True)
class ClientPage:
    """A client: facts, engagements, the collaboration and its invitation, and what happened, oldest first.

    `standing` is what the last look-up told, None where nobody has looked yet.
    """

    client: ClientFacts
    contacts: tuple[ContactRow, ...]
    standing: Standing | None
    engagements: tuple[EngagementRow, ...]
    collaboration: CollaborationFacts | None
    invitation: SentInvitation | None
    history: tuple[JournalRow, ...]

    @property
    def is_under_way(self) -> bool:
        """Return whether a collaboration runs or a request waits; after a no or an end the firm may ask again."""
        return self.collaboration is not None and self.collaboration.state in OPEN


def get_client_page(firm_id: FirmId, client_id: ClientId, *, now: datetime) -> ClientPage:
    """Return a client of a firm with everything the firm knows of it.

    Raises:
        NotFound: the firm has none such on its register.
    """
    client = get_client(firm_id, client_id)
    engagements = engagement_rows(firm_id, client_id)
    collaboration = find_collaboration_with(firm_id, client_id)
    sent = sent_invitations(firm_id, [collaboration.id] if collaboration else [], now=now)
    invitation = sent.get(collaboration.id) if collaboration else None
    about: list[UUID] = [client.id, *(row.id for row in engagements)]
    about += [thing.id for thing in (collaboration, invitation) if thing]
    places = [firm_id, collaboration.workspace_id] if collaboration else [firm_id]
    return ClientPage(
        client=client,
        contacts=tuple(contact_rows(firm_id, client_id)),
        standing=client.standing,
        engagements=tuple(engagements),
        collaboration=collaboration,
        invitation=invitation,
        history=_history(places, about),
    )


def _history(places: Collection[UUID], about: Collection[UUID]) -> tuple[JournalRow, ...]:
    """Return what the journals say about some things; the workspace's only speaks to whom it is visible."""
    rows = db.session.scalars(
        select(JournalEntry)
        .where(JournalEntry.scope_id.in_(places), JournalEntry.about_id.in_(about))
        .order_by(JournalEntry.at, JournalEntry.id)
        .limit(500)
    )
    return tuple(
        JournalRow(row.at, row.who, row.act, row.about_kind, row.about_id, row.before, row.after) for row in rows
    )
