"""The red notice above the list: how many requests can't be invoiced, with links to exactly those."""

from flask import url_for

from billing.requests.queries import RequestCounts
from portal.web._design import Link, Notice
from portal.web._design.filters import number
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg


def notice_of(workspace_id: WorkspaceId, counts: RequestCounts) -> Notice | None:
    """Return the notice, or None where every open request can be invoiced; it counts all streams together."""
    stuck = counts.invalid + counts.cancelled
    if not stuck:
        return None
    sentence = msg("%(stuck)s of %(all)s requests can't be invoiced.", stuck=number(stuck), all=number(counts.open))
    links = []
    if counts.invalid:
        links.append(_link(workspace_id, "invalid", msg("With errors: %(count)s", count=number(counts.invalid))))
    if counts.cancelled:
        links.append(_link(workspace_id, "cancelled", msg("Cancelled: %(count)s", count=number(counts.cancelled))))
    return Notice("bad", sentence, tuple(links))


def _link(workspace_id: WorkspaceId, state: str, label: Message) -> Link:
    return Link(label, url_for("requests.requests", workspace_id=workspace_id, state=state))
