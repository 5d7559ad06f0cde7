"""Printing here, and handing over: a person chooses it, prints or saves the PDF, and says when it has gone out."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, Delete, Uuid, any_, delete, literal

from billing.delivery.actions.queueing import new_delivery, one_at_a_time, queue
from billing.delivery.models import ByHandInvoice
from billing.delivery.queries.by_hand import papers_of
from billing.delivery.rules.by_hand import REASONS, SENT, Hindrance, hindrance
from billing.delivery.rules.routes import Route
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.ids import DocumentId, InvoiceId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict
from tenants.plans.capabilities import Capability

HANDED_OVER = Route(channel="print", address="", reason=msg("It is printed here and handed over by a person."))


class NothingOnPaper(Conflict):
    """Nothing was printed or handed over. %(reason)s"""


class NotChosen(Conflict):
    """This invoice isn't waiting to be handed over on paper."""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What came of it: the invoices concerned, how many were left out for which reason, and the printing, if one."""

    invoice_ids: tuple[InvoiceId, ...]
    left_out: Mapping[Hindrance, int]
    printing_id: UUID | None = None


def print_here(
    actor: Actor, workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId], *, any_way: bool = False, now: datetime
) -> OnPaper:
    """Choose invoices to be printed here and handed over: from now on no sending takes them up.

    Those whose way is another are left out unless `any_way`. Chosen again, they belong to the newest printing.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not send in the workspace.
        NothingOnPaper: none of them can be.
    """
    fitting, left_out = _fitting(actor, workspace_id, invoice_ids, any_way=any_way)
    printing_id = choose_by_hand(actor, workspace_id, tuple(fitting), now=now)
    _enter(actor, workspace_id, "documents_printed", tuple(fitting), now)
    return OnPaper(tuple(fitting), left_out, printing_id)


def choose_by_hand(actor: Actor, workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId], *, now: datetime) -> UUID:
    """Write that invoices go by hand, and return their printing; whoever calls it has seen that they may."""
    printing_id = uuid4()
    db.session.execute(rows_by_hand(workspace_id, invoice_ids))
    chosen = {"printing_id": printing_id, "chosen_by": actor.user_id, "chosen_at": now}
    add_rows(ByHandInvoice, [{"workspace_id": workspace_id, "invoice_id": each, **chosen} for each in invoice_ids])
    return printing_id


def hand_over(
    actor: Actor, workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId], *, any_way: bool = False, now: datetime
) -> OnPaper:
    """Write that invoices were printed and handed over: from that moment they count as delivered.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not send in the workspace.
        NothingOnPaper: none of them can be, as when somebody said so before.
    """
    fitting, left_out = _fitting(actor, workspace_id, invoice_ids, any_way=any_way)
    gone = {"state": "delivered", "handed_over_at": now, "settled_at": now}
    queue(
        workspace_id,
        [{**new_delivery(workspace_id, one, fitting[one], HANDED_OVER, now=now), **gone} for one in fitting],
    )
    _enter(actor, workspace_id, "documents_handed_over", tuple(fitting), now)
    return OnPaper(tuple(fitting), left_out)


def take_back_by_hand(actor: Actor, workspace_id: WorkspaceId, invoice_id: InvoiceId, *, now: datetime) -> None:
    """Let an invoice that was to be handed over go by the way that the customer's card says.

    Raises:
        NotChosen: nobody chose to hand it over, or it has gone out.
    """
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    one_at_a_time(workspace_id)
    waiting = [one for one, (paper, _) in papers_of(workspace_id, [invoice_id]).items() if paper.newest not in SENT]
    gone = db.session.execute(rows_by_hand(workspace_id, waiting).returning(ByHandInvoice.invoice_id))
    if gone.one_or_none() is None:
        raise NotChosen(invoice_id)
    enter(actor, "by_hand_taken_back", About("invoice", invoice_id), in_=workspace_id, now=now)


def _fitting(
    actor: Actor, workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId], *, any_way: bool
) -> tuple[dict[InvoiceId, DocumentId], Mapping[Hindrance, int]]:
    """Return what can go on paper, with its document, and why the rest can't; nobody sends meanwhile."""
    actor.must(Permission.SEND_DOCUMENTS, in_=workspace_id)
    actor.must_have(Capability.SENDING, in_=workspace_id)
    one_at_a_time(workspace_id)
    papers = papers_of(workspace_id, invoice_ids)
    found = {one: hindrance(paper, any_way=any_way) for one, (paper, _) in papers.items()}
    fitting = {one: document for one, (_, document) in papers.items() if document and found[one] is None}
    left_out = Counter(reason for reason in found.values() if reason is not None)
    if not fitting:
        most = left_out.most_common(1)
        raise NothingOnPaper(workspace_id, reason=REASONS[most[0][0]] if most else msg("Nothing was selected."))
    return fitting, left_out


def rows_by_hand(workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId]) -> Delete:
    """Return the statement by which invoices no longer wait to be handed over."""
    return delete(ByHandInvoice).where(
        ByHandInvoice.workspace_id == workspace_id,
        ByHandInvoice.invoice_id == any_(literal(list(invoice_ids), ARRAY(Uuid()))),
    )


def _enter(actor: Actor, workspace_id: WorkspaceId, act: str, ids: Sequence[InvoiceId], now: datetime) -> None:
    """Enter an act over invoices: at the invoice where it is one, else at the workspace with their number."""
    about = About("invoice", ids[0]) if len(ids) == 1 else About("workspace", workspace_id, after={"count": len(ids)})
    enter(actor, act, about, in_=workspace_id, now=now)
