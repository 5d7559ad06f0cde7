"""Danish payment: bank transfer, direct debit (Betalingsservice), giro and FIK payment slips."""

import re

from lxml.etree import _Element

from billing.en16931.checks.peppol.parties import COUNTRY
from billing.en16931.checks.peppol.reading import raw, text
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

PAYMENT = (
    f"/inv:Invoice[cac:AccountingSupplierParty/cac:Party/{COUNTRY} = 'DK'"
    f" and cac:AccountingCustomerParty/cac:Party/{COUNTRY} = 'DK']/cac:PaymentMeans"
)
ALLOWED = frozenset({"1", "10", "31", "42", "48", "49", "50", "58", "59", "93", "97"})  # UNCL 4461
TRANSFER = frozenset({"31", "42"})
DIRECT_DEBIT, GIRO, SLIP = "49", "50", "93"
GIRO_KINDS = frozenset({"01#", "04#", "15#"})  # kortartskoder
SLIP_KINDS = frozenset({"71#", "73#", "75#"})

_ACCOUNT = "cac:PayeeFinancialAccount/cbc:ID"
_BRANCH = "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"


def _code(payment: _Element) -> str:
    return raw(payment, "cbc:PaymentMeansCode")


def _reference(payment: _Element) -> str:
    return raw(payment, "cbc:PaymentID")


def _has_account(payment: _Element) -> bool:
    return _code(payment) not in TRANSFER or bool(text(payment, _ACCOUNT) and text(payment, _BRANCH))


def _has_mandate(payment: _Element) -> bool:
    needed = ("cac:PaymentMandate/cbc:ID", "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID")
    return _code(payment) != DIRECT_DEBIT or all(text(payment, at) for at in needed)


def _is_giro_complete(payment: _Element) -> bool:
    if _code(payment) != GIRO:
        return True
    account = re.fullmatch(r"[0-9]{7,8}", raw(payment, _ACCOUNT))
    return _reference(payment)[:3] in GIRO_KINDS and account is not None


def _is_giro_reference_whole(payment: _Element) -> bool:
    reference = _reference(payment)
    return _code(payment) != GIRO or reference[:3] not in {"04#", "15#"} or len(reference) == len("04#") + 16


def _is_slip_complete(payment: _Element) -> bool:
    if _code(payment) != SLIP:
        return True
    return _reference(payment)[:3] in SLIP_KINDS and len(raw(payment, _ACCOUNT)) == 8  # noqa: PLR2004  a creditor number


def _is_slip_reference_whole(payment: _Element) -> bool:
    reference = _reference(payment)
    return (
        _code(payment) != SLIP
        or reference[:3] not in {"71#", "75#"}
        or len(reference) in {len("71#") + 15, len("75#") + 16}
    )


RULES = (
    Rule(
        "DK-R-005",
        "fatal",
        PAYMENT,
        lambda payment: _code(payment) in ALLOWED,
        msg("Between Danish parties the payment means must be 1, 10, 31, 42, 48, 49, 50, 58, 59, 93 or 97."),
    ),
    Rule(
        "DK-R-006",
        "fatal",
        PAYMENT,
        _has_account,
        msg("A Danish bank transfer (31, 42) needs registration number and account number."),
    ),
    Rule(
        "DK-R-007",
        "fatal",
        PAYMENT,
        _has_mandate,
        msg("A Danish direct debit (49) needs the mandate's reference and the payer's account."),
    ),
    Rule(
        "DK-R-008",
        "fatal",
        PAYMENT,
        _is_giro_complete,
        msg("A Danish giro payment (50) needs a reference with 01#, 04# or 15#, and an account of 7 or 8 digits."),
    ),
    Rule(
        "DK-R-009",
        "fatal",
        PAYMENT,
        _is_giro_reference_whole,
        msg("A Danish giro reference of kind 04 or 15 must have 16 digits after the #."),
    ),
    Rule(
        "DK-R-010",
        "fatal",
        PAYMENT,
        _is_slip_complete,
        msg("A Danish payment slip (93) needs a reference with 71#, 73# or 75#, and a creditor number of 8 digits."),
    ),
    Rule(
        "DK-R-011",
        "fatal",
        PAYMENT,
        _is_slip_reference_whole,
        msg("A Danish slip reference of kind 71 or 75 must have 15 or 16 digits after the #."),
    ),
)
