"""Making requests anew from what was invoiced and credited, so that they can be put right and run again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Uuid, bindparam, text

from billing.attachments.actions import copy_request_files
from billing.corrections.queries import uncredited_among
from billing.customers.queries import country_of
from billing.delivery.actions.queueing import one_at_a_time
from billing.requests.actions import check_again
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RequestId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict, NotFound

# What an invoice was made of, by the run that made it; each copy of a request has a key of its own. A due date that has
# passed isn't copied, nor the terms in words that went with it: no run could issue an invoice by it any more.
COPY = text("""
    insert into billing_request (workspace_id, id, stream_id, key, source, file_id, place, customer_id,
            customer_number, customer_name, subject, state, content, unsaid, problems, currency,
            net_minor, vat_minor, total_minor, due_on, created_at, checked_at)
        select one.workspace_id, gen_random_uuid(), one.stream_id,
            'again:' || one.id || ':' || (select count(*) from billing_request copy
                where copy.workspace_id = :workspace and copy.stream_id = one.stream_id
                  and copy.key >= 'again:' || one.id || ':' and copy.key < 'again:' || one.id || ';'),
            'correction', one.file_id, one.place, one.customer_id,
            one.customer_number, one.customer_name, one.subject, 'invalid',
            case when one.due_on < :today then one.content - 'due_on' - 'payment_terms' else one.content end,
            one.unsaid, '[]', one.currency, one.net_minor, one.vat_minor, one.total_minor,
            case when one.due_on < :today then null else one.due_on end, :now, :now
        from run_item item
            join billing_request one on one.workspace_id = item.workspace_id and one.id = item.request_id
            join invoice on invoice.workspace_id = item.workspace_id and invoice.id = item.invoice_id
        where item.workspace_id = :workspace and item.invoice_id = any(:invoices) and invoice.kind = 'invoice'
        order by invoice.number, item.place
        returning id, split_part(key, ':', 2)::uuid as original_id
""").bindparams(bindparam("invoices", type_=ARRAY(Uuid())))
# Whose ROT or RUT work it is goes along, still sealed for the request that it came with.
PERSONS = text("""
    insert into request_person (workspace_id, request_id, sealed_as, sealed, created_at)
        select copy.workspace_id, copy.id, person.sealed_as, person.sealed, :now
        from billing_request copy
            join request_person person on person.workspace_id = copy.workspace_id
                and person.request_id::text = split_part(copy.key, ':', 2)
        where copy.workspace_id = :workspace and copy.id = any(:copies)
""").bindparams(bindparam("copies", type_=ARRAY(Uuid())))
# The requests of invoices, what they were copied from, and all copies of those, with the invoices that they became.
FAMILY = text("""
    with recursive up as (
        select one.id, one.stream_id, one.key, one.source from run_item item
            join billing_request one on one.workspace_id = item.workspace_id and one.id = item.request_id
            where item.workspace_id = :workspace and item.invoice_id = any(:invoices)
        union
        select one.id, one.stream_id, one.key, one.source from up join billing_request one
            on one.workspace_id = :workspace and up.source = 'correction'
            and one.id = (case when up.key ~ '^again:[0-9a-f-]{36}:' then split_part(up.key, ':', 2)::uuid end)
    ), family as (
        select up.id, up.stream_id, up.source, 'invoiced' as state from up
        union
        select copy.id, copy.stream_id, copy.source, copy.state from family one join billing_request copy
            on copy.workspace_id = :workspace and copy.stream_id = one.stream_id
            and copy.key >= 'again:' || one.id || ':' and copy.key < 'again:' || one.id || ';'
    )
    select family.state, family.source, item.invoice_id from family left join run_item item
        on item.workspace_id = :workspace and item.request_id = family.id and item.state = 'issued'
""").bindparams(bindparam("invoices", type_=ARRAY(Uuid())))


class CopyWaiting(Conflict):
    """The requests have been made anew already, and wait on the list."""


class CopyInvoiced(Conflict):
    """The request has been made anew and invoiced already. Credit that invoice in full first."""


class NotCredited(Conflict):
    """Credit the invoice in full first. Then its request can be made anew."""


class WrittenInPortal(Conflict):
    """This invoice was written in the portal. Its writer can copy it there, and it is checked before it goes out."""


class NothingToCopy(NotFound):
    """There is no invoice here whose requests could be made anew."""


def reissue(
    actor: Actor, workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId], *, now: datetime
) -> tuple[RequestId, ...]:
    """Copy the requests that invoices were made of as new ones, judged by today's cards, and return them.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not edit requests in the workspace.
        NothingToCopy: none of the ids is an invoice of the workspace.
        NotCredited: one of the invoices isn't credited in full, so its customer would be charged twice.
        WrittenInPortal: one was written by an author, whose series and checks a copy would pass by.
        CopyWaiting: copies are on the list already, such as after the first of two clicks.
        CopyInvoiced: a copy was invoiced, and that invoice isn't credited in full.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    one_at_a_time(workspace_id)
    if uncredited_among(workspace_id, invoice_ids):
        raise NotCredited(workspace_id)
    return reissue_credited(actor, workspace_id, invoice_ids, now=now)


def reissue_credited(
    actor: Actor, workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId], *, now: datetime
) -> tuple[RequestId, ...]:
    """Copy the requests of invoices as `reissue` does; whoever calls it is alone and has credited them in full.

    Raises:
        NotFound, Forbidden, NotAllowedNow, NothingToCopy, WrittenInPortal, CopyWaiting, CopyInvoiced: as `reissue`.
    """
    actor.must(Permission.EDIT_REQUESTS, in_=workspace_id)
    given: dict[str, Any] = {"workspace": workspace_id, "invoices": list(invoice_ids)}
    refuse_copied(workspace_id, invoice_ids)
    today = local_day(now, country_of(workspace_id))
    made = db.session.execute(COPY, {**given, "now": now, "today": today}).all()
    copies = tuple(RequestId(one.id) for one in made)
    if not copies:
        raise NothingToCopy(workspace_id)
    copy_request_files(workspace_id, {RequestId(one.id): RequestId(one.original_id) for one in made}, now=now)
    db.session.execute(PERSONS, {"workspace": workspace_id, "copies": list(copies), "now": now})
    check_again(actor, workspace_id, request_ids=copies, now=now)
    about = About("invoice", invoice_ids[0] if len(invoice_ids) == 1 else None, after={"count": len(copies)})
    enter(actor, "requests_made_anew", about, in_=workspace_id, now=now)
    return copies


def refuse_copied(workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId]) -> None:
    """Refuse invoices whose requests can't be made anew, once they are credited in full.

    Raises:
        WrittenInPortal, CopyWaiting, CopyInvoiced: as `reissue`.
    """
    given: dict[str, Any] = {"workspace": workspace_id, "invoices": list(invoice_ids)}
    family = db.session.execute(FAMILY, given).all()
    if any(one.source == "portal" for one in family):
        raise WrittenInPortal(workspace_id)
    if any(one.state in {"ready", "invalid"} for one in family):
        raise CopyWaiting(workspace_id)
    others = {InvoiceId(one.invoice_id) for one in family if one.invoice_id} - set(invoice_ids)
    if others and uncredited_among(workspace_id, others):
        raise CopyInvoiced(workspace_id)
