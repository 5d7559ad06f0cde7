"""How to pay, as read: the payment order block first, then the seller's other accounts, card and mandate."""

from datetime import date
from decimal import Decimal

from billing.en16931.finvoice.codes import EPI_NAME, IBAN
from billing.en16931.finvoice.reading.block import Block
from billing.en16931.finvoice.reading.kind import Kind
from billing.en16931.model import Card, CreditTransfer, DirectDebit, PaymentMeans, Totals

SEPA, ANY_TRANSFER = "58", "30"


def read_payment(root: Block) -> tuple[PaymentMeans, ...]:
    """Return how to pay (BG-16), with every account once; nothing where no account, card or mandate is stated."""
    order = root.block("EpiDetails").block("EpiPaymentInstructionDetails")
    transfers = _transfers(root)
    card, debit = _card(root.block("PaymentCardInfo")), _debit(root.block("DirectDebitInfo"))
    if not (transfers or card or debit):
        return ()
    is_iban = bool(transfers) and IBAN.fullmatch(transfers[0].account) is not None
    return (
        PaymentMeans(
            code=order.text("EpiPaymentMeansCode") or (SEPA if is_iban else ANY_TRANSFER),
            text=order.text("EpiPaymentMeansText"),
            reference=order.text("EpiRemittanceInfoIdentifier"),
            transfers=transfers,
            card=card,
            direct_debit=debit,
        ),
    )


def _transfers(root: Block) -> tuple[CreditTransfer, ...]:
    first = _ordered(root.block("EpiDetails").block("EpiPartyDetails"), root)
    found = {first.account: first} if first else {}
    for block in root.block("SellerInformationDetails").blocks("SellerAccountDetails"):
        account = _account(block.text("SellerAccountID"))
        if account is None:
            continue
        name, bic = block.text("SellerAccountName"), block.text("SellerBic")
        known = found.get(account)
        found[account] = CreditTransfer(account=account, name=name, bic=known.bic if known and known.bic else bic)
    return tuple(found.values())


def _ordered(parties: Block, root: Block) -> CreditTransfer | None:
    """Return the account of the payment order; its name only where it isn't just the seller's, cut to fit."""
    beneficiary = parties.block("EpiBeneficiaryPartyDetails")
    account = _account(beneficiary.text("EpiAccountID"))
    if account is None:
        return None
    name = beneficiary.text("EpiNameAddressDetails")
    sellers = {one[:EPI_NAME].strip().casefold() for one in _names(root)}
    return CreditTransfer(
        account=account,
        name=name if name and name.casefold() not in sellers else None,
        bic=parties.block("EpiBfiPartyDetails").text("EpiBfiIdentifier"),
    )


def _names(root: Block) -> list[str]:
    others = [name for block in root.blocks("AnyPartyDetails") for name in block.texts("AnyPartyOrganisationName")]
    return [*root.block("SellerPartyDetails").texts("SellerOrganisationName"), *others]


def _account(text: str | None) -> str | None:
    return "".join(text.split()) if text else None


def _card(block: Block) -> Card | None:
    number = block.text("PrimaryAccountNumber")
    return Card(number=number, holder=block.text("CardHolderName")) if number else None


def _debit(block: Block) -> DirectDebit | None:
    debit = DirectDebit(
        mandate=block.text("MandateReference"),
        creditor=block.text("CreditorIdentifier"),
        account=_account(block.text("DebitedAccountID")),
    )
    return None if debit == DirectDebit() else debit


def read_due_day(root: Block, *, is_credit_note: bool) -> date | None:
    """Return the due date (BT-9) from the payment terms, else from the payment order, whose day is mandatory.

    A credit note's payment order has a day only because the schema wants one.
    """
    for terms in root.block("InvoiceDetails").blocks("PaymentTermsDetails"):
        if (day := terms.day("InvoiceDueDate")) is not None:
            return day
    order = root.block("EpiDetails").block("EpiPaymentInstructionDetails")
    return None if is_credit_note else order.day("EpiDateOptionDate")


def read_payable(root: Block, kind: Kind, totals: Totals) -> Decimal:
    """Return the amount to pay (BT-115): what the payment order states, in the model's sign.

    A credit note's order may say nil or the amount without sign; both mean what the totals leave.
    """
    left = totals.gross - totals.paid + totals.rounding
    order = root.block("EpiDetails").block("EpiPaymentInstructionDetails")
    stated = order.amount("EpiInstructedAmount", kind.currency)
    if stated is None or (kind.sign < 0 and (not stated or stated == left)):
        return left
    return kind.sign * stated
