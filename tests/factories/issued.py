"""Issued invoices of customers who want them in different ways, made by the product's own run."""

from collections.abc import Sequence
from random import Random

from factories.attached import attach
from factories.cast import Member
from factories.ready import add_requests, content_of, make_seller
from flask import Flask

from billing.customers.actions import add_customer
from billing.customers.queries import customers_by_id
from billing.customers.rules.card_input import CustomerInput
from billing.delivery.actions import keep_documents
from billing.delivery.queries.sheets import sheets_of
from billing.delivery.rendering import render
from billing.runs.actions import Chunk, issue_chunk, start_run
from billing.runs.queries import chunk_invoices
from billing.seller.queries import get_seller
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.country import local_day
from tenants.kernel.ids import InvoiceId, RunId, WorkspaceId

POST = {"street": "Satamakatu 1", "postal_code": "00100", "city": "Helsinki", "country": "FI", "language": "fi"}
BY_EMAIL = CustomerInput(name="Matkailu Oy", email="talous@matkailu.example", **POST)
BY_EINVOICE = CustomerInput(
    name="Verkko & Lasku Oy",
    business_id="9234567-0",
    email="talous@verkko.example",
    einvoice_scheme="0216",
    einvoice_address="003792345670",
    einvoice_operator="003723327487",
    buyer_reference="Osto",
    delivery="einvoice",
    **POST,
)
NO_WAY = CustomerInput(name="Kortti Kesken Oy", email="x@kesken.example", **POST)


def issue(
    person: Member,
    workspace_id: WorkspaceId,
    cards: Sequence[CustomerInput],
    *,
    lines: int = 1,
    files: Sequence[tuple[str, bytes]] = (),
) -> RunId:
    """Issue one invoice for each card, with `files` attached, in a run of a person; nothing is rendered yet."""
    stream_id = make_seller(workspace_id)
    with person.acting(in_=workspace_id) as (actor, now):
        ids = [add_customer(actor, workspace_id, card, now=now) for card in cards]
        customers, seller = customers_by_id(workspace_id, ids), get_seller(workspace_id)
        rng = Random(1)  # noqa: S311  amounts only
        on = local_day(now, seller.country)
        contents = [(customers[each], content_of(seller, customers[each], lines, rng, on=on)) for each in ids]
        requests = add_requests(workspace_id, stream_id, contents, now=now)
    for request_id in requests if files else ():
        attach(person, workspace_id, request_id, *files)
    with person.acting(in_=workspace_id) as (actor, now):
        run_id = start_run(actor, workspace_id, stream_id, requests, issued_on=on, fingerprint=None, now=now)
    job = job_actor("workspace", workspace_id)
    with transaction(scope=job.scope(acting=workspace_id)) as now:
        issue_chunk(job, workspace_id, Chunk(run_id, 0), now=now)
    return run_id


def issued(app: Flask, workspace_id: WorkspaceId, run_id: RunId) -> tuple[InvoiceId, ...]:
    """Return the invoices of a run in the order of their cards."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        return chunk_invoices(workspace_id, run_id, 0)


def rendered(person: Member, workspace_id: WorkspaceId, cards: Sequence[CustomerInput]) -> tuple[InvoiceId, ...]:
    """Issue one invoice for each card, make the documents, and return the invoices."""
    run_id = issue(person, workspace_id, cards)
    ids = issued(person.app, workspace_id, run_id)
    with person.acting(in_=workspace_id):
        sheets = sheets_of(workspace_id, ids)
    made = [render(sheet) for sheet in sheets]
    with person.acting(in_=workspace_id) as (_, now):
        keep_documents(workspace_id, made, now=now)
    return ids
