"""The plan variants side by side, as a firm offers them to a client."""

from collections.abc import Mapping

from flask import current_app, url_for

from portal.web.variants import Comparison, compared, variant_field
from tenants.clients.queries import ClientFacts
from tenants.collaborations.queries import CollaborationFacts
from tenants.kernel.actor import Actor, FirmPermission, Permission
from tenants.kernel.ids import FirmId
from tenants.plans.rules import VARIANTS, Variant

__all__ = ["Comparison", "comparison", "variant_field"]
CHANGE = "agreement.change"


def comparison(
    client: ClientFacts, running: CollaborationFacts | None, actor: Actor, *, firm_id: FirmId, read: str = ""
) -> Comparison:
    """Return the variants side by side, the client's own marked; `read` is the one whose "Read more" was followed.

    Choosing leads into the wizard, or to a change of the agreement where the firm works there already; nowhere while a
    request waits, or where the role doesn't allow it.
    """
    return compared(client.country, _choose(client, running, actor, firm_id), read=read, today=_today(client, running))


def _today(client: ClientFacts, running: CollaborationFacts | None) -> str:
    """Return the plan that a client has, as far as the firm may know: by its agreement, else by the last look-up."""
    if running is not None and running.agreed is not None and not running.is_waiting:
        return running.agreed.variant
    return (client.standing.variant if client.standing else "") or ""


def _choose(
    client: ClientFacts, running: CollaborationFacts | None, actor: Actor, firm_id: FirmId
) -> Mapping[Variant, str]:
    if running is not None and running.is_waiting:
        return {}
    if running is not None and running.is_running:
        where = running.workspace_id
        may = actor.may(Permission.MANAGE_AGREEMENT, in_=where) and CHANGE in current_app.view_functions
        return {each: url_for(CHANGE, workspace_id=where, variant=each) for each in VARIANTS} if may else {}
    if not actor.may_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm_id):
        return {}
    return {
        each: url_for("clients.collaboration", firm_id=firm_id, client_id=client.id, variant=each) for each in VARIANTS
    }
