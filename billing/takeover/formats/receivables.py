"""Open receivables from CSV: one row an invoice, or one for each VAT rate of it. Columns: README.md."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from billing.en16931.model import VatTreatment
from billing.requests.formats.csv_lines import treatment_of
from billing.requests.formats.table import Row, read_table
from billing.requests.formats.values import day, number
from billing.takeover.rules.listed import NIL, Listed, Part, PastReminder, ReminderKind
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid, Problem
from tenants.kernel.spreadsheets import unguarded

NEEDED = ("number", "customer_number", "issued_on", "due_on", "total", "open")
MOST_REMINDERS = 5
REMINDERS = tuple(
    f"reminder_{place}_{what}" for place in range(1, MOST_REMINDERS + 1) for what in ("on", "kind", "fee")
)
# As the law of each country calls them, beside the plain words.
KINDS: Mapping[str, ReminderKind] = {
    "reminder": "reminder", "maksumuistutus": "reminder", "muistutus": "reminder", "påminnelse": "reminder",
    "betalningspåminnelse": "reminder", "purring": "reminder", "rykker": "reminder", "rykkerskrivelse": "reminder",
    "collection_warning": "collection_warning", "inkassovarsel": "collection_warning",
    "påkrav": "collection_warning", "påkravsskrivelse": "collection_warning",
    "demand": "demand", "maksuvaatimus": "demand", "inkassokrav": "demand", "betalingsoppfordring": "demand",
}  # fmt: skip
OF_INVOICE = (
    "customer_number", "stream", "issued_on", "due_on", "currency", "open", "reference", "order_reference", *REMINDERS,
)  # fmt: skip
OF_PART = ("total", "vat_rate", "vat_category", "vat_reason", "vat", "text")
COLUMNS = ("number", *OF_INVOICE, *OF_PART)
FIGURES = ("open", "total", "vat_rate", "vat", *(name for name in REMINDERS if name.endswith("_fee")))
Value = TypeVar("Value")


class NoReceivables(Invalid):
    """The file names its columns, but no invoice."""


def read_receivables(data: bytes, currency: str) -> list[Listed]:
    """Return the invoices of a file in its order; `currency` is the company's own, for rows that name none.

    What can't be read in a field is a problem of its invoice.

    Raises:
        Invalid: the file is broken; the sentence says where.
    """
    grouped: dict[str, list[Row]] = {}
    for row in read_table(data, needed=NEEDED, known=COLUMNS, figures=FIGURES):
        clean = replace(row, fields={name: unguarded(text) for name, text in row.fields.items()})
        # Rows without a number are each an invoice of their own, and wrong.
        grouped.setdefault(clean["number"] or f"\0{row.line}", []).append(clean)
    if not grouped:
        raise NoReceivables
    return [_Reading(rows, currency).listed() for rows in grouped.values()]


class _Reading:
    """The rows of one invoice as they are read, with every problem found in them."""

    def __init__(self, rows: Sequence[Row], currency: str) -> None:
        self.rows, self.currency, self.problems = rows, currency, list[Problem]()

    def listed(self) -> Listed:
        """Return the invoice that the rows state."""
        head = self._head()
        parts = tuple(self._part(row) for row in self.rows)
        days = {name: self._read(day, head, name) for name in ("issued_on", "due_on")}
        open_amount = self._read(number, head, "open")
        return Listed(
            line=head.line,
            number=head["number"],
            customer_number=head["customer_number"],
            stream=head["stream"],
            **days,
            currency=head["currency"].upper() or self.currency,
            open=open_amount if open_amount is not None else NIL,
            parts=parts,
            reference=head["reference"],
            order_reference=head["order_reference"],
            reminders=tuple(self._reminders(head)),
            problems=tuple(self.problems),
        )

    def _head(self) -> Row:
        head: dict[str, str] = {"number": self.rows[0]["number"]}
        for row in self.rows:
            for column in OF_INVOICE:
                given, before = row[column], head.get(column, "")
                if given and before and given != before:
                    said = msg("Line %(line)s says otherwise of the same invoice.", line=row.line)
                    self.problems.append(Problem(column, said))
                head[column] = before or given
        return replace(self.rows[0], fields=head)

    def _part(self, row: Row) -> Part:
        total, vat = self._read(number, row, "total"), self._read(number, row, "vat")
        try:
            treatment = treatment_of(row)
        except Invalid as refusal:
            self.problems.append(Problem("vat_rate", refusal.message))
            treatment = VatTreatment("S", None)
        return Part(total if total is not None else NIL, treatment, vat, row["text"], row["vat_reason"])

    def _reminders(self, head: Row) -> list[PastReminder]:
        found = []
        for place in range(1, MOST_REMINDERS + 1):
            sent_on = self._read(day, head, f"reminder_{place}_on")
            fee = self._read(number, head, f"reminder_{place}_fee")
            kind = self._kind(head, f"reminder_{place}_kind")
            if isinstance(sent_on, date):
                found.append(PastReminder(sent_on, fee if isinstance(fee, Decimal) else NIL, kind))
            elif head[f"reminder_{place}_fee"] or head[f"reminder_{place}_kind"]:
                self.problems.append(Problem(f"reminder_{place}_on", msg("The day is missing.")))
        return found

    def _kind(self, head: Row, column: str) -> ReminderKind:
        """Return of which kind a reminder was; an ordinary one where the list doesn't say."""
        given = "_".join(head[column].casefold().split())
        if given and given not in KINDS:
            said = msg("%(given)s isn't a kind of reminder: reminder, collection_warning or demand.", given=given[:40])
            self.problems.append(Problem(column, said))
        return KINDS.get(given, "reminder")

    def _read(self, read: Callable[[Row, str], Value | None], row: Row, column: str) -> Value | None:
        try:
            return read(row, column)
        except Invalid as refusal:
            self.problems.append(Problem(column, refusal.message))
            return None
