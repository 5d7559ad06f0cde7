"""How the seller's invoices are to be paid (BG-16)."""

from billing.en16931.model import CreditTransfer, PaymentMeans
from billing.seller.rules.facts import SellerFacts

# UNTDID 4461.
CREDIT_TRANSFER, SEPA_TRANSFER, PAYMENT_SLIP = "30", "58", "93"
# In the place of a BIC: Peppol SE-R-007 to SE-R-010.
BANKGIRO, PLUSGIRO = "SE:BANKGIRO", "SE:PLUSGIRO"
# The kind of payment card before the payment id: Peppol DK-R-010, DK-R-011.
CARD = "71#"


def payment_means(seller: SellerFacts, reference: str) -> tuple[PaymentMeans, ...]:
    """Return every way to pay an invoice of the seller by its reference, the one payers there use first.

    Sweden: bankgiro and plusgiro under code 30; Norway: the account number under 30 with the KID; Denmark: FIK card 71
    under 93; an IBAN anywhere under 58.
    """
    means = [
        _transfer(seller, CREDIT_TRANSFER, seller.bankgiro, BANKGIRO, reference),
        _transfer(seller, CREDIT_TRANSFER, seller.plusgiro, PLUSGIRO, reference),
        _transfer(seller, CREDIT_TRANSFER, seller.account, None, reference),
        _slip(seller, reference),
        _transfer(seller, SEPA_TRANSFER, seller.iban, seller.bic, reference),
    ]
    return tuple(entry for entry in means if entry is not None)


def _transfer(
    seller: SellerFacts, code: str, account: str | None, bic: str | None, reference: str
) -> PaymentMeans | None:
    if account is None:
        return None
    transfer = CreditTransfer(account=account, name=seller.name, bic=bic)
    return PaymentMeans(code=code, reference=reference, transfers=(transfer,))


def _slip(seller: SellerFacts, reference: str) -> PaymentMeans | None:
    if seller.fik_creditor is None:
        return None
    transfer = CreditTransfer(account=seller.fik_creditor, name=seller.name)
    return PaymentMeans(code=PAYMENT_SLIP, reference=f"{CARD}{reference}", transfers=(transfer,))
