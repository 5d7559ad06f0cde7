"""What a message is: invoice or credit note, in which currency, with which sign."""

from dataclasses import dataclass
from decimal import Decimal

from billing.en16931.finvoice.codes import CREDIT_NOTE, INVOICE, KIND_TO_UNTDID
from billing.en16931.finvoice.reading.block import CURRENCY, Block
from billing.en16931.finvoice.refusals import Cancellation, MissingElement, NotAnInvoice
from billing.en16931.model.invoice import CREDIT_NOTE_CODES

CREDIT_KIND = "INV02"


@dataclass(frozen=True, slots=True)
class Kind:
    """The type code (UNTDID 1001), the currency, and the sign that turns the file's amounts into the model's."""

    type_code: str
    currency: str
    sign: int


def read_kind(details: Block) -> Kind:
    """Return what InvoiceDetails says the message is.

    A credit note has negative amounts in Finvoice, and positive ones in EN 16931; whether they must be turned is seen
    from the amounts, as not every sender keeps to it. An invoice over a negative sum is a credit note.

    Raises:
        NotAnInvoice: a quote, order, delivery note, test ...
        Cancellation: the message cancels another one.
        MissingElement: the kind or the total is missing.
    """
    kind = details.needed("InvoiceTypeCode").upper()
    if not kind.startswith("INV"):
        raise NotAnInvoice(kind=kind)
    if details.text("OriginCode") == "Cancel":
        raise Cancellation
    currency = details.attribute("InvoiceTotalVatIncludedAmount", CURRENCY)
    if currency is None:
        raise MissingElement(element="InvoiceTotalVatIncludedAmount")
    total = _first_amount(details, currency)
    code = details.text("InvoiceTypeCodeUN") or KIND_TO_UNTDID.get(kind, INVOICE)
    if kind == CREDIT_KIND or code in CREDIT_NOTE_CODES:
        code = code if code in CREDIT_NOTE_CODES else CREDIT_NOTE
        return Kind(code, currency, -1 if total <= 0 else 1)
    if code == INVOICE and total < 0:
        return Kind(CREDIT_NOTE, currency, -1)
    return Kind(code, currency, 1)


def _first_amount(details: Block, currency: str) -> Decimal:
    """Return the first total that isn't nil."""
    names = ("InvoiceTotalVatIncludedAmount", "InvoiceTotalVatExcludedAmount", "RowsTotalVatExcludedAmount")
    amounts = (details.amount(name, currency) for name in names)
    return next((amount for amount in amounts if amount), Decimal(0))
