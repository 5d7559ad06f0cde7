"""The invoices of a run as CSV, for a spreadsheet or another program."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO

from billing.invoices.queries import InvoiceQuery, InvoiceRow, invoice_rows
from billing.runs.queries import RunFacts
from portal.web._design.words import say
from portal.web.runs.words import ASKED, CLAIMED, account_words, rate_rows
from tenants.kernel.ids import RunId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.money import exponent
from tenants.kernel.spreadsheets import harmless

AT_ONCE = 1000
HEADINGS = (
    msg("Number"), msg("Customer number"), msg("Customer"), msg("Invoice date"), msg("Due date"), msg("Currency"),
    msg("Net"), msg("VAT"), msg("Total"), msg("Payment reference"),
)  # fmt: skip

SUMMARY = (
    msg("What"), msg("Customer number"), msg("Customer"), msg("Request"), msg("Currency"), msg("Net"), msg("VAT"),
    msg("Total"), msg("Why"),
)  # fmt: skip
LEFT_OUT = msg("Left out")


def run_csv(workspace_id: WorkspaceId, run_id: RunId) -> str:
    """Return a run's invoices as CSV in the order of their numbers, with headings in the reader's language.

    Semicolons and decimal commas, since spreadsheets of all four countries read those; amounts in the invoice's
    currency, those of a credit note negative.
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(heading) for heading in HEADINGS])
    writer.writerows(_cells(row) for row in _invoices(workspace_id, run_id))
    return text.getvalue()


def summary_csv(run: RunFacts) -> str:
    """Return the summary of a run as CSV: totals by VAT rate and account, ROT and RUT, what it left out, and why."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(heading) for heading in SUMMARY])
    for rate in rate_rows(run.totals):
        amounts = (_figure(each, rate.currency) for each in (rate.net, rate.vat, rate.net + rate.vat))
        writer.writerow([say(rate.label), "", "", "", rate.currency, *amounts, ""])
    for account in run.accounts:
        net = _figure(account.net, account.currency)
        writer.writerow([say(account_words(account)), "", "", "", account.currency, net, "", "", ""])
    for claim in run.claims:
        for label, value in ((CLAIMED, claim.claimed), (ASKED, claim.asked)):
            writer.writerow([say(label), "", "", "", claim.currency, "", "", _figure(value, claim.currency), ""])
    for row in run.set_aside:
        texts = (row.customer_number, row.customer_name, row.subject)
        writer.writerow([say(LEFT_OUT), *map(harmless, texts), "", "", "", "", harmless(say(row.reason))])
    return text.getvalue()


def _invoices(workspace_id: WorkspaceId, run_id: RunId) -> Iterator[InvoiceRow]:
    offset = 0
    while rows := invoice_rows(workspace_id, _query(run_id, offset)):
        yield from rows
        offset += AT_ONCE


def _query(run_id: RunId, offset: int) -> InvoiceQuery:
    return InvoiceQuery(run_id=run_id, sort="number", descending=False, offset=offset, limit=AT_ONCE)


def _cells(row: InvoiceRow) -> Iterable[str]:
    sign = -1 if row.kind == "credit_note" else 1
    texts = (row.number, row.customer_number, row.customer_name)
    days = (row.issued_on.isoformat(), row.due_on.isoformat(), row.currency)
    amounts = (_figure(sign * each, row.currency) for each in (row.net, row.vat, row.total))
    return (*map(harmless, texts), *days, *amounts, row.reference)


def _figure(amount: Decimal, currency: str) -> str:
    return f"{amount:.{exponent(currency)}f}".replace(".", ",")
