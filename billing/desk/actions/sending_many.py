"""Sending on one of many that were chosen together: whoever has it in hand keeps it, and each stands for itself."""

from datetime import datetime

from billing.desk.actions.checking import claim_written
from billing.desk.actions.locking import locked
from billing.desk.actions.sending_on import SendingOn, SentOn, send_on
from billing.desk.rules.states import AT_DESK
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId, WrittenId
from tenants.kernel.refusals import Conflict
from tenants.secrets.sealing import Seal


class LeftDesk(Conflict):
    """It isn't at the desk any more."""


def take_and_send_on(
    actor: Actor,
    workspace_id: WorkspaceId,
    written_id: WrittenId,
    how: SendingOn,
    *,
    seal: Seal | None = None,
    now: datetime,
) -> SentOn:
    """Send on an invoice that is in the actor's hands, or in nobody's: it is taken in hand first.

    Refused, it stays in whose hands it was, once the transaction is rolled back.

    Raises:
        NoSuchWritten.
        LeftDesk: it was returned, withdrawn or sent on meanwhile.
        ClaimedByOther: somebody else checks it.
        Conflict, InvalidFields, Invalid: as `send_on`.
    """
    actor.must(Permission.CHECK_WRITTEN, in_=workspace_id)
    if locked(workspace_id, written_id).state not in AT_DESK:
        raise LeftDesk(written_id)
    claim_written(actor, workspace_id, written_id, now=now)
    return send_on(actor, workspace_id, written_id, how, seal=seal, now=now)
