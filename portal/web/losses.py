"""What a smaller plan would no longer let a client do: counted where the books are, told before anybody confirms it.

Nothing is deleted by a change of plan: what is lost stays to be read, and works again after the way back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from flask import url_for

from billing.streams.queries import streams_beyond_first
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.plans.capabilities import FEATURES, Capability, lost_between
from tenants.workspaces.people import people_in_role


@dataclass(frozen=True, slots=True)
class InUse:
    """What of a capability is in use: the names of it, what becomes of that, and the page that lists it."""

    names: tuple[str, ...]
    consequence: Message
    endpoint: str


class Counter(Protocol):
    """Tells what of a capability a workspace uses."""

    def __call__(self, workspace_id: WorkspaceId) -> InUse:
        """Return what is in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something in use that a smaller plan doesn't have: how many, which, what becomes of them, and where they are."""

    capability: Capability
    label: Message
    count: int
    names: tuple[str, ...]
    consequence: Message
    url: str


def losses_of(workspace_id: WorkspaceId, before: str, after: str) -> tuple[Loss, ...]:
    """Return what a client uses today that a change from one variant to another takes away, in the catalogue's order.

    Empty where nothing in use is lost. For the firm's own staff nothing changes.
    """
    counted = ((each, COUNTERS[each](workspace_id)) for each in lost_between(before, after) if each in COUNTERS)
    return tuple(
        Loss(
            capability=capability,
            label=FEATURES[capability].label,
            count=len(use.names),
            names=use.names,
            consequence=use.consequence,
            url=url_for(use.endpoint, workspace_id=workspace_id),
        )
        for capability, use in counted
        if use.names
    )


def _streams(workspace_id: WorkspaceId) -> InUse:
    names = tuple(stream.name for stream in streams_beyond_first(workspace_id))
    consequence = msg(
        "The company's own people can't fetch requests into these or run them until the plan has several streams again."
    )
    return InUse(names, consequence, "settings.streams")


def _authors(workspace_id: WorkspaceId) -> InUse:
    names = tuple(person.name for person in people_in_role(workspace_id, "author"))
    consequence = msg("They keep what they wrote and can read it; no further authors can be added.")
    return InUse(names, consequence, "home.home")


# Who counts what; a capability that isn't here leaves nothing behind, or isn't built yet.
COUNTERS: Mapping[Capability, Counter] = {
    Capability.SEVERAL_STREAMS: _streams,
    Capability.AUTHORS: _authors,
}
