"""What a question may be about: each kind of thing, made sure that it is there, with its name and its page."""

from uuid import UUID

from flask import url_for

from billing.customers.queries import get_customer
from billing.desk.queries import get_written
from billing.invoices.queries import get_invoice
from billing.requests.queries import get_request
from tenants.conversations.actions import Subject
from tenants.kernel.ids import CustomerId, InvoiceId, RequestId, WorkspaceId, WrittenId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import NotFound
from tenants.workspaces.queries import get_workspace

KINDS: dict[str, Message] = {
    "client": msg("The company"),
    "customer": msg("Customer"),
    "request": msg("Billing request"),
    "written": msg("Written invoice"),
    "invoice": msg("Invoice"),
    "payment": msg("Payment"),
}


class NothingToAskAbout(NotFound):
    """There is no such thing to ask about here."""


def get_subject(workspace_id: WorkspaceId, kind: str, about: UUID) -> Subject:
    """Return what a question is to be about, by its kind and id.

    Raises:
        NothingToAskAbout: no question can be about that kind of thing.
        NotFound: the workspace has none such.
    """
    if kind == "client" and about == workspace_id:
        return Subject(kind, about, get_workspace(workspace_id).name)
    if kind == "customer":
        card = get_customer(workspace_id, CustomerId(about))
        return Subject(kind, about, f"{card.number} {card.name}")
    if kind == "request":
        row = get_request(workspace_id, RequestId(about)).row
        return Subject(kind, about, f"{row.subject or row.key}, {row.customer_name}")
    if kind == "written":
        written = get_written(workspace_id, WrittenId(about)).row
        return Subject(kind, about, f"{written.subject}, {written.customer_name}", author_id=written.written_by)
    if kind == "invoice":
        invoice = get_invoice(workspace_id, InvoiceId(about)).row
        return Subject(kind, about, f"{invoice.number} {invoice.customer_name}")
    raise NothingToAskAbout(kind)


def subject_url(workspace_id: WorkspaceId, kind: str, about: UUID) -> str:
    """Return the page of what a question is about; empty where it has none yet."""
    if kind == "customer":
        return url_for("customers.card", workspace_id=workspace_id, customer_id=about)
    if kind == "request":
        return url_for("requests.billing_request", workspace_id=workspace_id, request_id=about)
    if kind == "written":
        return url_for("written.invoice", workspace_id=workspace_id, written_id=about)
    if kind == "invoice":
        return url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=about)
    return url_for("home.home", workspace_id=workspace_id) if kind == "client" else ""
