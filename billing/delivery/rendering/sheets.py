"""From an issued invoice to its document; pure, and in a worker process only: a PDF takes tens of milliseconds."""

from collections.abc import Mapping
from dataclasses import dataclass

from billing.attachments.rules.attached import needs_bytes
from billing.attachments.rules.outgoing import enclosed_in
from billing.delivery.rendering.einvoices import Ends, write_factur_x, write_syntax
from billing.delivery.rendering.rendered import Rendered
from billing.delivery.rules.routes import Syntax
from billing.documents.invoice import invoice_document, render_invoice
from billing.documents.look import Look
from billing.documents.paper import Enclosure
from billing.en16931.cii import FACTUR_X_NAME
from billing.en16931.conversion import CannotConvert
from billing.en16931.model import Invoice
from tenants.files.rules import retain_until
from tenants.kernel.country import Country
from tenants.kernel.ids import InvoiceId
from tenants.kernel.language import Language, Message
from tenants.outside.headers import file_name

SUPPLEMENT = "Supplement"


class BytesMissing(Exception):  # noqa: N818  a mistake of ours, which nobody is told of in words
    """An invoice with attached files was to be written without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a document is made of; attached files are put in before it is rendered (`with_attached`)."""

    invoice_id: InvoiceId
    content: Invoice
    language: Language
    look: Look
    country: Country
    ends: Ends


def render(sheet: Sheet) -> Rendered:
    """Return the document of an invoice: each e-invoice that passes its rules, and the PDF with one of them inside.

    Finvoice is Finland's: it is written for sellers there. The PDF encloses Factur-X where that is wanted, else UBL,
    which is read everywhere, or else Finvoice, or nothing; and beside it what is attached to the invoice.

    Raises:
        BytesMissing: the files that are attached weren't put in, so it would go out without them.
    """
    if needs_bytes(sheet.content):
        raise BytesMissing(sheet.invoice_id)
    einvoices: dict[Syntax, bytes] = {}
    not_written: dict[Syntax, tuple[Message, ...]] = {}
    for syntax in _syntaxes(sheet.country):
        try:
            einvoices[syntax] = write_syntax(sheet.content, syntax, sheet.ends)
        except CannotConvert as refusal:
            not_written[syntax] = refusal.reasons
    number = sheet.content.number
    enclosed, name = _enclosed(sheet, einvoices)
    written = render_invoice(
        invoice_document(sheet.content, sheet.look, sheet.language),
        xml=enclosed,
        xml_name=name,
        supplements=tuple(
            Enclosure(each.name, each.content, each.description, SUPPLEMENT)
            for each in enclosed_in(sheet.content.attachments)
            if each.name != name
        ),
    )
    return Rendered(
        invoice_id=sheet.invoice_id,
        number=number,
        is_credit_note=sheet.content.is_credit_note,
        language=sheet.language,
        retain_until=retain_until(sheet.country, sheet.content.issued_on),
        pdf=written,
        einvoices=einvoices,
        not_written=not_written,
    )


def _enclosed(sheet: Sheet, einvoices: Mapping[Syntax, bytes]) -> tuple[bytes | None, str]:
    """Return the e-invoice inside the PDF with its name.

    Whoever has no e-invoice address gets Factur-X, which needs none to be sent to.
    """
    buyer = sheet.content.buyer.address
    written = einvoices.get("ubl") or einvoices.get("finvoice")
    if written is None or sheet.look.wants_factur_x(buyer.country if buyer else None):
        xml = write_factur_x(sheet.content)
        if xml is not None:
            return xml, FACTUR_X_NAME
    return written, file_name("invoice", sheet.content.number, "xml")


def _syntaxes(country: Country) -> tuple[Syntax, ...]:
    return ("finvoice", "ubl") if country == "FI" else ("ubl",)
