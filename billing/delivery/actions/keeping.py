"""Writing the documents that were rendered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from billing.delivery.models import Document
from billing.delivery.rendering.rendered import Rendered
from tenants.files.actions import NewFile, keep_files
from tenants.kernel.actor import Actor
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, InvoiceId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.outbox.tasks import after_commit


def keep_documents(workspace_id: WorkspaceId, rendered: Sequence[Rendered], *, now: datetime) -> int:
    """Write the documents of invoices that have none, files and all; returns how many. Twice is as good as once."""
    there = _there(workspace_id, [each.invoice_id for each in rendered])
    new = [each for each in rendered if each.invoice_id not in there]
    ids = iter(keep_files(workspace_id, [file for each in new for file in _files(each)], now=now))
    return add_rows(Document, [_row(workspace_id, each, [next(ids) for _ in _files(each)], now) for each in new])


def render_each_alone(workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId], *, now: datetime) -> None:
    """Ask for the documents of invoices in a task each, so that one which breaks its worker takes no other with it."""
    there = _there(workspace_id, invoice_ids)
    for invoice_id in invoice_ids:
        if invoice_id not in there:
            ask_for_document(workspace_id, invoice_id, now=now)


def ask_for_document(workspace_id: WorkspaceId, invoice_id: InvoiceId, *, now: datetime) -> None:
    """Ask for the document of one invoice, anew at each moment."""
    key = f"{invoice_id}:{now.isoformat()}"
    after_commit("render_invoice", workspace_id, key=key, ids={"invoice_id": str(invoice_id)})


def say_not_rendered(
    actor: Actor, workspace_id: WorkspaceId, invoice_id: InvoiceId, reason: str, *, now: datetime
) -> None:
    """Write into the audit trail why a document couldn't be made; the attention list shows that it is missing."""
    about = About("invoice", invoice_id, after={"reason": reason})
    enter(actor, "document_not_made", about, in_=workspace_id, now=now)


def _there(workspace_id: WorkspaceId, invoice_ids: Sequence[InvoiceId]) -> set[UUID]:
    query = select(Document.invoice_id)
    return set(
        db.session.scalars(query.where(Document.workspace_id == workspace_id, Document.invoice_id.in_(invoice_ids)))
    )


def _files(rendered: Rendered) -> list[NewFile]:
    return [
        NewFile(rendered.name(form), media_type, content, rendered.retain_until)
        for form, media_type, content in rendered.forms()
    ]


def _row(workspace_id: WorkspaceId, rendered: Rendered, ids: Sequence[FileId], now: datetime) -> dict[str, Any]:
    by_form = {form: file_id for (form, _, _), file_id in zip(rendered.forms(), ids, strict=True)}
    return {
        "workspace_id": workspace_id,
        "id": uuid4(),
        "invoice_id": rendered.invoice_id,
        "kind": "invoice",
        "language": rendered.language,
        "pdf_file_id": by_form["pdf"],
        "finvoice_file_id": by_form.get("finvoice"),
        "ubl_file_id": by_form.get("ubl"),
        "not_written": {
            syntax: [reason.to_json() for reason in reasons] for syntax, reasons in rendered.not_written.items()
        },
        "rendered_at": now,
    }
