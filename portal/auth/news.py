"""Telling a person by mail what happened to their sign-in, so that they notice what wasn't them."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from tenants.kernel.actor import Actor
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.scope import Scope

TELL_SECURITY = "tell_security"


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """Where a task about a person alone is kept: their firm, or else a workspace of theirs; and its scope."""

    scope: Scope
    kind: str
    id: UUID | None


def own_place(actor: Actor) -> OwnPlace:
    """Return the place of a person's own tasks."""
    firm, workspace = next(iter(actor.firms), None), next(iter(actor.workspaces), None)
    scope = actor.scope(firm=firm, acting=None if firm else workspace)
    return OwnPlace(scope, "firm" if firm else "workspace", firm or workspace)


def tell_by_mail(place: OwnPlace, what: str, *, about: str = "") -> None:
    """Have the person told after the commit; who has no place yet isn't."""
    if place.id is not None and place.scope.user is not None:
        ids = {"user_id": str(place.scope.user), "what": what, "about": about}
        after_commit(TELL_SECURITY, place.id, key=str(uuid4()), scope_kind=place.kind, ids=ids)
