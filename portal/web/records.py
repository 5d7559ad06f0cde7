"""Records of acceptance as screens show them: what was accepted, by whom, when, and the files to fetch."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.web._design import Link
from portal.web.consenting import CAPACITIES
from tenants.kernel.language import Message, msg
from tenants.terms.queries import RecordRow, RecordText
from tenants.terms.queries.records import FileKind

FILES: tuple[tuple[FileKind, Message], ...] = (
    ("pdf", msg("PDF")),
    ("seal", msg("Seal")),
    ("evidence", msg("Power of attorney")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One act of accepting: what, by whom, when, in what capacity, and its files."""

    record: RecordRow
    capacity: Message
    texts: tuple[Link, ...]
    files: tuple[Link, ...]


def record_line(
    row: RecordRow, *, text_url: Callable[[RecordText], str], file_url: Callable[[FileKind], str] | None
) -> RecordLine:
    """Return a record as a line; without `file_url` its files aren't for this reader."""
    return RecordLine(
        record=row,
        capacity=CAPACITIES[row.content.authority],
        texts=tuple(
            Link(f"{text.title} ({text.version})", text_url(text)) for text in row.content.texts if not text.earlier
        ),
        files=_files(row, file_url) if file_url else (),
    )


def _files(row: RecordRow, file_url: Callable[[FileKind], str]) -> tuple[Link, ...]:
    there = {"pdf": row.has_pdf, "seal": row.has_pdf, "evidence": row.has_evidence}
    return tuple(Link(label, file_url(kind)) for kind, label in FILES if there[kind])
