"""What a payer scans or types instead of reading: made where it can be, left out where it can't.

An invoice that has been issued has to be printed, so a reference or an account that a code can't hold costs the code
and not the invoice.
"""

from billing.countries.dk.references import payment_line
from billing.countries.payment_codes.bank_barcode import bank_barcode
from billing.countries.payment_codes.epc_qr import EpcPayment, epc_qr
from billing.countries.payment_codes.using_qr import AccountKind, UsingQrInvoice, using_qr
from billing.documents.codes import fits_qr
from billing.documents.invoice.accounts import BANKGIRO, PLUSGIRO, bic_of, iban_of, printed_account
from billing.documents.writing import plain
from billing.en16931.model import CreditTransfer, Invoice
from tenants.kernel.refusals import Invalid

GIROS = {BANKGIRO: AccountKind.BANKGIRO, PLUSGIRO: AccountKind.PLUSGIRO}


def barcode_digits(invoice: Invoice, transfer: CreditTransfer, reference: str) -> str:
    """Return the 54 digits of the Finnish bank barcode; empty for another currency, account or kind of reference."""
    if invoice.currency != "EUR":
        return ""
    try:
        return bank_barcode(transfer.account, invoice.totals.payable, reference, invoice.due_on)
    except Invalid:
        return ""


def qr_text(invoice: Invoice, transfer: CreditTransfer, reference: str) -> str:
    """Return the text of the code that a bank's app reads: EPC for euros to an IBAN, UsingQR for SEK to a giro."""
    text = ""
    if transfer.bic in GIROS and invoice.due_on and invoice.currency == "SEK":
        text = _using_qr(invoice, transfer, reference)
    elif invoice.currency == "EUR" and iban_of(transfer):
        text = _epc(invoice, transfer, reference)
    return text if fits_qr(text) else ""


def fik_line(transfer: CreditTransfer, reference: str) -> str:
    """Return the Danish payment line `+71<id+creditor<`; empty where either number isn't one."""
    try:
        return payment_line(reference, transfer.account)
    except Invalid:
        return ""


def _epc(invoice: Invoice, transfer: CreditTransfer, reference: str) -> str:
    payee = plain(transfer.name) or plain(invoice.seller.name)
    details = EpcPayment(
        name=payee,
        iban=transfer.account,
        amount=invoice.totals.payable,
        reference=reference,
        text="" if reference else plain(invoice.number),
        bic=bic_of(transfer),
        due_on=invoice.due_on,
    )
    try:
        return epc_qr(details)
    except Invalid:
        return ""


def _using_qr(invoice: Invoice, transfer: CreditTransfer, reference: str) -> str:
    seller = invoice.seller
    if invoice.due_on is None:
        return ""
    return using_qr(
        UsingQrInvoice(
            seller=plain(seller.name),
            business_id=plain(seller.legal_registration.value) if seller.legal_registration else "",
            reference=reference,
            issued_on=invoice.issued_on,
            due_on=invoice.due_on,
            amount=invoice.totals.payable,
            account_kind=GIROS[transfer.bic or BANKGIRO],
            account=printed_account(transfer),
            currency=invoice.currency,
        )
    )
