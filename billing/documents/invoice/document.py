"""The invoice as it will be printed: frozen texts in one language, in the order of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from billing.documents.look import Design, SlipKind
from tenants.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says; a strong one is what the payer looks for."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One invoiced line; `details` stand small under its name."""

    code: str
    name: str
    details: tuple[str, ...]
    quantity: str
    unit: str
    price: str
    vat: str
    net: str


@dataclass(frozen=True, slots=True)
class VatRow:
    """The VAT of one category and rate; a treatment that says why there is no VAT is a wording the law wants."""

    treatment: str
    taxable: str
    tax: str
    says_why: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """How to pay, in words; `code_line` is what a form or bank shows in one line, such as `+71<...+...<`."""

    kind: SlipKind
    facts: tuple[Fact, ...]
    payee: str
    payer: tuple[str, ...]
    account: str
    bic: str
    reference: str
    due: str
    currency: str
    amount: str
    code_line: str = ""
    has_barcode: bool = False
    has_qr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDocument:
    """Everything a template may say about an invoice; nothing in it is HTML."""

    language: Language
    is_credit_note: bool
    heading: str
    number: str
    issued_on: date
    currency: str
    seller_name: str
    seller_lines: tuple[str, ...]
    return_line: str
    buyer_lines: tuple[str, ...]
    facts: tuple[Fact, ...]
    delivery: tuple[Fact, ...]
    greeting: str
    rows: tuple[Row, ...]
    has_codes: bool
    adjustments: tuple[Fact, ...]
    vat_rows: tuple[VatRow, ...]
    sums: tuple[Fact, ...]
    vat_label: str
    wordings: tuple[str, ...]
    notes: tuple[str, ...]
    slip: Slip | None
    footer: tuple[tuple[str, ...], ...]
    foot_text: str
    accent: str
    design: Design
    # Printed large and pale across each page of what isn't an issued document, such as a preview.
    mark: str = ""
    # PNG by the name that the template refers to: `image:logo`, `image:barcode`, `image:qr`.
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def title(self) -> str:
        """Return the document's title, as the reader of a PDF shows it in the window."""
        return f"{self.heading} {self.number}"
