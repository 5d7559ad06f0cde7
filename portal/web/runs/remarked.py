"""What is worth a look before a run: requests with other prices than the list's, or other sums than last time."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from billing.runs.queries.rehearsal import RehearsedRemark
from portal.web._design.words import Words
from tenants.kernel.ids import WorkspaceId

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class RemarkedRequest:
    """One of them, with the way to it."""

    url: str
    customer: str
    subject: str
    remarks: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Remarked:
    """The first of them, how many there are, and how many aren't shown."""

    rows: tuple[RemarkedRequest, ...]
    count: int
    more: int


def remarked_of(workspace_id: WorkspaceId, found: Sequence[RehearsedRemark]) -> Remarked | None:
    """Return what is shown of a preview's remarks; None where there are none."""
    if not found:
        return None
    rows = tuple(
        RemarkedRequest(
            url_for("requests.billing_request", workspace_id=workspace_id, request_id=one.request_id),
            f"{one.customer_number} {one.customer_name}".strip(),
            one.subject,
            one.remarks,
        )
        for one in found[:MOST_SHOWN]
    )
    return Remarked(rows, len(found), max(0, len(found) - MOST_SHOWN))
