"""How the invoice is to be paid."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTransfer:
    """An account to pay to (BG-17)."""

    account: str  # BT-84: IBAN, or a national account such as a bankgiro number
    name: str | None = None  # BT-85
    bic: str | None = None  # BT-86: BIC, or a national scheme such as SE:BANKGIRO


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card that was charged (BG-18)."""

    number: str  # BT-87: the last digits only
    holder: str | None = None  # BT-88
    network: str | None = None  # no business term, but UBL demands it


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectDebit:
    """A mandate to collect from the buyer's account (BG-19)."""

    mandate: str | None = None  # BT-89
    creditor: str | None = None  # BT-90: the bank-assigned creditor identifier
    account: str | None = None  # BT-91: the debited account


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMeans:
    """One way to pay (BG-16)."""

    code: str  # BT-81: UNTDID 4461, such as 30 credit transfer, 58 SEPA credit transfer
    text: str | None = None  # BT-82
    reference: str | None = None  # BT-83: what the payer states, such as RF or viitenumero, OCR, KID
    transfers: tuple[CreditTransfer, ...] = ()  # BG-17
    card: Card | None = None  # BG-18
    direct_debit: DirectDebit | None = None  # BG-19
