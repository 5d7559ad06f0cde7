"""The number series as evidence for an auditor: a page, a table for a spreadsheet, and a PDF."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.documents.number_report.render import NumberReport, render_number_report
from billing.invoices.queries.gaps import STATEMENT, NumberRow, number_rows
from billing.takeover.queries import TakenNumbers, taken_numbers
from portal.web._design import Field
from portal.web._design.filters import day
from portal.web._design.words import reader_language, say
from tenants.kernel.country import local_day
from tenants.kernel.days import find_day
from tenants.kernel.language import Message, msg
from tenants.kernel.spreadsheets import harmless
from tenants.workspaces.queries import WorkspaceFacts

HEADINGS = (
    msg("Number series"), msg("Year"), msg("The series begins at"), msg("first number"), msg("last number"),
    msg("From"), msg("Until"), msg("Count"), msg("Last − first + 1"), msg("Missing"),
    msg("Credit notes"), msg("Credited"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersPage:
    """The series counted over a period, whether anything is missing, and how it was asked."""

    rows: tuple[NumberRow, ...]
    fields: tuple[Field, ...]
    is_whole: bool
    taken: TakenNumbers | None
    statement: str
    here: str
    csv_url: str
    pdf_url: str
    audit_url: str


def period_of(args: MultiDict[str, str]) -> tuple[date | None, date | None]:
    """Return the first and the last day that an address asks for; what isn't a day bounds nothing."""
    return find_day(args.get("since", "")), find_day(args.get("until", ""))


def numbers_page(workspace: WorkspaceFacts, args: MultiDict[str, str]) -> NumbersPage:
    """Return the series as counted over the period that an address asks for."""
    since, until = period_of(args)
    rows = number_rows(workspace.id, since, until)
    period = {name: on.isoformat() for name, on in (("since", since), ("until", until)) if on}

    def url(endpoint: str) -> str:
        return url_for(endpoint, workspace_id=workspace.id, **period)  # type: ignore[arg-type]  # days by their names

    return NumbersPage(
        rows=rows,
        fields=tuple(
            Field(name=name, label=label, kind="date", value=period.get(name, ""))
            for name, label in (("since", msg("From")), ("until", msg("Until")))
        ),
        is_whole=not any(row.missing for row in rows),
        taken=taken_numbers(workspace.id),
        statement=STATEMENT,
        here=url_for("audit.numbers", workspace_id=workspace.id),
        csv_url=url("audit.numbers_csv"),
        pdf_url=url("audit.numbers_pdf"),
        audit_url=url_for("audit.audit", workspace_id=workspace.id),
    )


def numbers_csv(workspace: WorkspaceFacts, args: MultiDict[str, str]) -> bytes:
    """Return the table for a spreadsheet, with the mark that tells it the encoding."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(heading) for heading in HEADINGS])
    writer.writerows(_cells(row) for row in number_rows(workspace.id, *period_of(args)))
    return written.getvalue().encode("utf-8-sig")


def numbers_pdf(workspace: WorkspaceFacts, args: MultiDict[str, str], now: datetime) -> bytes:
    """Return the report as PDF/A, with the statement that it was asked by."""
    since, until = period_of(args)
    rows = number_rows(workspace.id, since, until)
    bounds = " – ".join(day(on) if on else "…" for on in (since, until)) if since or until else ""
    report = NumberReport(
        workspace=workspace.name,
        dated=local_day(now, workspace.country),
        period=bounds,
        headings=HEADINGS,
        rows=tuple(_cells(row) for row in rows),
        is_whole=not any(row.missing for row in rows),
        statement=STATEMENT,
    )
    return render_number_report(report, reader_language())


def _cells(row: NumberRow) -> tuple[str, ...]:
    missing = ", ".join(low if low == high else f"{low}–{high}" for low, high in row.missing)
    return (
        harmless(row.series.name),
        str(row.year or ""),
        row.begins_at,
        row.first_number,
        row.last_number,
        row.first_on.isoformat(),
        row.last_on.isoformat(),
        *(str(each) for each in (row.count, row.expected)),
        missing or say(NONE_MISSING),
        *(str(each) for each in (row.credit_notes, row.credited)),
    )


NONE_MISSING: Message = msg("none missing")
