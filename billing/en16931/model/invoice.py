"""The invoice as a whole."""

from dataclasses import dataclass, field
from datetime import date

from billing.en16931.model.amounts import Adjustment, Totals, VatSubtotal
from billing.en16931.model.lines import Line
from billing.en16931.model.parties import Address, Identifier, Party
from billing.en16931.model.payment import PaymentMeans
from billing.en16931.model.period import Period

# UNTDID 1001 codes that EN 16931-3-2 binds to the UBL document CreditNote.
CREDIT_NOTE_CODES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"})


@dataclass(frozen=True, slots=True)
class Note:
    """A free text (BG-1)."""

    text: str  # BT-22
    subject_code: str | None = None  # BT-21: UNTDID 4451
    above: bool = False  # our own documents print it above the lines; no syntax has a place for that


@dataclass(frozen=True, slots=True)
class PrecedingInvoice:
    """An invoice that this one corrects, credits or follows (BG-3)."""

    number: str  # BT-25
    issued_on: date | None = None  # BT-26


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where and when it was delivered (BG-13, BG-15)."""

    name: str | None = None  # BT-70
    location: Identifier | None = None  # BT-71
    delivered_on: date | None = None  # BT-72
    address: Address | None = None  # BG-15


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of an enclosed document whose bytes are kept elsewhere: its SHA-256 in hexadecimal, its bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A supporting document (BG-24), enclosed or linked.

    Its `content` is there while it is read from a file or written into one; whatever is kept says `kept` instead.
    """

    id: str  # BT-122
    description: str | None = None  # BT-123
    url: str | None = None  # BT-124
    content: bytes | None = None  # BT-125
    mime_type: str | None = None  # BT-125-1
    filename: str | None = None  # BT-125-2
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """The transfer of the receivable to the payee; no business term, but Finvoice has a block for it."""

    agreement: str  # what the finance company calls the agreement: FactoringAgreementIdentifier
    clause: str = ""  # the words of transfer: FactoringFreeText


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice or credit note in the semantics of EN 16931-1.

    A credit note has a type code such as 381 and positive amounts, as UBL's CreditNote does; a syntax that turns the
    signs (Finvoice INV02) does so in its reader and writer. Line amounts, breakdown and totals are filled by
    `arithmetic.completed`, or as stated where the invoice was read from a file.
    """

    number: str  # BT-1
    issued_on: date  # BT-2
    seller: Party  # BG-4
    buyer: Party  # BG-7
    lines: tuple[Line, ...]  # BG-25
    type_code: str = "380"  # BT-3: UNTDID 1001, such as 380 invoice, 381 credit note, 384 corrected invoice
    currency: str = "EUR"  # BT-5: ISO 4217
    vat_currency: str | None = None  # BT-6: ISO 4217, where VAT is accounted in another currency
    vat_point_on: date | None = None  # BT-7
    vat_point_code: str | None = None  # BT-8: UNTDID 2005 as in UBL: 3 issue, 35 delivery, 432 payment
    due_on: date | None = None  # BT-9
    buyer_reference: str | None = None  # BT-10
    project_reference: str | None = None  # BT-11
    contract_reference: str | None = None  # BT-12
    order_reference: str | None = None  # BT-13
    sales_order_reference: str | None = None  # BT-14
    receiving_advice: str | None = None  # BT-15
    despatch_advice: str | None = None  # BT-16
    tender_reference: str | None = None  # BT-17
    object_id: Identifier | None = None  # BT-18: the scheme is of UNTDID 1153
    buyer_accounting: str | None = None  # BT-19
    payment_terms: str | None = None  # BT-20
    notes: tuple[Note, ...] = ()  # BG-1
    process: str | None = None  # BT-23
    specification: str | None = None  # BT-24
    preceding_invoices: tuple[PrecedingInvoice, ...] = ()  # BG-3
    payee: Party | None = None  # BG-10
    transfer: Transfer | None = None
    tax_representative: Party | None = None  # BG-11
    delivery: Delivery | None = None  # BG-13
    period: Period | None = None  # BG-14
    payment_means: tuple[PaymentMeans, ...] = ()  # BG-16
    allowances: tuple[Adjustment, ...] = ()  # BG-20
    charges: tuple[Adjustment, ...] = ()  # BG-21
    totals: Totals = field(default_factory=Totals)  # BG-22
    vat_breakdown: tuple[VatSubtotal, ...] = ()  # BG-23
    attachments: tuple[Attachment, ...] = ()  # BG-24

    @property
    def is_credit_note(self) -> bool:
        """Return whether the type code makes this a credit note (UBL CreditNote, Finvoice INV02)."""
        return self.type_code in CREDIT_NOTE_CODES
