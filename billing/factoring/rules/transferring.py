"""What a transfer to a finance company does to an invoice: another payee, another account, the words that say so.

A debtor who wasn't told pays the seller with discharging effect: FI velkakirjalaki (622/1947) 29 §, SE skuldebrevslag
(1936:81) 29 §, NO gjeldsbrevlova § 27, DK gældsbrevsloven § 29. So the words stand on the invoice, in its language.
"""

from dataclasses import replace

from billing.en16931.model import Identifier, Invoice, Note, Party, Transfer
from billing.factoring.rules.agreement import Agreement
from billing.seller.rules import SellerFacts
from billing.seller.rules.party import REGISTERS
from tenants.kernel.language import Language, Message, msg, translate

USUAL = msg(
    "This invoice has been transferred to %(name)s. It can be paid with discharging effect only to the account of "
    "%(name)s given here. Remarks on the invoice are made without delay to the seller and to %(name)s."
)


def transferred(invoice: Invoice, agreement: Agreement, seller: SellerFacts, language: Language) -> Invoice:
    """Return an invoice that names the finance company as payee (BG-10) and says that it was transferred (BT-22).

    Where the agreement has a number, Finvoice's own block says it too (FactoringAgreementDetails).
    A credit note asks for no money and stays as it is.
    """
    if invoice.is_credit_note:
        return invoice
    scheme = REGISTERS[seller.country]
    registration = Identifier(agreement.business_id, scheme) if agreement.business_id else None
    clause = clause_of(agreement, language)
    return replace(
        invoice,
        payee=Party(name=agreement.name, legal_registration=registration),
        transfer=Transfer(agreement.reference, clause) if agreement.reference else None,
        notes=(*invoice.notes, Note(clause)),
    )


def clause_of(agreement: Agreement, language: Language) -> str:
    """Return the words of transfer in a language: the agreement's own or the usual ones, and its number."""
    words = agreement.clauses.get(language) or translate(Message(USUAL.id, {"name": agreement.name}), language)
    if agreement.reference is None:
        return words
    return f"{words} {translate(msg('Agreement %(number)s.', number=agreement.reference), language)}"


def paid_to(seller: SellerFacts, agreement: Agreement) -> SellerFacts:
    """Return the seller with the finance company's name and accounts: what the ways to pay (BG-16) are made of."""
    return replace(
        seller,
        name=agreement.name,
        iban=agreement.iban,
        bic=agreement.bic,
        bankgiro=agreement.bankgiro,
        plusgiro=agreement.plusgiro,
        account=agreement.account,
        fik_creditor=agreement.fik_creditor,
    )
