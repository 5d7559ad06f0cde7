"""Checking what came of the work: books, mails and files against each other, not against what was said to be done."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from billing.delivery.queries.deliveries import DeliveryRow, deliveries_of
from billing.en16931.checks.report import check, passes
from billing.invoices.queries import InvoiceQuery, InvoiceRow, invoice_rows
from billing.ledger.queries import balance
from billing.requests.queries import request_counts
from billing.runs.queries import RunRow
from portal.demo.mail_catcher.storage import Mail
from portal.demo.scenario.assignment import Assignment
from portal.demo.scenario.stage import Stage, looking
from tenants.files.queries import get_file
from tenants.kernel.ids import WorkspaceId

ALL = 100_000
PDF = b"%PDF-"
Sent = tuple[InvoiceRow, DeliveryRow]


def prove(job: Assignment, runs: tuple[RunRow, ...]) -> None:
    """Go on only if numbers, books, mails and e-invoices of a client's runs are all as they must be."""
    with looking(job.accountant):
        issued = [_invoices_of(job.workspace_id, run) for run in runs]
        sent = [
            (row, delivery) for rows in issued for row in rows for delivery in deliveries_of(job.workspace_id, row.id)
        ]
        _prove_books(job)
        summaries = [get_file(job.workspace_id, run.summary_file_id).content for run in runs if run.summary_file_id]
        counts = request_counts(job.workspace_id)
    rows = [row for rows in issued for row in rows]
    job.expect(true=len(rows) == job.work.expected.issued, otherwise=f"{len(rows)} invoices were issued")
    job.expect(true=all(map(_gapless, issued)), otherwise="the invoice numbers have gaps")
    whole = len(summaries) == len(runs) and all(content.startswith(PDF) for content in summaries)
    job.expect(true=whole, otherwise="a run has no summary")
    _prove_sending(job, rows, sent)
    left = f"{counts.invalid} with an error, {counts.cancelled} cancelled, {counts.ready} ready"
    job.ok(f"requests left on the list for you: {left}")


def _invoices_of(workspace_id: WorkspaceId, run: RunRow) -> list[InvoiceRow]:
    query = InvoiceQuery(run_id=run.id, sort="number", descending=False, limit=ALL)
    return list(invoice_rows(workspace_id, query))


def _gapless(rows: list[InvoiceRow]) -> bool:
    """Return whether the first run of a series took its first numbers, one after the other."""
    numbers = [int(row.number) for row in rows]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and rows[0].number.endswith("1")


def _prove_books(job: Assignment) -> None:
    """Compare the ledger with the invoices: debits equal credits, and what is open is what was billed."""
    accounts, rows = balance(job.workspace_id), invoice_rows(job.workspace_id, InvoiceQuery(limit=ALL))
    told = []
    for currency in sorted({entry.currency for entry in accounts}):
        mine = [entry for entry in accounts if entry.currency == currency]
        open_ = sum((row.open for row in rows if row.currency == currency), Decimal(0))
        receivable = sum((entry.amount for entry in mine if entry.account == "receivable"), Decimal(0))
        even = not sum((entry.amount for entry in mine), Decimal(0))
        job.expect(true=even and receivable == open_, otherwise="the ledger doesn't agree with the invoices")
        told.append(f"{receivable:,.2f} {currency}")
    job.ok(f"debits equal credits; {', '.join(told)} is open, as the invoices say")


def _prove_sending(job: Assignment, rows: list[InvoiceRow], sent: list[Sent]) -> None:
    gone = {row.id for row, delivery in sent if delivery.state in {"handed_over", "delivered"}}
    lost = [row.number for row in rows if row.id not in gone]
    job.expect(true=not lost, otherwise=f"not sent: {', '.join(lost)}")
    mails = [pair for pair in sent if pair[1].channel == "email"]
    files = [pair for pair in sent if pair[1].channel == "einvoice"]
    if wrong := [*wrong_mails(job.stage, mails), *_wrong_files(job.stage.einvoices, files)]:
        job.expect(true=False, otherwise=f"{'; '.join(wrong)}")
    job.ok(f"{len(mails)} mails arrived once each, with their PDF; {len(files)} e-invoices lie in the outbox, checked")


def wrong_mails(stage: Stage, mails: list[Sent]) -> Iterator[str]:
    """Yield what is wrong with sent mails: each has to have arrived once, at its address, with its PDF."""
    caught: dict[str, list[Mail]] = {}
    for mail_id in stage.mailbox.ids():
        if (mail := stage.mailbox.find(mail_id)) is not None:
            caught.setdefault(mail.message_id.partition("@")[0], []).append(mail)
    for row, delivery in mails:
        arrived = caught.get(delivery.id.hex, [])
        whole = [mail for mail in arrived if mail.to == delivery.address and _has_pdf(mail, row.number)]
        if len(arrived) != 1 or len(whole) != 1:
            yield f"invoice {row.number} arrived {len(arrived)} times, {len(whole)} of them whole"


def _has_pdf(mail: Mail, number: str) -> bool:
    return any(number in each.name and each.content.startswith(PDF) for each in mail.attachments)


def _wrong_files(outbox: Path, files: list[Sent]) -> Iterator[str]:
    for row, delivery in files:
        found = list(outbox.rglob(f"{delivery.id}.xml"))
        if len(found) != 1:
            yield f"the e-invoice {row.number} lies in the outbox {len(found)} times"
        elif not passes(check(found[0].read_bytes())):
            yield f"the e-invoice {row.number} breaks a rule"
