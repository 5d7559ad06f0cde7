"""Which requests of a file are new: a key is billed once, but what wasn't billed may come again, or be called off."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, any_, cast, literal, select, update

from billing.en16931.model.plain import from_plain, to_plain
from billing.requests.models import BillingRequest
from billing.requests.rules.draft import Draft
from billing.requests.rules.unsaid import filled
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId

# Nothing was billed by these, so a corrected request may take their place.
UNBILLED = frozenset({"invalid", "cancelled", "dismissed"})


def without_known(workspace_id: WorkspaceId, stream_id: StreamId, drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts that are new to the stream, the first of each key.

    One whose key stands there already is new only if that one couldn't be invoiced and says something else, or is
    ready and called off now; it is then dismissed in favour of the newer one, which has its attachments too unless it
    brings some itself.
    """
    first: dict[str, Draft] = {}
    for draft in drafts:
        first.setdefault(draft.key, draft)
    replaced: list[UUID] = []
    for row in _known(workspace_id, stream_id, list(first)):
        if _may_give_way(row, first[row.key]) and _says_else(first[row.key], row):
            replaced.append(row.id)
            first[row.key] = _with_attachments_of(row, first[row.key])
        else:
            del first[row.key]
    _make_way(workspace_id, replaced)
    return list(first.values())


def _known(workspace_id: WorkspaceId, stream_id: StreamId, keys: list[str]) -> list[Any]:
    columns = ("id", "key", "state", "content", "unsaid", "as_read")
    wanted = select(*(getattr(BillingRequest, name) for name in columns)).where(
        BillingRequest.workspace_id == workspace_id,
        BillingRequest.stream_id == stream_id,
        BillingRequest.key == any_(literal(keys, ARRAY(Text))),
    )
    # A run that has one of them is waited for: what it invoices meanwhile gives way to nothing.
    return list(db.session.execute(wanted.order_by(BillingRequest.id).with_for_update(key_share=True)))


def _may_give_way(row: Any, draft: Draft) -> bool:
    """Say whether a newer one may take a request's place; a ready one goes only where its order was called off."""
    return row.state in UNBILLED or (row.state == "ready" and draft.cancelled)


def _says_else(draft: Draft, row: Any) -> bool:
    """Say whether a draft differs from what stands; the day a file without days was read makes no difference.

    Nor does what the customer's card said where the file didn't, or what a person has put right since.
    """
    if draft.cancelled != (row.state == "cancelled") and row.state != "dismissed":
        return True
    read = row.as_read or {"content": row.content, "unsaid": row.unsaid}
    as_stated = to_plain(filled(from_plain(read["content"]), read["unsaid"], None))
    if not draft.content.attachments:  # What was attached here isn't for the file to say.
        as_stated.pop("attachments", None)
    return draft.unsaid != read["unsaid"] or {**to_plain(draft.content), "issued_on": ""} != {
        **as_stated,
        "issued_on": "",
    }


def _with_attachments_of(row: Any, draft: Draft) -> Draft:
    attached = from_plain(row.content).attachments
    if draft.content.attachments or not attached:
        return draft
    return replace(draft, content=replace(draft.content, attachments=attached), instead_of=RequestId(row.id))


def _make_way(workspace_id: WorkspaceId, replaced: list[UUID]) -> None:
    """Dismiss what is replaced; its key, which is the corrected one's now, is told apart by its id."""
    if replaced:
        db.session.execute(
            update(BillingRequest)
            .where(BillingRequest.workspace_id == workspace_id, BillingRequest.id.in_(replaced))
            .values(state="dismissed", key=BillingRequest.key + " replaced " + cast(BillingRequest.id, Text))
        )
