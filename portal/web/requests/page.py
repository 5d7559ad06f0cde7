"""One billing request: what is to be billed, what keeps it back, and where it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for

from billing.documents.invoice.wording import unit_name
from billing.documents.writing import unit_price
from billing.en16931.model import Invoice, Line, Period
from billing.requests.queries import RequestFacts, RequestRow
from billing.streams.queries import get_stream
from portal.web._design import Action, Field
from portal.web._design.filters import day, moment, number, percent
from portal.web._design.words import Words, reader_language
from portal.web.attached import ShownAttachment, attach_fields, finvoice_note, shown_attachments
from portal.web.choosing import LEFT, SOURCES
from portal.web.here import workspace_here
from portal.web.requests.fix_form import FixForm
from portal.web.requests.importing import file_name
from portal.web.requests.remedies import Remedy, card_url, remedies
from portal.web.work import line_work, work_amounts, work_facts
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line to be billed."""

    id: str
    anchor: str
    text: str
    details: str
    quantity: Words
    price: Words
    vat: Words
    net: Decimal
    is_wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """A request as it was read, with its problems and their remedies."""

    title: str
    url: str
    state: str
    left_as: Words
    currency: str
    remedies: tuple[Remedy, ...]
    remarks: tuple[Words, ...]
    is_stuck_in_file: bool
    facts: tuple[tuple[Words, Words], ...]
    customer: str
    customer_url: str
    lines: tuple[ShownLine, ...]
    amounts: tuple[tuple[Words, Decimal], ...]
    source: tuple[tuple[Words, Words], ...]
    download_url: str
    list_url: str
    dismiss: Action | None
    fix: FixForm | None
    attached: tuple[ShownAttachment, ...]
    attach: Action | None
    attach_fields: tuple[Field, ...]
    attach_note: Words
    detach_url: str


@dataclass(frozen=True, slots=True)
class Doings:
    """What can be done with a request: take it off the list or back, put it right, attach files.

    `wrong` is why no file was taken.

    `small` says that it comes to too little to be billed.
    """

    dismiss: Action | None = None
    attach: Action | None = None
    wrong: tuple[Words, ...] = ()
    small: tuple[Message, ...] = ()
    fix: FixForm | None = None


def request_page(workspace_id: WorkspaceId, found: RequestFacts, doings: Doings) -> RequestPage:
    """Return the page of a request."""
    row, content = found.row, found.content
    wrong = {problem.field for problem in row.problems}
    problems = remedies(workspace_id, row, "")
    at: dict[str, Any] = {"workspace_id": workspace_id, "request_id": row.id}
    return RequestPage(
        title=row.subject or row.key,
        url=url_for("requests.billing_request", workspace_id=workspace_id, request_id=row.id),
        state=row.state,
        left_as=LEFT.get(row.state, ""),
        currency=row.currency,
        remedies=problems,
        remarks=(*row.remarks, *doings.small),
        is_stuck_in_file=any(each.is_in_file for each in problems),
        facts=tuple(_facts(workspace_id, row, content)),
        customer=f"{row.customer_number} {row.customer_name}".strip(),
        customer_url=card_url(workspace_id, row, ""),
        lines=tuple(_line(line, wrong) for line in content.lines),
        amounts=_amounts(content),
        source=_source(row, file_name(workspace_id, row.file_id)),
        download_url=url_for("requests.source_file", workspace_id=workspace_id, request_id=row.id),
        list_url=url_for("requests.requests", workspace_id=workspace_id),
        dismiss=doings.dismiss,
        fix=doings.fix,
        attached=_attached(workspace_id, found),
        attach=doings.attach,
        attach_fields=attach_fields(doings.wrong),
        attach_note=finvoice_note(workspace_here(workspace_id).country),
        detach_url=url_for("requests.detach", **at) if doings.attach and doings.attach.allowed else "",
    )


def _attached(workspace_id: WorkspaceId, found: RequestFacts) -> tuple[ShownAttachment, ...]:
    def url_of(sha256: str) -> str:
        return url_for("requests.attached", workspace_id=workspace_id, request_id=found.row.id, sha256=sha256)

    return shown_attachments(found.content.attachments, url_of)


def _facts(workspace_id: WorkspaceId, row: RequestRow, content: Invoice) -> Iterator[tuple[Words, Words]]:
    yield msg("Stream"), get_stream(workspace_id, row.stream_id).name
    yield msg("Kind of document"), msg("Credit note") if content.is_credit_note else msg("Invoice")
    yield msg("Number in the source"), row.key
    yield msg("Due date"), day(row.due_on) if row.due_on else msg("by the days to pay of the customer")
    if content.preceding_invoices:
        yield msg("Credits invoice"), ", ".join(one.number for one in content.preceding_invoices)
    if content.period:
        yield msg("Period"), _period(content.period)
    if content.buyer_reference:
        yield msg("The customer's own reference"), content.buyer_reference
    if content.order_reference:
        yield msg("Order number"), content.order_reference
    yield from work_facts(content)


def _period(period: Period) -> str:
    return f"{day(period.start)} – {day(period.end)}"


def _line(line: Line, wrong: set[str]) -> ShownLine:
    rate = percent(line.vat.rate) if line.vat.rate is not None else line.vat.category
    return ShownLine(
        id=line.id,
        anchor=f"line-{line.id}",
        text=line.item.name,
        details=line_work(line) or line.item.description or line.note or "",
        quantity=f"{number(line.quantity)} {unit_name(line.unit, reader_language())}",
        price=unit_price(line.price.net, reader_language()),
        vat=rate,
        net=line.net,
        is_wrong=any(field.startswith(f"lines.{line.id}.") for field in wrong),
    )


def _amounts(content: Invoice) -> tuple[tuple[Words, Decimal], ...]:
    totals = content.totals
    return (
        (msg("Without VAT"), totals.net),
        *((msg("VAT %(rate)s", rate=percent(one.treatment.rate)), one.tax) for one in content.vat_breakdown),
        (msg("With VAT"), totals.gross),
        *work_amounts(content),
    )


def _source(row: RequestRow, name: str) -> tuple[tuple[Words, Words], ...]:
    return (
        (msg("File"), name),
        (msg("Read as"), SOURCES[row.source]),
        (msg("Place in the file"), row.place),
        (msg("Fetched"), moment(row.created_at)),
        (msg("Checked last"), moment(row.checked_at)),
    )
