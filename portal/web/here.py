"""The company and the firm that a request is about, read once however many parts of a page ask."""

from typing import Any
from uuid import UUID

from flask import g

from tenants.firms.queries import FirmFacts, get_firm
from tenants.kernel.refusals import NotFound
from tenants.workspaces.queries import WorkspaceFacts, find_workspace


def find_workspace_here(workspace_id: UUID) -> WorkspaceFacts | None:
    """Return a workspace that is in scope, or None."""
    known = _known("workspaces")
    if workspace_id not in known:
        known[workspace_id] = find_workspace(workspace_id)
    found: WorkspaceFacts | None = known[workspace_id]
    return found


def workspace_here(workspace_id: UUID) -> WorkspaceFacts:
    """Return a workspace that is in scope.

    Raises:
        NotFound: there is none, or it isn't in scope.
    """
    found = find_workspace_here(workspace_id)
    if found is None:
        raise NotFound(workspace_id)
    return found


def firm_here(firm_id: UUID) -> FirmFacts:
    """Return a firm that is in scope.

    Raises:
        NotFound: there is none, or it isn't in scope.
    """
    known = _known("firms")
    if firm_id not in known:
        known[firm_id] = get_firm(firm_id)
    found: FirmFacts = known[firm_id]
    return found


def _known(what: str) -> dict[UUID, Any]:
    read: dict[str, dict[UUID, Any]] = g.setdefault("read_here", {})
    return read.setdefault(what, {})
