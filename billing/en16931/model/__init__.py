"""The semantic model of EN 16931-1: frozen values in plain words, each with its business term (BT) or group (BG)."""

from billing.en16931.model.amounts import Adjustment, Totals, VatSubtotal, VatTreatment
from billing.en16931.model.invoice import Attachment, Delivery, Invoice, Kept, Note, PrecedingInvoice, Transfer
from billing.en16931.model.lines import Attribute, Classification, Item, Line, Price
from billing.en16931.model.parties import Address, Contact, Identifier, Party
from billing.en16931.model.payment import Card, CreditTransfer, DirectDebit, PaymentMeans
from billing.en16931.model.period import Period

__all__ = [
    "Address",
    "Adjustment",
    "Attachment",
    "Attribute",
    "Card",
    "Classification",
    "Contact",
    "CreditTransfer",
    "Delivery",
    "DirectDebit",
    "Identifier",
    "Invoice",
    "Item",
    "Kept",
    "Line",
    "Note",
    "Party",
    "PaymentMeans",
    "Period",
    "PrecedingInvoice",
    "Price",
    "Totals",
    "Transfer",
    "VatSubtotal",
    "VatTreatment",
]
