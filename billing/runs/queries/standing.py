"""Whether a workspace may issue now; whoever asks with `lock` can rely on the answer until the transaction ends."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.models import Agreement
from tenants.agreements.rules import RUNS
from tenants.collaborations.models import Collaboration
from tenants.collaborations.rules import RUNNING
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.terms.queries import is_consent_due
from tenants.workspaces.own_books import are_own_books


def why_stopped(
    workspace_id: WorkspaceId, *, now: datetime, firm_id: UUID | None = None, lock: bool = False
) -> Message | None:
    """Return why a workspace may issue no invoices now, or None where it may.

    `firm_id` is the firm whose staff started the run. With `lock`, agreement and collaboration stay as they are until
    the transaction ends; an acceptance of terms is never taken back. A firm's own books need neither.
    """
    if are_own_books(workspace_id):
        return None
    agreed = select(Agreement.id).where(Agreement.workspace_id == workspace_id, Agreement.state.in_(RUNS))
    if not db.session.scalars(agreed.with_for_update(read=True) if lock else agreed).all():
        return msg("The client has no agreement in force any more.")
    if is_consent_due(workspace_id, now=now):
        return msg("The client's admin hasn't accepted the terms in force.")
    if firm_id is not None and not _collaborates(workspace_id, firm_id, lock=lock):
        return msg("The collaboration with the client has ended.")
    return None


def _collaborates(workspace_id: WorkspaceId, firm_id: UUID, *, lock: bool) -> bool:
    query = select(Collaboration.id).where(
        Collaboration.workspace_id == workspace_id,
        Collaboration.firm_id == firm_id,
        Collaboration.state.in_(RUNNING),
    )
    return bool(db.session.scalars(query.with_for_update(read=True) if lock else query).all())
