"""Making requests anew from what was invoiced, so that they can be put right and run again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ARRAY, Uuid, bindparam, text

from billing.requests.actions import check_again
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RequestId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict, NotFound

# What an invoice was made of, by the run that made it; each copy of a request has a key of its own.
COPY = text("""
    insert into billing_request (workspace_id, id, stream_id, key, source, file_id, place, customer_id,
            customer_number, customer_name, subject, state, content, unsaid, problems, currency,
            net_minor, vat_minor, total_minor, due_on, created_at, checked_at)
        select one.workspace_id, gen_random_uuid(), one.stream_id,
            'again:' || one.id || ':' || (select count(*) from billing_request copy
                where copy.workspace_id = :workspace and copy.stream_id = one.stream_id
                  and copy.key >= 'again:' || one.id || ':' and copy.key < 'again:' || one.id || ';'),
            'correction', one.file_id, one.place, one.customer_id,
            one.customer_number, one.customer_name, one.subject, 'invalid', one.content, one.unsaid, '[]',
            one.currency, one.net_minor, one.vat_minor, one.total_minor, one.due_on, :now, :now
        from run_item item
            join billing_request one on one.workspace_id = item.workspace_id and one.id = item.request_id
            join invoice on invoice.workspace_id = item.workspace_id and invoice.id = item.invoice_id
        where item.workspace_id = :workspace and item.invoice_id = any(:invoices) and invoice.kind = 'invoice'
        order by invoice.number, item.place
        returning id
""").bindparams(bindparam("invoices", type_=ARRAY(Uuid())))
WAITING = text("""
    select count(*) from run_item item
        join billing_request one on one.workspace_id = item.workspace_id and one.id = item.request_id
        join billing_request copy on copy.workspace_id = item.workspace_id and copy.stream_id = one.stream_id
            and copy.key >= 'again:' || one.id || ':' and copy.key < 'again:' || one.id || ';'
            and copy.state in ('ready', 'invalid')
        where item.workspace_id = :workspace and item.invoice_id = any(:invoices)
""").bindparams(bindparam("invoices", type_=ARRAY(Uuid())))


class CopyWaiting(Conflict):
    """The requests have been made anew already, and wait on the list."""


class NothingToCopy(NotFound):
    """There is no invoice here whose requests could be made anew."""


def reissue(
    actor: Actor, workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId], *, now: datetime
) -> tuple[RequestId, ...]:
    """Copy the requests that invoices were made of as new ones, judged by today's cards, and return them.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not edit requests in the workspace.
        NothingToCopy: none of the ids is an invoice of the workspace.
        CopyWaiting: copies are on the list already, such as after the first of two clicks.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    given = {"workspace": workspace_id, "invoices": list(invoice_ids)}
    if db.session.scalar(WAITING, given):
        raise CopyWaiting(workspace_id)
    copies = tuple(RequestId(id_) for id_ in db.session.scalars(COPY, {**given, "now": now}))
    if not copies:
        raise NothingToCopy(workspace_id)
    check_again(actor, workspace_id, request_ids=copies, now=now)
    about = About("invoice", invoice_ids[0] if len(invoice_ids) == 1 else None, after={"count": len(copies)})
    enter(actor, "requests_made_anew", about, in_=workspace_id, now=now)
    return copies
