"""The PDF of an invoice."""

from billing.documents.invoice.document import InvoiceDocument
from billing.documents.paper import Enclosure, Paper
from billing.documents.pdf import write_pdf
from billing.documents.templates import fill
from billing.en16931.cii import FACTUR_X_NAME, factur_x_metadata
from tenants.kernel.language import msg, translate

TEMPLATE = "invoice/invoice.html"


def render_invoice(
    document: InvoiceDocument, *, xml: bytes | None, xml_name: str, supplements: tuple[Enclosure, ...] = ()
) -> bytes:
    """Return the invoice as PDF/A-3b, with the e-invoice inside under its name where there is one, and `supplements`.

    The XML is the same invoice in another form, so its relationship is Alternative (ISO 19005-3, annex E); under the
    name of Factur-X the PDF's metadata say that it is one.
    """
    same: tuple[Enclosure, ...] = ()
    if xml is not None:
        described = translate(msg("The same invoice as an e-invoice"), document.language)
        same = (Enclosure(xml_name, xml, described),)
    return write_pdf(
        Paper(
            html=fill(TEMPLATE, document.language, doc=document),
            title=f"{document.title} – {document.seller_name}",
            language=document.language,
            author=document.seller_name,
            dated=document.issued_on,
            images=document.images,
            enclosures=(*same, *supplements),
            rdf=factur_x_metadata() if same and xml_name == FACTUR_X_NAME else b"",
        )
    )
