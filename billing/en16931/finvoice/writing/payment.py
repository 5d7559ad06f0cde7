"""How to pay: the accounts, card and mandate, and the payment order block (EPI) that banks prefill a payment from."""

from datetime import date

from billing.en16931.finvoice.characters import one_line
from billing.en16931.finvoice.codes import EPI_NAME, IBAN
from billing.en16931.finvoice.writing.sheet import Content, Leaf, Sheet, day
from billing.en16931.model import CreditTransfer, Invoice, PaymentMeans
from tenants.kernel.language import msg

BIC = {"IdentificationSchemeName": "BIC"}
CREDIT_TRANSFER = "30"


def accounts(sheet: Sheet, invoice: Invoice) -> list[Content]:
    """Return the seller's accounts (BG-17); one without BIC can stand only in the payment order block."""
    transfers = _transfers(invoice)
    for transfer in transfers[1:]:
        if not transfer.bic:
            sheet.refuse("SellerBic", msg("The account %(account)s needs a BIC in Finvoice.", account=transfer.account))
    return [
        {
            "SellerAccountID": _account(transfer.account),
            "SellerBic": Leaf(_bare(transfer.bic), BIC),
            "SellerAccountName": transfer.name,
        }
        for transfer in transfers
        if transfer.bic
    ]


def card(invoice: Invoice) -> Content:
    """Return the block about the card that was charged (BG-18)."""
    found = next((means.card for means in invoice.payment_means if means.card), None)
    return {"PrimaryAccountNumber": found.number, "CardHolderName": found.holder} if found else {}


def direct_debit(invoice: Invoice) -> Content:
    """Return the block about the mandate to collect (BG-19)."""
    found = next((means.direct_debit for means in invoice.payment_means if means.direct_debit), None)
    if found is None:
        return {}
    return {
        "MandateReference": found.mandate,
        "CreditorIdentifier": found.creditor,
        "DebitedAccountID": _account(found.account) if found.account else None,
    }


def epi(sheet: Sheet, invoice: Invoice) -> Content:
    """Return the payment order block: to which account, under which reference, how much, by when."""
    transfers = _transfers(invoice)
    if not transfers:
        sheet.refuse("EpiAccountID", msg("Finvoice needs an account to pay to, and the invoice has none."))
    first = transfers[0] if transfers else CreditTransfer(account="")
    beneficiary = invoice.payee or invoice.seller
    means = invoice.payment_means[0] if invoice.payment_means else PaymentMeans(code=CREDIT_TRANSFER)
    return {
        "EpiIdentificationDetails": {"EpiDate": day(invoice.issued_on), "EpiReference": ""},
        "EpiPartyDetails": {
            "EpiBfiPartyDetails": {"EpiBfiIdentifier": Leaf(_bare(first.bic), BIC) if first.bic else None},
            "EpiBeneficiaryPartyDetails": {
                # A copy of a name that stands in full elsewhere; payment orders have room for 35 characters.
                "EpiNameAddressDetails": one_line(first.name or beneficiary.name)[:EPI_NAME],
                "EpiAccountID": _account(first.account),
            },
        },
        "EpiPaymentInstructionDetails": {
            "EpiRemittanceInfoIdentifier": _reference(invoice),
            "EpiInstructedAmount": sheet.epi_amount(invoice.totals.payable, "BT-115"),
            "EpiCharge": Leaf("SHA", {"ChargeOption": "SHA"}),
            "EpiDateOptionDate": day(_pay_on(sheet, invoice)),
            "EpiPaymentMeansCode": means.code,
            "EpiPaymentMeansText": means.text,
        },
    }


def _transfers(invoice: Invoice) -> tuple[CreditTransfer, ...]:
    return tuple(transfer for means in invoice.payment_means for transfer in means.transfers)


def _account(account: str) -> Leaf:
    bare = _bare(account)
    return Leaf(bare, {"IdentificationSchemeName": "IBAN" if IBAN.fullmatch(bare) else "BBAN"})


def _reference(invoice: Invoice) -> Leaf | None:
    """Return the reference: SPY is the Finnish one in digits, ISO is RF (ISO 11649)."""
    stated = next((means.reference for means in invoice.payment_means if means.reference), None)
    if stated is None:
        return None
    bare = _bare(stated).upper()
    return Leaf(bare, {"IdentificationSchemeName": "ISO" if bare.startswith("RF") else "SPY"})


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def _pay_on(sheet: Sheet, invoice: Invoice) -> date:
    """Return the day to pay on; where nothing is to be paid, the schema's mandatory day is the invoice's own."""
    if invoice.due_on is None and invoice.totals.payable > 0 and not invoice.is_credit_note:
        sheet.refuse("EpiDateOptionDate", msg("Finvoice needs a due date, and the invoice has none."))
    return invoice.due_on or invoice.issued_on
