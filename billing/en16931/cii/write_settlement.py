"""How it is taxed, summed and paid into the Cross Industry Invoice, in the order of its schema."""

from typing import Final

from billing.en16931.cii.elements import QDT, day, period, ram, text, wrapped
from billing.en16931.cii.write_amounts import write_adjustments, write_tax, write_totals
from billing.en16931.cii.write_parties import write_party
from billing.en16931.model import CreditTransfer, Invoice, PaymentMeans
from billing.en16931.xmlsafe import Node
from tenants.kernel.refusals import Invalid
from tenants.registries.accounts import parse_iban

# The model keeps a national scheme in the place of a BIC, as Peppol does; here it is said in words (BT-82).
SCHEMES: Final = {"SE:BANKGIRO": "Bankgiro", "SE:PLUSGIRO": "Plusgiro"}


def write_settlement(node: Node, invoice: Invoice) -> None:
    """Write what stands under the settlement of the whole invoice."""
    debit = next((means.direct_debit for means in invoice.payment_means if means.direct_debit), None)
    text(node, "CreditorReferenceID", debit.creditor if debit else None)
    text(node, "PaymentReference", next((means.reference for means in invoice.payment_means if means.reference), None))
    text(node, "TaxCurrencyCode", invoice.vat_currency)
    text(node, "InvoiceCurrencyCode", invoice.currency)
    if invoice.payee:
        write_party(node, "PayeeTradeParty", invoice.payee)
    for means in invoice.payment_means:
        for transfer in means.transfers or (None,):
            _means(ram(node, "SpecifiedTradeSettlementPaymentMeans"), means, transfer)
    for entry in invoice.vat_breakdown:
        write_tax(node, entry, invoice)
    period(node, invoice.period)
    write_adjustments(node, invoice.allowances, charge=False)
    write_adjustments(node, invoice.charges, charge=True)
    _terms(node, invoice, debit.mandate if debit else None)
    write_totals(node, invoice)
    for preceding in invoice.preceding_invoices:
        reference = ram(node, "InvoiceReferencedDocument")
        text(reference, "IssuerAssignedID", preceding.number)
        day(reference, "FormattedIssueDateTime", preceding.issued_on, kind=QDT + "DateTimeString")
    wrapped(node, "ReceivableSpecifiedTradeAccountingAccount", "ID", invoice.buyer_accounting)


def _terms(node: Node, invoice: Invoice, mandate: str | None) -> None:
    if invoice.payment_terms or invoice.due_on or mandate:
        terms = ram(node, "SpecifiedTradePaymentTerms")
        text(terms, "Description", invoice.payment_terms)
        day(terms, "DueDateDateTime", invoice.due_on)
        text(terms, "DirectDebitMandateID", mandate)


def _means(node: Node, means: PaymentMeans, transfer: CreditTransfer | None) -> None:
    text(node, "TypeCode", means.code)
    text(node, "Information", means.text or (SCHEMES.get(transfer.bic or "") if transfer else None))
    if means.card:
        card = ram(node, "ApplicableTradeSettlementFinancialCard")
        text(card, "ID", means.card.number)
        text(card, "CardholderName", means.card.holder)
    if means.direct_debit:
        wrapped(node, "PayerPartyDebtorFinancialAccount", "IBANID", means.direct_debit.account)
    if transfer:
        account = ram(node, "PayeePartyCreditorFinancialAccount")
        iban = _is_iban(transfer.account)
        text(account, "IBANID", transfer.account if iban else None)
        text(account, "AccountName", transfer.name)
        text(account, "ProprietaryID", None if iban else transfer.account)
        bic = transfer.bic if transfer.bic and ":" not in transfer.bic else None
        wrapped(node, "PayeeSpecifiedCreditorFinancialInstitution", "BICID", bic)


def _is_iban(account: str) -> bool:
    try:
        parse_iban(account)
    except Invalid:
        return False
    return True
