"""What is printed here and handed over by a person: what may be, and what was chosen together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, and_, any_, literal, select

from billing.countries.channels import DocumentKind
from billing.countries.register import country_rules
from billing.customers.models import Customer
from billing.customers.rules.facts import RECIPIENTS
from billing.delivery.models import ByHandInvoice, Delivery, Document
from billing.delivery.queries.unsent import WANTS
from billing.delivery.queries.withheld import IS_WITHHELD
from billing.delivery.rules.by_hand import Paper
from billing.invoices.models import Invoice
from billing.invoices.queries.confining import of_own_invoice
from billing.seller.models import Seller
from tenants.files.queries import get_file
from tenants.kernel.db import confined, db
from tenants.kernel.ids import CustomerId, DocumentId, FileId, InvoiceId, WorkspaceId
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import NotFound
from tenants.users.models import User

# The state of the newest sending of the invoice in hand.
NEWEST = (
    select(Delivery.state)
    .where(Delivery.workspace_id == Invoice.workspace_id, Delivery.invoice_id == Invoice.id)
    .order_by(Delivery.created_at.desc(), Delivery.id.desc())
    .limit(1)
    .scalar_subquery()
)
# So many invoices are bound into one file at a time: a printer's tray, and a second of work.
IN_ONE_FILE = 200


class NoSuchPrinting(NotFound):
    """There is no such printing here, or its invoices were printed anew since."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who chose to hand an invoice over on paper, and when."""

    who: str
    at: datetime
    printing_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """An invoice of a printing; `delivery` is the state of its newest sending, None while it is still here."""

    invoice_id: InvoiceId
    number: str
    kind: str
    customer_id: CustomerId
    customer_name: str
    address: str
    issued_on: date
    total: Decimal
    currency: str
    delivery: str | None
    pdf_file_id: FileId | None


@dataclass(frozen=True, slots=True)
class Printing:
    """Invoices that were chosen together to be printed, by number, with who chose them and when."""

    id: UUID
    who: str
    at: datetime
    rows: tuple[PrintedRow, ...]

    @property
    def parts(self) -> int:
        """Return in how many files they are bound."""
        made = sum(row.pdf_file_id is not None for row in self.rows)
        return -(-made // IN_ONE_FILE)


def papers_of(
    workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId]
) -> Mapping[InvoiceId, tuple[Paper, DocumentId | None]]:
    """Return what decides of each of some invoices whether it goes out on paper, by number, with its document."""
    query = (
        _joined(Invoice.id, Invoice.kind, Invoice.taken_over, Document.id, IS_WITHHELD, WANTS, NEWEST)
        .add_columns(Customer.kind, Seller.country)
        .join(Seller, Seller.workspace_id == Invoice.workspace_id)
        .where(Invoice.workspace_id == workspace_id, Invoice.id == any_(literal(list(invoice_ids), ARRAY(Uuid()))))
        .order_by(Invoice.number)
    )
    return {
        InvoiceId(id_): (
            Paper(
                is_taken_over=taken_over,
                is_withheld=withheld,
                is_allowed=_takes_paper(country, kind, receiver),
                is_wanted=wants == "print",
                is_made=document is not None,
                newest=newest,
            ),
            document and DocumentId(document),
        )
        for id_, kind, taken_over, document, withheld, wants, newest, receiver, country in db.session.execute(query)
    }


def get_printing(workspace_id: WorkspaceId, printing_id: UUID) -> Printing:
    """Return the invoices of a printing.

    Raises:
        NoSuchPrinting: there is none by that id.
    """
    query = (
        _joined(Invoice, Customer, ByHandInvoice, User.name, Document.pdf_file_id, NEWEST)
        .join(ByHandInvoice, _chosen())
        .join(User, User.id == ByHandInvoice.chosen_by)
        .where(Invoice.workspace_id == workspace_id, ByHandInvoice.printing_id == printing_id)
        .where(ByHandInvoice.workspace_id == workspace_id, confined(Invoice.author_id))
        .order_by(Invoice.number)
    )
    found = db.session.execute(query).all()
    if not found:
        raise NoSuchPrinting(printing_id)
    first = found[0]
    return Printing(printing_id, first.name, first.ByHandInvoice.chosen_at, tuple(map(_row, found)))


def printed_files(workspace_id: WorkspaceId, printing: Printing, part: int) -> Sequence[bytes]:
    """Return the documents of one part of a printing, the first part being 1; in the order of their numbers.

    Raises:
        NoSuchPrinting: it has no such part.
        FileDamaged: a file isn't what was kept.
    """
    ids = [row.pdf_file_id for row in printing.rows if row.pdf_file_id is not None]
    wanted = ids[(part - 1) * IN_ONE_FILE : part * IN_ONE_FILE] if part > 0 else []
    if not wanted:
        raise NoSuchPrinting(printing.id)
    return [get_file(workspace_id, each).content for each in wanted]


def find_chosen(workspace_id: WorkspaceId, invoice_id: InvoiceId) -> Chosen | None:
    """Return who chose to hand an invoice over on paper, or None where nobody did."""
    one = ByHandInvoice
    row = db.session.execute(
        select(User.name, one.chosen_at, one.printing_id)
        .join(User, User.id == one.chosen_by)
        .where(one.workspace_id == workspace_id, one.invoice_id == invoice_id)
        .where(of_own_invoice(one.workspace_id, one.invoice_id))
    ).one_or_none()
    return Chosen(*row) if row else None


def chosen_among(workspace_id: WorkspaceId, invoice_ids: Collection[InvoiceId]) -> frozenset[InvoiceId]:
    """Return which of some invoices a person chose to hand over on paper."""
    query = select(ByHandInvoice.invoice_id).where(
        ByHandInvoice.workspace_id == workspace_id,
        ByHandInvoice.invoice_id == any_(literal(list(invoice_ids), ARRAY(Uuid()))),
    )
    return frozenset(map(InvoiceId, db.session.scalars(query)))


def _joined(*columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(Invoice)
        .join(Customer, and_(Customer.workspace_id == Invoice.workspace_id, Customer.id == Invoice.customer_id))
        .outerjoin(Document, and_(Document.workspace_id == Invoice.workspace_id, Document.invoice_id == Invoice.id))
    )


def _chosen() -> Any:
    return and_(ByHandInvoice.workspace_id == Invoice.workspace_id, ByHandInvoice.invoice_id == Invoice.id)


def _takes_paper(country: Any, kind: str, receiver: Any) -> bool:
    document: DocumentKind = "credit_note" if kind == "credit_note" else "invoice"
    return "print" in country_rules(country).einvoicing.allowed_channels(document, RECIPIENTS[receiver])


def _row(found: Any) -> PrintedRow:
    invoice, customer = found.Invoice, found.Customer
    return PrintedRow(
        invoice_id=InvoiceId(invoice.id),
        number=invoice.number,
        kind=invoice.kind,
        customer_id=CustomerId(customer.id),
        customer_name=customer.name,
        address=", ".join(filter(None, (customer.street, f"{customer.postal_code} {customer.city}".strip()))),
        issued_on=invoice.issued_on,
        total=from_minor(invoice.total_minor, invoice.currency),
        currency=invoice.currency,
        delivery=found[-1],
        pdf_file_id=found.pdf_file_id and FileId(found.pdf_file_id),
    )
