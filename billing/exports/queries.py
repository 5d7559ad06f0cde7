"""All that a workspace's books consist of, read a little at a time: registers row by row, files one by one.

A client keeps its books whoever does its accounts, so what leaves is complete: each table of the books is a register
here or is named in `LEFT_OUT` with the reason, which a test holds.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping, Select, extract, func, select

from billing.articles.models import Article, Price, PriceList
from billing.attachments.models import AttachedFile
from billing.contracts.models import Contract
from billing.customers.models import Customer
from billing.delivery.models import ByHandInvoice, Delivery, DeliveryTry, Document, NotSentInvoice
from billing.desk.models import DeskSetting, WrittenRequest
from billing.factoring.models import FactoredCustomer, FactoredStream, FactoringAgreement
from billing.invoices.models import Invoice
from billing.ledger.models import LedgerEntry
from billing.requests.models import BillingRequest
from billing.runs.models import InvoiceRun, RunItem
from billing.seller.models import Seller
from billing.streams.models import NumberSeries, Stream
from billing.takeover.models import PastReminder, TakeOver
from billing.templates.models import StreamTemplate
from tenants.agreements.models import Agreement, AgreementChange, AgreementNotice, AgreementPeriod
from tenants.collaborations.models import Collaboration, CollaborationEnding, HandOver
from tenants.conversations.models import Conversation, ConversationAttachment, ConversationMessage
from tenants.files.models import File
from tenants.files.queries import KeptFile, get_file
from tenants.kernel.db import Base, db
from tenants.kernel.ids import FileId, WorkspaceId
from tenants.kernel.journal.models import JournalEntry
from tenants.kernel.money import from_minor
from tenants.terms.models import Acceptance, AcceptanceRecord
from tenants.users.models import User
from tenants.workspaces.models import WorkspaceMembership

AT_ONCE = 500
REGISTERS: tuple[type[Base], ...] = (
    Seller, Stream, StreamTemplate, NumberSeries, Article, PriceList, Price, Customer,
    BillingRequest, InvoiceRun, RunItem, Invoice, LedgerEntry, Document,
    Delivery, DeliveryTry, ByHandInvoice, NotSentInvoice, DeskSetting, WrittenRequest, TakeOver, PastReminder, Contract,
    FactoringAgreement, FactoredStream, FactoredCustomer, AttachedFile,
    Agreement, AgreementChange, AgreementNotice, AgreementPeriod, Collaboration,
    CollaborationEnding, HandOver, Acceptance, AcceptanceRecord, Conversation, ConversationMessage,
    ConversationAttachment, WorkspaceMembership, JournalEntry, File,
)  # fmt: skip
LEFT_OUT: Mapping[str, str] = {
    "own_books": "says which firm opened the books for itself",
    "platform": "says which workspace charges the plans",
    "invitation": "holds the hashes of links; what came of them stands in the journal",
    "conversation_reading": "says how far each person has read",
    "request_person": "holds sealed personal ids, which open nowhere but here",
    "written_person": "holds sealed personal ids, which open nowhere but here",
    "desk_batch": "is work at the desk; who sent what on stands in the journal",
    "desk_batch_item": "is work at the desk; who sent what on stands in the journal",
    "task": "is work under way, and gone when it is done",
    "unsent_invoice": "follows from the invoices and their deliveries",
}
# A file's bytes are a file of their own, and a sort key is made from the name.
NOT_WRITTEN = (File.__table__.c.content, Customer.__table__.c.sort_key)
MINOR = "_minor"


@dataclass(frozen=True, slots=True)
class Year:
    """How many files were kept in a year, and their bytes together."""

    year: int
    files: int
    size: int


def export_years(workspace_id: WorkspaceId) -> tuple[Year, ...]:
    """Return the years in which files were kept, the newest first."""
    year = extract("year", File.created_at)
    counted = select(year, func.count(), func.sum(File.size)).where(File.workspace_id == workspace_id)
    return tuple(
        Year(int(which), count, int(size))
        for which, count, size in db.session.execute(counted.group_by(year).order_by(year.desc()))
    )


def register_lines(workspace_id: WorkspaceId) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """Yield each register's name and its lines, the first of them its headings; to be read in this order, once."""
    for model in REGISTERS:
        yield model.__tablename__, _lines(_statement(model, workspace_id))
    yield "person", _lines(_people(workspace_id))


def kept_files(workspace_id: WorkspaceId, year: int | None) -> Iterator[KeptFile]:
    """Yield the files kept in a year, or all, the oldest first; one is held in memory at a time.

    Raises:
        FileDamaged: a file's bytes aren't those that were kept.
    """
    wanted = select(File.id).where(File.workspace_id == workspace_id).order_by(File.created_at, File.id)
    if year is not None:
        wanted = wanted.where(extract("year", File.created_at) == year)
    for file_id in db.session.scalars(wanted).all():
        yield get_file(workspace_id, FileId(file_id))
        db.session.expunge_all()


def _statement(model: type[Base], workspace_id: WorkspaceId) -> Select[*tuple[Any, ...]]:
    table = model.__table__
    columns = [column for column in table.columns if not any(column is left for left in NOT_WRITTEN)]
    here = table.c.scope_id if "scope_id" in table.c else table.c.workspace_id
    return select(*columns).where(here == workspace_id).order_by(*model.__mapper__.primary_key)


def _people(workspace_id: WorkspaceId) -> Select[*tuple[Any, ...]]:
    people = select(User.id, User.name, User.email, User.language)
    mine = select(WorkspaceMembership.user_id).where(WorkspaceMembership.workspace_id == workspace_id)
    return people.where(User.id.in_(mine)).order_by(User.id)


def _lines(statement: Select[*tuple[Any, ...]]) -> Iterator[Sequence[object]]:
    columns = [column.name for column in statement.selected_columns]
    amounts = {name for name in columns if name.endswith(MINOR) and "currency" in columns}
    yield [name.removesuffix(MINOR) if name in amounts else name for name in columns]
    for row in db.session.execute(statement.execution_options(yield_per=AT_ONCE)).mappings():
        yield [_amount(row, name) if name in amounts else _cell(row[name]) for name in columns]


def _amount(row: RowMapping, name: str) -> Decimal | None:
    return None if row[name] is None else from_minor(row[name], row["currency"])


def _cell(value: object) -> object:
    """Return a value to be written: moments and days by ISO 8601, what is nested as JSON."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, sort_keys=True)
        case _:
            return value
