"""What a firm does with a request that waits: send it again, or withdraw it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.models import Agreement
from tenants.collaborations.actions.asking import ASK_ADMINS
from tenants.collaborations.actions.handing_over import drop
from tenants.collaborations.models import Collaboration
from tenants.collaborations.rules import VALID_FOR
from tenants.invitations.models import Invitation
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, NotFound

ACTS = {"sent": "request_sent", "failed": "request_failed", "unknown": "request_unknown"}


class RequestSettled(Conflict):
    """This request was answered or withdrawn already."""


def ask_again(actor: Actor, firm_id: FirmId, collaboration_id: UUID, *, now: datetime) -> None:
    """Have the company's admin told once more of a request; it waits from today again. At most once a minute.

    Only for a company that has an admin; an invitation is sent again by `invitations.send_again`.

    Raises:
        NotFound: the request isn't this firm's.
        RequestSettled: it was answered or withdrawn.
    """
    actor.must_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id)
    collaboration = _waiting(firm_id, collaboration_id)
    if collaboration.way == "new":
        raise NotFound(collaboration_id)
    collaboration.open_until = now + VALID_FOR
    ids = {"workspace_id": str(collaboration.workspace_id), "collaboration_id": str(collaboration_id)}
    key = f"{collaboration_id}:{now:%Y-%m-%dT%H:%M}"
    after_commit(ASK_ADMINS, firm_id, scope_kind="firm", key=key, ids=ids)
    enter_in_firm(actor, "request_resent", About("collaboration", collaboration_id), in_=firm_id, now=now)


def withdraw_request(actor: Actor, firm_id: FirmId, collaboration_id: UUID, *, now: datetime) -> None:
    """Take a request back before it is answered: its link is void, and nothing is agreed.

    Raises:
        NotFound: the request isn't this firm's.
        RequestSettled: it was answered or withdrawn.
    """
    actor.must_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id)
    collaboration = _waiting(firm_id, collaboration_id)
    collaboration.state = "withdrawn"
    collaboration.settled_at, collaboration.settled_by = now, actor.user_id
    mine = (Invitation.firm_id == firm_id, Invitation.collaboration_id == collaboration_id)
    for invitation in db.session.scalars(select(Invitation).where(*mine, Invitation.withdrawn_at.is_(None))):
        invitation.withdrawn_at = now
    # The client's own agreement isn't in this firm's sight; one that it proposed itself is.
    agreement = db.session.get(Agreement, (collaboration.workspace_id, collaboration.agreement_id))
    if agreement is not None and agreement.state == "proposed":
        agreement.state = "lapsed"
    drop(collaboration)
    about = About("collaboration", collaboration_id, before={"state": "invited"}, after={"state": "withdrawn"})
    enter_in_firm(actor, "request_withdrawn", about, in_=firm_id, now=now)


def record_asking(
    actor: Actor, firm_id: FirmId, collaboration_id: UUID, mail: Literal["sent", "failed", "unknown"], *, now: datetime
) -> None:
    """Write what became of the mails to a company's admins; who they are stays untold."""
    actor.must_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id)
    enter_in_firm(actor, ACTS[mail], About("collaboration", collaboration_id), in_=firm_id, now=now)


def _waiting(firm_id: FirmId, collaboration_id: UUID) -> Collaboration:
    mine = (Collaboration.firm_id == firm_id, Collaboration.id == collaboration_id)
    found = select(Collaboration).where(*mine).with_for_update().execution_options(populate_existing=True)
    collaboration = db.session.scalar(found)
    if collaboration is None:
        raise NotFound(collaboration_id)
    if collaboration.state != "invited":
        raise RequestSettled(collaboration_id)
    return collaboration
