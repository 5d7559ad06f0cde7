"""Writing an EN 16931 invoice as a Finvoice 3.0 document."""

from collections.abc import Mapping
from datetime import datetime

from lxml import etree

from billing.en16931.finvoice.codes import MODE
from billing.en16931.finvoice.refusals import CannotWrite
from billing.en16931.finvoice.writing import parties, payment
from billing.en16931.finvoice.writing.details import details
from billing.en16931.finvoice.writing.rows import row
from billing.en16931.finvoice.writing.sheet import Content, Leaf, Sheet, identifier
from billing.en16931.model import Attachment, Identifier, Invoice, Party
from tenants.kernel.language import msg

INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
ROOT = {"Version": "3.0", f"{{{INSTANCE}}}noNamespaceSchemaLocation": "Finvoice3.0.xsd"}
# Banks demand the stylesheet and the character set (Finvoice 3.0 guidelines).
PROLOGUE = b"""<?xml version="1.0" encoding="ISO-8859-15"?>
<?xml-stylesheet type="text/xsl" href="Finvoice.xsl"?>
"""


def write_finvoice(
    invoice: Invoice,
    *,
    message_id: str,
    timestamp: datetime,
    sender_intermediator: str,
    receiver_intermediator: str,
    recipient: Party | None = None,
) -> bytes:
    """Return an invoice as a Finvoice 3.0 file in EN 16931 mode, in ISO-8859-15.

    `message_id` is fresh for every sending (2 to 48 characters); `timestamp` is an aware moment; the intermediators are
    the operators' codes; `recipient` is who gets the invoice where it isn't the buyer. A credit note (INV02) has
    negative amounts. Enclosed attachments don't travel in this file: banks take them as a message of their own,
    operators beside it in an archive.

    Raises:
        CannotWrite: Finvoice can't carry the invoice; with every reason.
    """
    sheet = Sheet(invoice.currency, -1 if invoice.is_credit_note else 1)
    message = {
        "MessageIdentifier": message_id,
        "MessageTimeStamp": timestamp.isoformat(timespec="seconds"),
        "SpecificationIdentifier": MODE,
    }
    content = {
        "MessageTransmissionDetails": {
            "MessageSenderDetails": _end(sheet, "From", invoice.seller, sender_intermediator),
            "MessageReceiverDetails": _end(sheet, "To", invoice.buyer, receiver_intermediator),
            "MessageDetails": message,
        },
        **_body(sheet, invoice),
        "InvoiceRecipientPartyDetails": parties.recipient(sheet, recipient),
    }
    root = etree.Element("Finvoice", ROOT, nsmap={"xsi": INSTANCE})
    sheet.build(root, "Finvoice", content)
    if sheet.reasons:
        raise CannotWrite(sheet.reasons)
    etree.indent(root, " ")
    return PROLOGUE + _in_latin9(root) + b"\n"


def _in_latin9(root: etree._Element) -> bytes:
    written = etree.tostring(root, encoding="ISO-8859-15", xml_declaration=False)
    return written if isinstance(written, bytes) else written.encode("iso8859-15")


def _body(sheet: Sheet, invoice: Invoice) -> Content:
    if invoice.is_credit_note and invoice.totals.gross < 0:
        sheet.refuse("BT-112", msg("A credit note over a negative sum would be read as one over a positive sum."))
    if not invoice.lines:
        sheet.refuse("InvoiceRow", msg("Finvoice needs at least one row."))
    return {
        **parties.seller(sheet, invoice.seller),
        "SellerInformationDetails": {
            "SellerTaxRegistrationText": invoice.seller.tax_registration,
            "SellerAdditionalLegalInfo": invoice.seller.legal_form,
            "SellerAccountDetails": payment.accounts(sheet, invoice),
        },
        **parties.buyer(sheet, invoice.buyer),
        **parties.delivery(sheet, invoice),
        "AnyPartyDetails": parties.other_parties(sheet, invoice),
        "InvoiceDetails": details(sheet, invoice),
        "PaymentCardInfo": payment.card(invoice),
        "DirectDebitInfo": payment.direct_debit(invoice),
        "FactoringAgreementDetails": parties.finance_company(invoice),
        "InvoiceRow": [row(sheet, line) for line in invoice.lines],
        "EpiDetails": payment.epi(sheet, invoice),
        **_links(invoice.attachments),
    }


def _end(sheet: Sheet, direction: str, party: Party, intermediator: str) -> Mapping[str, str | Leaf | None]:
    if party.electronic_address is None:
        sheet.refuse(f"{direction}Identifier", msg("%(name)s has no e-invoice address.", name=party.name))
    address = party.electronic_address or Identifier("--")
    return {
        f"{direction}Identifier": identifier(address, parties.ELECTRONIC),
        f"{direction}Intermediator": intermediator,
    }


def _links(attachments: tuple[Attachment, ...]) -> Content:
    linked = [attachment for attachment in attachments if attachment.url]
    return {
        "InvoiceUrlNameText": [one.description or one.id for one in linked],
        "InvoiceUrlText": [one.url for one in linked],
    }
