"""The summary of a run: read in one transaction, rendered in none, kept in another."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from billing.documents.run_summary import AccountTotal, ClaimTotal, Issued, RateTotal, RunSummary, SetAside
from billing.invoices.queries import InvoiceQuery, InvoiceRow, invoice_rows
from billing.runs.models import InvoiceRun
from billing.runs.queries.history import RunFacts, get_run
from billing.seller.queries import get_seller
from tenants.files.actions import NewFile, keep_file
from tenants.kernel.country import ZONES
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, RunId, WorkspaceId
from tenants.kernel.language import Language

EVERY = 1_000_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What is printed about a run, and in which language."""

    contents: RunSummary
    language: Language


def summary_of(workspace_id: WorkspaceId, run_id: RunId) -> Summary:
    """Return what a run did as its summary says it, in the language of the seller."""
    seller, run = get_seller(workspace_id), get_run(workspace_id, run_id)
    query = InvoiceQuery(run_id=run_id, sort="number", descending=False, limit=EVERY)
    issued = invoice_rows(workspace_id, query)
    contents = RunSummary(
        label=str(run.row.number),
        workspace=seller.name,
        carried_out_by=run.row.started_by_name,
        carried_out_at=run.row.started_at.astimezone(ZONES[seller.country]),
        first_number=run.row.first_number,
        last_number=run.row.last_number,
        count=run.row.issued,
        totals=_totals(run),
        set_aside=tuple(
            SetAside(
                customer_number=one.customer_number, customer=one.customer_name, what=one.subject, reason=one.reason
            )
            for one in run.set_aside
        ),
        invoices=tuple(map(_issued, issued)),
        accounts=tuple(AccountTotal(account=one.account, net=one.net, currency=one.currency) for one in run.accounts),
        claims=tuple(ClaimTotal(currency=one.currency, claimed=one.claimed, asked=one.asked) for one in run.claims),
        credit_notes=sum(row.kind == "credit_note" for row in issued),
    )
    return Summary(contents, seller.language)


def keep_summary(workspace_id: WorkspaceId, run_id: RunId, pdf: bytes, *, now: datetime) -> FileId:
    """Keep the PDF of a run's summary; one that is kept already stays."""
    run = db.session.scalars(
        select(InvoiceRun)
        .where(InvoiceRun.workspace_id == workspace_id, InvoiceRun.id == run_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    if run.summary_file_id is None:
        run.summary_file_id = keep_file(workspace_id, NewFile(f"run-{run.number}.pdf", "application/pdf", pdf), now=now)
    return FileId(run.summary_file_id)


def _totals(run: RunFacts) -> tuple[RateTotal, ...]:
    return tuple(
        RateTotal(rate=one.rate or None, net=one.net, vat=one.vat, currency=one.currency) for one in run.totals
    )


def _issued(row: InvoiceRow) -> Issued:
    sign = -1 if row.kind == "credit_note" else 1
    return Issued(
        number=row.number,
        customer_number=row.customer_number,
        customer=row.customer_name,
        due_on=row.due_on,
        net=sign * row.net,
        vat=sign * row.vat,
        gross=sign * row.total,
        currency=row.currency,
    )
