"""What a run left out, each with the reason and the way to it."""

from dataclasses import dataclass

from flask import url_for

from billing.runs.queries import RehearsedSetAside, RunFacts, SetAsideRow
from portal.web._design.words import Words
from portal.web.anchors import anchor
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A request or an invoice that is left out, why, and where it can be looked into."""

    url: str
    customer: str
    subject: Words
    reason: Words


def left_out_of(workspace_id: WorkspaceId, run: RunFacts) -> tuple[LeftOut, ...]:
    """Return what a run left out: requests, or the invoices that weren't credited where it undoes another."""
    is_undo = run.row.kind == "undo"
    return tuple(
        LeftOut(
            _invoice_url(workspace_id, one) if is_undo else request_url(workspace_id, one),
            f"{one.customer_number} {one.customer_name}".strip(),
            msg("Invoice %(number)s", number=one.invoice_number) if is_undo else one.subject,
            one.reason,
        )
        for one in run.set_aside
    )


def _invoice_url(workspace_id: WorkspaceId, one: SetAsideRow) -> str:
    return url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=one.invoice_id)


def request_url(workspace_id: WorkspaceId, one: SetAsideRow | RehearsedSetAside) -> str:
    """Return the page of a request that is left out, at the field that the reason is about, if any."""
    at = anchor(one.field) if one.field else None
    return url_for("requests.billing_request", workspace_id=workspace_id, request_id=one.request_id, _anchor=at)
