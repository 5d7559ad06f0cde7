"""A client that was invited and hasn't accepted: with the link that its mail would carry."""

from dataclasses import dataclass
from typing import cast

from factories.business_ids import y_tunnus
from factories.cast import Cast

from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient, add_client
from tenants.collaborations.actions import Begun, invite_client
from tenants.engagements.actions import add_engagement
from tenants.invitations.actions import renew_link
from tenants.invitations.queries import sent_invitations
from tenants.kernel.ids import ClientId, EngagementId, InvitationId, WorkspaceId

PASSWORD = "a rather long pass phrase"


@dataclass(frozen=True, slots=True)
class Invited:
    """The client, its workspace, the invitation and its link's secret."""

    client_id: ClientId
    engagement_id: EngagementId
    begun: Begun
    invitation_id: InvitationId
    token: str

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the client's workspace."""
        return self.begun.workspace_id


def register_client(cast_: Cast, *, email: str = "pia@malli.example", name: str = "Malli Oy") -> ClientId:
    """Put a client on the register of Alice's firm."""
    firm_id = cast_.kuusi.firm_id
    with cast_.alice.acting(firm=firm_id) as (actor, now):
        new = NewClient("FI", y_tunnus(), name, "Pia Malli", email, "", "fi")
        return add_client(actor, firm_id, new, now=now)


def invite_one(cast_: Cast, *, email: str = "pia@malli.example", name: str = "Malli Oy") -> Invited:
    """Have Alice invite a new client."""
    firm_id = cast_.kuusi.firm_id
    client_id = register_client(cast_, email=email, name=name)
    with cast_.alice.acting(firm=firm_id) as (actor, now):
        engagement_id = add_engagement(actor, firm_id, client_id, "Invoicing", [cast_.alice.user_id], now=now)
        begun = invite_client(actor, firm_id, engagement_id, Offer("smart", 12, "client"), now=now)
        sent = sent_invitations(firm_id, [begun.collaboration_id], now=now)[begun.collaboration_id]
        token = renew_link(begun.workspace_id, sent.id)
    return Invited(client_id, engagement_id, begun, cast("InvitationId", sent.id), token)
