"""The PDF of a report on numbers."""

from dataclasses import dataclass
from datetime import date

from billing.documents.paper import Paper
from billing.documents.pdf import write_pdf
from billing.documents.templates import fill
from billing.documents.writing import day, plain, prose
from tenants.kernel.language import Language, Message, msg, translate

TEMPLATE = "number_report/number_report.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReport:
    """The series of a workspace as counted: each row its cells under the headings, and the statement that counted."""

    workspace: str
    dated: date
    period: str
    headings: tuple[Message, ...]
    rows: tuple[tuple[str, ...], ...]
    is_whole: bool
    statement: str


def render_number_report(report: NumberReport, language: Language) -> bytes:
    """Return the report as PDF/A-3b, each series a table of its own so that it fits the page."""
    title = translate(msg("Numbers without a gap"), language)
    headings = [translate(heading, language) for heading in report.headings]
    series = [list(zip(headings, map(plain, cells), strict=True)) for cells in report.rows]
    shown = {
        "workspace": plain(report.workspace),
        "period": plain(report.period),
        "dated": day(report.dated, language),
        "is_whole": report.is_whole,
        "series": series,
        "statement": prose(report.statement),
    }
    return write_pdf(
        Paper(
            html=fill(TEMPLATE, language, doc=shown, title=title),
            title=f"{title} – {plain(report.workspace)}",
            language=language,
            author=plain(report.workspace),
            dated=report.dated,
        )
    )
