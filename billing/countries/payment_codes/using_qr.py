"""The Swedish UsingQR code: one line of JSON with what a bank's app needs to pay an invoice."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tenants.kernel.money import round_money


class AccountKind(StrEnum):
    """What the account number is: `pt` in the code."""

    IBAN = "IBAN"
    BBAN = "BBAN"
    BANKGIRO = "BG"
    PLUSGIRO = "PG"


@dataclass(frozen=True, slots=True)
class UsingQrInvoice:
    """One invoice to be paid. `business_id` and `reference` as printed; VAT amounts by rate are left out: optional."""

    seller: str
    business_id: str
    reference: str
    issued_on: date
    due_on: date
    amount: Decimal
    account_kind: AccountKind
    account: str
    currency: str = "SEK"
    country: str = "SE"
    bic: str = ""


def using_qr(invoice: UsingQrInvoice) -> str:
    """Return the text of the QR code (UsingQR: uqr 1, tp 1 for an invoice), one line without blanks.

    A credit note has no code: its type (`tp` 2) isn't confirmed by the sources we have.
    """
    fields: dict[str, str | int | float] = {
        "uqr": 1,
        "tp": 1,
        "nme": invoice.seller,
        "cc": invoice.country,
        "cid": invoice.business_id,
        "iref": invoice.reference,
        "idt": f"{invoice.issued_on:%Y%m%d}",
        "ddt": f"{invoice.due_on:%Y%m%d}",
        "due": _number(invoice.amount, invoice.currency),
        "cur": invoice.currency,
        "pt": invoice.account_kind.value,
        "acc": invoice.account,
    }
    if invoice.bic:
        fields["bc"] = invoice.bic
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _number(amount: Decimal, currency: str) -> float:
    """Return the amount as a JSON number; two decimals of 13 digits survive a float exactly as printed."""
    return float(round_money(amount, currency))
