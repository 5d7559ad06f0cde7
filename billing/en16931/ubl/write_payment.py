"""How it is to be paid into UBL, in the order of its schema."""

from dataclasses import replace
from datetime import date

from billing.en16931.model import Card, CreditTransfer, DirectDebit, Invoice, PaymentMeans
from billing.en16931.ubl.elements import cac, cbc, coded, dated, wrapped
from billing.en16931.xmlsafe import Node

UNDEFINED = "1"  # UNTDID 4461: instrument not defined


def write_payment(root: Node, invoice: Invoice) -> None:
    """Write the ways to pay (BG-16), one element an account, and the terms (BT-20).

    A credit note's due day (BT-9) has its place inside a way to pay, so one is stated as undefined where there is none.
    """
    due = invoice.due_on if invoice.is_credit_note else None
    means = invoice.payment_means or ((PaymentMeans(code=UNDEFINED),) if due else ())
    pairs = [(entry, transfer) for entry in means for transfer in entry.transfers or (None,)]
    for index, (entry, transfer) in enumerate(pairs):
        # UBL-SR-45 and UBL-SR-46: due day and text stand once, in the first element.
        _means(root, entry if index == 0 else replace(entry, text=None), transfer, due if index == 0 else None)
    wrapped(root, "PaymentTerms", "Note", invoice.payment_terms)


def creditor_of(invoice: Invoice) -> str | None:
    """Return the bank-assigned creditor identifier (BT-90), which UBL keeps with the payee or the seller."""
    debits = (entry.direct_debit for entry in invoice.payment_means)
    return next((debit.creditor for debit in debits if debit and debit.creditor), None)


def _means(root: Node, means: PaymentMeans, transfer: CreditTransfer | None, due: date | None) -> None:
    node = cac(root, "PaymentMeans")
    coded(node, "PaymentMeansCode", means.code, name=means.text)
    dated(node, "PaymentDueDate", due)
    cbc(node, "PaymentID", means.reference)
    _card(node, means.card)
    if transfer is not None:
        account = cac(node, "PayeeFinancialAccount")
        cbc(account, "ID", transfer.account)
        cbc(account, "Name", transfer.name)
        wrapped(account, "FinancialInstitutionBranch", "ID", transfer.bic)
    _direct_debit(node, means.direct_debit)


def _card(node: Node, card: Card | None) -> None:
    if card is not None:
        account = cac(node, "CardAccount")
        cbc(account, "PrimaryAccountNumberID", card.number)
        cbc(account, "NetworkID", card.network or "NA")
        cbc(account, "HolderName", card.holder)


def _direct_debit(node: Node, debit: DirectDebit | None) -> None:
    if debit is not None and (debit.mandate or debit.account):
        mandate = cac(node, "PaymentMandate")
        cbc(mandate, "ID", debit.mandate)
        wrapped(mandate, "PayerFinancialAccount", "ID", debit.account)
