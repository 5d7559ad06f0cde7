"""What a run did, as far as it has come: numbers, totals by VAT rate, and what was set aside."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select, text

from billing.invoices.models import Invoice
from billing.requests.models import BillingRequest
from billing.runs.models import RunItem
from billing.runs.rules.totals import AccountTotal, ClaimTotal, RateTotal
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, InvoiceId, RequestId, RunId, WorkspaceId
from tenants.kernel.language import Message
from tenants.kernel.money import from_minor

# The model leaves out what is usual (to_plain): category S, and amounts that are nil.
RATES = text("""
    select invoice.currency, coalesce(entry -> 'treatment' ->> 'category', 'S') as category,
           (entry -> 'treatment' ->> 'rate')::numeric as rate,
           sum(sign * coalesce(entry ->> 'taxable', '0')::numeric) as net,
           sum(sign * coalesce(entry ->> 'tax', '0')::numeric) as vat
        from invoice, jsonb_array_elements(invoice.content -> 'vat_breakdown') entry,
             lateral (select case invoice.kind when 'credit_note' then -1 else 1 end) as signed (sign)
        where invoice.workspace_id = :workspace and invoice.run_id = :run
        group by 1, 2, 3 order by 1, 3 desc nulls last, 2
""")


# As it was posted: the tax agency's part is a claim of its own on the ledger.
CLAIMS = text("""
    select currency, coalesce(sum(amount_minor) filter (where account = 'tax_agency'), 0)::bigint as claimed,
           coalesce(sum(amount_minor) filter (where account = 'receivable'), 0)::bigint as asked
        from ledger_entry where workspace_id = :workspace and event = 'issued'
          and invoice_id = any(array(select id from invoice where workspace_id = :workspace and run_id = :run))
        group by currency having bool_or(account = 'tax_agency') order by currency
""")

# Only where an article says one: without, the totals by VAT rate have said everything.
ACCOUNTS = text("""
    select currency, sales_account, -sum(amount_minor)::bigint as sold, max(max(sales_account)) over () as any_account
        from ledger_entry where workspace_id = :workspace and event = 'issued' and account = 'sales'
          and invoice_id = any(array(select id from invoice where workspace_id = :workspace and run_id = :run))
        group by currency, sales_account order by currency, sales_account = '', sales_account
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideRow:
    """A request that a run set aside, why, whether it is ready by now, and the invoice that begins with it, if any."""

    request_id: RequestId
    customer_id: CustomerId | None
    customer_number: str
    customer_name: str
    subject: str
    reason: Message
    is_ready: bool = False
    invoice_id: InvoiceId | None = None
    invoice_number: str = ""
    field: str = ""


def set_aside_rows(workspace_id: WorkspaceId, run_id: RunId) -> tuple[SetAsideRow, ...]:
    """Return the requests that a run set aside, in the order of the run."""
    query = (
        select(
            RunItem.reason,
            BillingRequest.id,
            BillingRequest.customer_id,
            BillingRequest.customer_number,
            BillingRequest.customer_name,
            BillingRequest.subject,
            BillingRequest.state,
            Invoice.id.label("invoice_id"),
            Invoice.number.label("invoice_number"),
        )
        .join(
            BillingRequest,
            (BillingRequest.workspace_id == RunItem.workspace_id) & (BillingRequest.id == RunItem.request_id),
        )
        .outerjoin(
            Invoice, (Invoice.workspace_id == BillingRequest.workspace_id) & (Invoice.request_id == BillingRequest.id)
        )
        .where(RunItem.workspace_id == workspace_id, RunItem.run_id == run_id, RunItem.state == "set_aside")
        .order_by(RunItem.place)
    )
    return tuple(map(_set_aside, db.session.execute(query)))


def totals_of(workspace_id: WorkspaceId, run_id: RunId) -> tuple[RateTotal, ...]:
    """Return base and VAT of what a run issued, by currency, category and rate; credit notes are taken off."""
    rows = db.session.execute(RATES, {"workspace": workspace_id, "run": run_id})
    return tuple(
        RateTotal(category=category, rate=rate, currency=currency, net=Decimal(net), vat=Decimal(vat))
        for currency, category, rate, net, vat in rows
    )


def claims_of(workspace_id: WorkspaceId, run_id: RunId) -> tuple[ClaimTotal, ...]:
    """Return what a run claims from Skatteverket and asks the customers for, by currency; credit notes taken off."""
    rows = db.session.execute(CLAIMS, {"workspace": workspace_id, "run": run_id})
    return tuple(
        ClaimTotal(currency=currency, claimed=from_minor(claimed, currency), asked=from_minor(asked, currency))
        for currency, claimed, asked in rows
    )


def accounts_of(workspace_id: WorkspaceId, run_id: RunId) -> tuple[AccountTotal, ...]:
    """Return what a run sold on each sales account, credit notes taken off; nothing where no article says one."""
    rows = db.session.execute(ACCOUNTS, {"workspace": workspace_id, "run": run_id})
    return tuple(
        AccountTotal(account=account, currency=currency, net=from_minor(sold, currency))
        for currency, account, sold, any_account in rows
        if any_account
    )


def _set_aside(request: Row[Any]) -> SetAsideRow:
    return SetAsideRow(
        request_id=RequestId(request.id),
        customer_id=CustomerId(request.customer_id) if request.customer_id else None,
        customer_number=request.customer_number,
        customer_name=request.customer_name,
        subject=request.subject,
        reason=Message.from_json(request.reason),
        is_ready=request.state == "ready",
        invoice_id=InvoiceId(request.invoice_id) if request.invoice_id else None,
        invoice_number=request.invoice_number or "",
        field=request.reason.get("field", ""),
    )
