"""Who stands on which side of an agreement, and whose consent a change needs."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from tenants.kernel.actor import Actor
from tenants.kernel.ids import WorkspaceId

Kind = Literal["firm", "client"]


@dataclass(frozen=True, slots=True)
class Party:
    """The client, or one firm."""

    kind: Kind
    firm_id: UUID | None = None


CLIENT = Party("client")


def firm(firm_id: UUID) -> Party:
    """Return a firm as a party."""
    return Party("firm", firm_id)


def party(firm_id: UUID | None) -> Party:
    """Return the firm that a column names; where it names none, the client is meant.

    >>> party(None) == CLIENT
    True
    """
    return firm(firm_id) if firm_id else CLIENT


def side_of(actor: Actor, workspace_id: WorkspaceId) -> Party:
    """Return on whose side an actor stands in a workspace that is theirs to see."""
    return party(actor.workspaces[workspace_id].firm_id)


def consent_needed(asker: Party, *, payer: Party, becomes: Party, costs: bool) -> Party | None:
    """Return whose consent a change needs besides the asker's own, or None.

    Whoever is to pay must agree: to begin paying at all, and to another price. Nobody is made to pay by others. Who
    stops paying isn't asked. What costs nothing, such as another engagement, needs nobody's consent.

    >>> consent_needed(CLIENT, payer=CLIENT, becomes=CLIENT, costs=True) is None
    True
    >>> consent_needed(firm(UUID(int=1)), payer=firm(UUID(int=1)), becomes=CLIENT, costs=False)
    Party(kind='client', firm_id=None)
    """
    if becomes != payer or costs:
        return None if becomes == asker else becomes
    return None
