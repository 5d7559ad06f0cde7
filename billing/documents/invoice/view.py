"""From the EN 16931 invoice to what stands on the paper, in one language."""

from billing.documents.codes import bank_barcode, qr_code
from billing.documents.invoice.document import InvoiceDocument
from billing.documents.invoice.facts import delivery_facts, facts
from billing.documents.invoice.parties import buyer_lines, footer, seller_lines
from billing.documents.invoice.rows import row
from billing.documents.invoice.slip import Payment, payment
from billing.documents.invoice.sums import adjustments, sums, vat_rows
from billing.documents.invoice.wording import country_of, heading, vat_label, vat_wordings
from billing.documents.look import Look
from billing.documents.writing import plain, prose
from billing.en16931.model import Invoice
from tenants.kernel.language import Language, msg, translate


def invoice_document(invoice: Invoice, look: Look, language: Language, *, mark: str = "") -> InvoiceDocument:
    """Return an invoice or credit note as it will be printed, with a mark across its pages where it isn't issued yet.

    Amounts are those the invoice states, in its currency; nothing is computed anew.
    """
    rows = tuple(row(line, invoice, language) for line in invoice.lines)
    paid_by = payment(invoice, look.slip, language)
    seller = plain(invoice.seller.trading_name) or plain(invoice.seller.name)
    address = seller_lines(invoice, language)
    return InvoiceDocument(
        language=language,
        is_credit_note=invoice.is_credit_note,
        heading=heading(invoice, language),
        number=plain(invoice.number),
        issued_on=invoice.issued_on,
        currency=invoice.currency,
        seller_name=seller,
        seller_lines=address,
        return_line=" · ".join((plain(invoice.seller.name), *address)),
        buyer_lines=buyer_lines(invoice, language),
        facts=facts(invoice, paid_by.reference_label, paid_by.reference, language),
        delivery=delivery_facts(invoice, language),
        greeting="\n".join(filter(None, (prose(look.greeting), *_said(invoice, above=True)))),
        rows=rows,
        has_codes=look.item_numbers and any(each.code for each in rows),
        adjustments=adjustments(invoice, language),
        vat_rows=vat_rows(invoice, language),
        sums=sums(invoice, language),
        vat_label=vat_label(country_of(invoice.seller), language),
        wordings=vat_wordings(invoice, language),
        notes=tuple(filter(None, (*_said(invoice, above=False), _attached(invoice, language), prose(look.closing)))),
        slip=paid_by.slip,
        footer=footer(invoice, look, language),
        foot_text=plain(look.foot_in(language)),
        accent=look.accent,
        design=look.design,
        mark=plain(mark),
        images=_images(look, paid_by),
    )


def _said(invoice: Invoice, *, above: bool) -> tuple[str, ...]:
    return tuple(prose(note.text) for note in invoice.notes if note.above is above)


def _attached(invoice: Invoice, language: Language) -> str:
    """Name the documents that go along with an invoice (BG-24); a linked one doesn't."""
    names = [plain(one.filename or one.id) for one in invoice.attachments if one.kept or one.content is not None]
    return translate(msg("Attachments: %(names)s", names=", ".join(names)), language) if names else ""


def _images(look: Look, paid_by: Payment) -> dict[str, bytes]:
    images = {"image:logo": look.logo} if look.logo else {}
    if paid_by.barcode:
        images["image:barcode"] = bank_barcode(paid_by.barcode)
    if paid_by.qr:
        images["image:qr"] = qr_code(paid_by.qr)
    return images
