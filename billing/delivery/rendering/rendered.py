"""A document as it came out of rendering."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from billing.delivery.rules.routes import Syntax
from tenants.kernel.ids import InvoiceId
from tenants.kernel.language import Language, Message
from tenants.outside.headers import file_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The PDF, the e-invoice by syntax, and where there is none the reasons; files are named by kind and number."""

    invoice_id: InvoiceId
    number: str
    is_credit_note: bool
    language: Language
    retain_until: date
    pdf: bytes
    einvoices: Mapping[Syntax, bytes]
    not_written: Mapping[Syntax, tuple[Message, ...]]

    def forms(self) -> Iterator[tuple[str, str, bytes]]:
        """Return each form the document has: its name, media type and bytes; the PDF first."""
        yield "pdf", "application/pdf", self.pdf
        for syntax, xml in self.einvoices.items():
            yield syntax, "application/xml", xml

    def name(self, form: str) -> str:
        """Return the file name of a form, such as invoice-20260412.pdf or invoice-20260412.ubl.xml."""
        kind = "credit-note" if self.is_credit_note else "invoice"
        return file_name(kind, self.number, "pdf") if form == "pdf" else file_name(kind, self.number, f"{form}.xml")
