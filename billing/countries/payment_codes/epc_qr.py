"""The EPC QR code of SEPA credit transfers (EPC069-12), with the due day as Finnish banks read it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenants.kernel.money import round_money
from tenants.kernel.refusals import Invalid
from tenants.registries.accounts import parse_bic, parse_iban

LONGEST_NAME, LONGEST_REFERENCE, LONGEST_TEXT = 70, 35, 140
LARGEST = Decimal("999999999.99")
MOST_BYTES = 331


class AmountOutsideQr(Invalid):
    """The payment QR code holds amounts from 0.01 to 999999999.99 euros; %(amount)s isn't one."""


class TooMuchForQr(Invalid):
    """The payment QR code holds %(most)s bytes, and this payment's details take %(count)s."""


@dataclass(frozen=True, slots=True)
class EpcPayment:
    """One payment in euros to an IBAN. Either a structured reference or a text, never both in the code."""

    name: str
    iban: str
    amount: Decimal
    reference: str = ""
    text: str = ""
    bic: str = ""
    due_on: date | None = None


def epc_qr(payment: EpcPayment) -> str:
    r"""Return the text of the QR code: twelve lines in UTF-8, version 002, empty last lines left out.

    Line 12 carries the due day as `ReqdExctnDt/` (Finanssiala, "QR-koodin käyttö tilisiirtolomakkeella").

    >>> epc_qr(EpcPayment("Kuusi Oy", "FI7944052020036082", Decimal("1"), "1232")).split("\n")
    ['BCD', '002', '1', 'SCT', '', 'Kuusi Oy', 'FI7944052020036082', 'EUR1.00', '', '1232']

    Raises:
        AmountOutsideQr, TooMuchForQr, and what the account's own checks raise.
    """
    amount = round_money(payment.amount, "EUR")
    if not 0 < amount <= LARGEST:
        raise AmountOutsideQr(payment.amount, amount=payment.amount)
    text = "\n".join((*_head(payment), f"EUR{amount}", "", *_tail(payment))).rstrip("\n")
    if len(text.encode()) > MOST_BYTES:
        raise TooMuchForQr(text, most=MOST_BYTES, count=len(text.encode()))
    return text


def _head(payment: EpcPayment) -> tuple[str, ...]:
    bic = parse_bic(payment.bic) if payment.bic else ""
    return "BCD", "002", "1", "SCT", bic, _line(payment.name, LONGEST_NAME), parse_iban(payment.iban)


def _tail(payment: EpcPayment) -> tuple[str, ...]:
    reference = "".join(payment.reference.split())[:LONGEST_REFERENCE]
    text = "" if reference else _line(payment.text, LONGEST_TEXT)
    return reference, text, f"ReqdExctnDt/{payment.due_on.isoformat()}" if payment.due_on else ""


def _line(text: str, longest: int) -> str:
    """Return a text on one line, cut to the field: a line break inside would move every later field."""
    return " ".join(text.split())[:longest]
