"""Books with something in them: rows as the product writes them, put there at once, for tests of what reads them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from factories.cast import Member
from factories.invoices import plain_invoice, plain_line

from billing.customers.models import Customer
from billing.delivery.models import Delivery, Document
from billing.en16931.arithmetic import completed
from billing.en16931.model.plain import to_plain
from billing.invoices.models import Invoice
from billing.ledger.models import LedgerEntry
from billing.requests.models import BillingRequest
from billing.runs.models import InvoiceRun
from billing.seller.actions import SellerInput, save_seller
from billing.streams.queries import stream_rows
from tenants.files.actions import NewFile, keep_file
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.sorting import sort_key

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
NO_POSTAL_CODE = msg("The postal code is missing.")
CONTENT = to_plain(completed(plain_invoice(plain_line(net="100", quantity="1"))))
WHOLE = 12550  # cents, with VAT
PDF = b"%PDF-1.7 "
BY_EMAIL = msg("The customer wants invoices by e-mail.")
SELLERS = {
    "FI": SellerInput(
        street="Savikuja 6", postal_code="06100", city="Porvoo", email="laskut@kuusi.example", language="fi",
        iban="FI21 1234 5600 0007 85",
    ),
    "SE": SellerInput(
        street="Ekgatan 2", postal_code="114 32", city="Stockholm", email="faktura@ek.example", language="sv",
        bankgiro="5050-1055",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Books:
    """The books of one workspace, written by one of its people; each method opens and commits its own transaction."""

    person: Member
    workspace_id: WorkspaceId
    country: str = "FI"
    stream_id: StreamId = field(init=False)
    series_id: UUID = field(init=False)
    file_id: UUID = field(init=False)
    run_id: UUID = field(init=False)
    documents: dict[UUID, UUID] = field(default_factory=dict)
    _places: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        """Save the seller, which opens the first stream, and begin one run."""
        with self.person.acting(in_=self.workspace_id) as (actor, now):
            save_seller(actor, self.workspace_id, SELLERS[self.country], now=now)
            stream = stream_rows(self.workspace_id)[0]
            self.stream_id, self.series_id = stream.id, stream.series_id
            self.file_id = keep_file(self.workspace_id, NewFile("november.csv", "text/csv", b"a;b"), now=MORNING)
            self.run_id = uuid4()
            run = {"number": 1, "state": "done", "issued_on": date(2026, 11, 20), "started_by": actor.user_id}
            times = {"started_at": MORNING, "numbered_at": MORNING, "finished_at": MORNING}
            self._add(
                InvoiceRun,
                id=self.run_id,
                stream_id=self.stream_id,
                chosen=1,
                chunks=1,
                fingerprint="f",
                **run,
                **times,
            )

    def _add(self, model: type[Any], **values: Any) -> UUID:
        row = model(**{"workspace_id": self.workspace_id, "id": uuid4(), **values})
        db.session.add(row)
        db.session.flush()
        return UUID(str(row.id))

    def customer(self, name: str = "Matkailu Oy", *, delivery: str = "email", **changes: Any) -> UUID:
        """Write a customer card."""
        values = {
            "number": str(10000 + next(self._places)), "kind": "business", "name": name,
            "sort_key": sort_key(name, self.country), "street": "Satamakatu 1", "postal_code": "00100",
            "city": "Helsinki", "country": "FI", "email": "talous@matkailu.example", "language": "fi",
            "delivery": delivery, "created_at": MORNING, "changed_at": MORNING,
        }  # fmt: skip
        with self.person.acting(in_=self.workspace_id):
            return self._add(Customer, **values | changes)

    def request(self, state: str = "ready", *, customer: UUID | None = None, **changes: Any) -> UUID:
        """Write a billing request of 125.50 euros."""
        with self.person.acting(in_=self.workspace_id):
            return self._request(state, customer, changes)

    def _request(self, state: str, customer: UUID | None, changes: dict[str, Any]) -> UUID:
        problems = [{"field": "postal_code", **NO_POSTAL_CODE.to_json()}] if state == "invalid" else []
        values = {
            "stream_id": self.stream_id, "key": uuid4().hex, "source": "csv", "file_id": self.file_id, "place": "row 2",
            "customer_id": customer, "customer_number": "10021", "customer_name": "Matkailu Oy",
            "subject": "Subscription 12 months", "state": state, "content": CONTENT,
            "problems": problems, "currency": "EUR",
            "net_minor": 10000, "vat_minor": 2550, "total_minor": 12550, "due_on": date(2026, 12, 7),
            "created_at": MORNING, "checked_at": MORNING,
        }  # fmt: skip
        return self._add(BillingRequest, **values | changes)

    def invoice(self, customer: UUID, *, open_minor: int = WHOLE, made: bool = True, **changes: Any) -> UUID:
        """Write an issued invoice of 125.50 euros, of which so many cents are open; `made`, with its document."""
        place = next(self._places)
        number = f"10{place:06d}"
        content = {**CONTENT, "number": number}
        values = {
            "number": number, "series_id": self.series_id, "place_in_series": place, "kind": "invoice",
            "run_id": self.run_id, "customer_id": customer, "stream_id": self.stream_id,
            "issued_on": date(2026, 11, 20), "due_on": date(2026, 12, 7), "currency": "EUR", "reference": f"9{number}",
            "net_minor": 10000, "vat_minor": 2550, "total_minor": 12550, "content": content,
            "issued_at": MORNING,
        }  # fmt: skip
        with self.person.acting(in_=self.workspace_id):
            request = self._request("invoiced", customer, {})
            invoice_id = self._add(Invoice, **{"request_id": request, **values, **changes})
            self._post(invoice_id, open_minor)
            if made:
                self.documents[invoice_id] = self._document(invoice_id, changes.get("number", number))
            return invoice_id

    def _post(self, invoice_id: UUID, open_minor: int) -> None:
        # What isn't open any more was paid in an earlier program.
        kind = "issued" if open_minor == WHOLE else "taken_over"
        event = {"workspace_id": self.workspace_id, "event_id": uuid4(), "event": kind, "currency": "EUR"}
        rows = [
            {
                **event,
                "id": uuid4(),
                "posted_on": date(2026, 11, 20),
                "account": account,
                "invoice_id": invoice_id,
                "amount_minor": minor,
            }
            for account, minor in (("receivable", open_minor), ("sales", -open_minor))
        ]
        add_rows(LedgerEntry, rows)

    def _document(self, invoice_id: UUID, number: str) -> UUID:
        """Write a PDF and a UBL file, and why there is no Finvoice."""
        pdf = keep_file(self.workspace_id, NewFile(f"{number}.pdf", "application/pdf", PDF), now=MORNING)
        ubl = keep_file(self.workspace_id, NewFile(f"{number}.xml", "application/xml", b"<Invoice/>"), now=MORNING)
        return self._add(
            Document, invoice_id=invoice_id, kind="invoice", language="fi", pdf_file_id=pdf, ubl_file_id=ubl,
            not_written={"finvoice": [NO_POSTAL_CODE.to_json()]}, rendered_at=MORNING + timedelta(minutes=1),
        )  # fmt: skip

    def delivery(self, invoice_id: UUID, state: str, *, reason: Message | None = None, **changes: Any) -> UUID:
        """Write a sending of an invoice."""
        values = {
            "document_id": self.documents[invoice_id], "invoice_id": invoice_id,
            "channel": "email", "address": "talous@matkailu.example",
            "route": {"reason": BY_EMAIL.to_json(), "syntax": None, "scheme": "", "operator": ""}, "state": state,
            "reason": reason.to_json() if reason else None, "created_at": MORNING + timedelta(minutes=2),
        }  # fmt: skip
        with self.person.acting(in_=self.workspace_id):
            return self._add(Delivery, **values | changes)
