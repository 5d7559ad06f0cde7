"""The page that asks for a list of open receivables, and the one that shows what it would bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from billing.seller.queries import find_seller
from billing.streams.rules import printed_number
from billing.takeover.formats.receivables import COLUMNS
from billing.takeover.queries import Opening, SeriesStart, TakeOverRow, take_over_rows, why_no_take_over
from billing.takeover.rules.judging import CustomerTotal, Judged, Total, customer_totals
from billing.takeover.rules.listed import ReminderKind
from portal.web._design import Action, Field, Link
from portal.web._design.fields import unplaced
from portal.web._design.filters import money
from portal.web._design.words import Words
from portal.web.list_files import list_field, packed
from tenants.kernel.figures import read_figure
from tenants.kernel.ids import SeriesId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem, Refusal

FIELDS: Mapping[str, Message] = {
    "number": msg("Number"),
    "customer_number": msg("Customer number"),
    "stream": msg("Stream"),
    "issued_on": msg("Issued"),
    "due_on": msg("Due"),
    "total": msg("Total"),
    "open": msg("Open"),
    "reference": msg("Reference"),
    "currency": msg("Currency"),
    "vat_rate": msg("VAT"),
    "vat": msg("VAT"),
    "vat_reason": msg("Why there is no VAT"),
}

KINDS: Mapping[ReminderKind, Message] = {
    "reminder": msg("Reminder"),
    "collection_warning": msg("Collection warning"),
    "demand": msg("Demand for payment"),
}


@dataclass(frozen=True, slots=True)
class StartPage:
    """What was taken over, and the form that asks for a list, or why nothing can be taken over."""

    file: Field
    read: Action
    history: tuple[TakeOverRow, ...]
    invoices_url: str
    customers_url: str
    settings_url: str
    columns: str
    workspace_id: WorkspaceId

    def list_url(self, row: TakeOverRow) -> str:
        """Return where a list is that was taken over."""
        return url_for("takeover.taken_list", workspace_id=self.workspace_id, take_over_id=row.id)


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A list before it is taken over: its invoices, its totals, also by customer, and where the series go on."""

    opening: Opening
    content: str
    name: str
    total_fields: tuple[tuple[Total, Field], ...]
    customers: tuple[CustomerTotal, ...]
    series_fields: tuple[Field, ...]
    others: tuple[Message, ...]
    take: Action
    again_url: str

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return every field, for the list of errors above the form."""
        return (*(field for _total, field in self.total_fields), *self.series_fields)

    @property
    def differs(self) -> bool:
        """Return whether a total isn't the old ledger's, so that the difference is looked for."""
        return any(field.errors for _total, field in self.total_fields)


def start_page(workspace_id: WorkspaceId, errors: Sequence[Words] = ()) -> StartPage:
    """Return the page that asks for a list."""
    refusal = why_no_take_over(workspace_id)
    settings = url_for("settings.settings", workspace_id=workspace_id)
    remedy = Link(msg("Fill in the settings"), settings) if find_seller(workspace_id) is None else None
    return StartPage(
        file=list_field(msg("List of open receivables"), errors),
        read=Action(label=msg("Show what would come of it"), weight="primary", refusal=refusal or "", remedy=remedy),
        history=take_over_rows(workspace_id),
        invoices_url=url_for("invoices.invoices", workspace_id=workspace_id),
        customers_url=url_for("customers.import_form", workspace_id=workspace_id),
        settings_url=settings,
        columns=", ".join(COLUMNS),
        workspace_id=workspace_id,
    )


def preview_page(
    workspace_id: WorkspaceId,
    file: tuple[str, bytes],
    opening: Opening,
    given: Mapping[str, str],
    problems: Sequence[Problem] = (),
) -> PreviewPage:
    """Return the page that shows what a list would bring, with what was typed and what is wrong with it."""
    wrong: dict[str, tuple[Words, ...]] = {}
    for problem in problems:
        wrong[problem.field] = (*wrong.get(problem.field, ()), problem.message)
    take = url_for("takeover.take", workspace_id=workspace_id)
    total_fields = tuple((total, _total_field(total, given, wrong)) for total in opening.totals)
    series_fields = tuple(_series_field(start, given, wrong) for start in opening.starts)
    return PreviewPage(
        opening=opening,
        content=packed(file[1]),
        name=file[0],
        total_fields=total_fields,
        customers=customer_totals(opening.rows),
        series_fields=series_fields,
        others=unplaced(problems, (*(field for _total, field in total_fields), *series_fields)),
        take=Action(label=msg("Take over"), url=take, weight="primary", icon="download"),
        again_url=url_for("takeover.takeover", workspace_id=workspace_id),
    )


def typed_amount(text: str) -> Decimal | None:
    """Return an amount as typed; None where it is none, or could be two.

    >>> typed_amount("1 204,50"), typed_amount("-3"), typed_amount("much")
    (Decimal('1204.50'), Decimal('-3'), None)
    """
    try:
        return read_figure(text)
    except Refusal:
        return None


def typed_totals(opening: Opening, form: Mapping[str, str]) -> dict[str, Decimal | None]:
    """Return what the old ledger is said to have open, by currency."""
    return {total.currency: typed_amount(form.get(f"total_{total.currency}", "")) for total in opening.totals}


def typed_starts(opening: Opening, form: Mapping[str, str]) -> dict[SeriesId, int]:
    """Return where the series are said to go on; what isn't a number is nil, which no series can begin with."""
    typed = {start.series.id: form.get(f"next_{start.series.id}") for start in opening.starts}
    return {
        series_id: int(text) if text.isascii() and text.isdigit() else 0
        for series_id, text in typed.items()
        if text is not None
    }


def problem_words(problem: Problem) -> tuple[Words, Message]:
    """Return the field of a problem as a reader calls it, and its sentence."""
    return FIELDS.get(problem.field, problem.field), problem.message


def customer_of(row: Judged) -> str:
    """Return whose invoice it is: number and name, or the number alone where there is no card."""
    name = row.customer.name if row.customer else ""
    return f"{row.listed.customer_number} {name}".strip()


def _total_field(total: Total, given: Mapping[str, str], wrong: Mapping[str, tuple[Words, ...]]) -> Field:
    name = f"total_{total.currency}"
    listed = money(total.open, total.currency)
    return Field(
        name=name,
        label=msg("Open in the old ledger, %(currency)s", currency=total.currency),
        kind="money",
        required=True,
        value=given.get(name, ""),
        hint=msg("By its own report. The list comes to %(listed)s.", listed=listed),
        errors=wrong.get(name, ()),
    )


def _series_field(start: SeriesStart, given: Mapping[str, str], wrong: Mapping[str, tuple[Words, ...]]) -> Field:
    series, name = start.series, f"next_{start.series.id}"
    return Field(
        name=name,
        label=msg("Next running number, %(series)s", series=series.name),
        kind="number",
        required=True,
        value=given.get(name, str(start.next_number)),
        hint=msg(
            "The number printed is then %(number)s or later.",
            number=printed_number(series.prefix, series.digits, start.next_number, series.year or None),
        ),
        errors=wrong.get(name, ()),
        maxlength=12,
    )
