"""Bank accounts as printed: the scheme's name, and the digits in the groups that people read them in."""

from collections.abc import Callable

from billing.documents.writing import plain
from billing.en16931.model import CreditTransfer, Invoice
from tenants.kernel.language import Language, msg, translate
from tenants.kernel.refusals import Invalid
from tenants.registries.accounts import format_iban, parse_iban
from tenants.registries.domestic_accounts import (
    format_bankgiro,
    format_norwegian_account,
    format_plusgiro,
    parse_bankgiro,
    parse_norwegian_account,
    parse_plusgiro,
)

BANKGIRO, PLUSGIRO = "SE:BANKGIRO", "SE:PLUSGIRO"  # Peppol BIS 3, SE-R-007 and SE-R-008: in the place of a BIC
SCHEMES = {BANKGIRO: "Bankgiro", PLUSGIRO: "Plusgiro"}


def iban_of(transfer: CreditTransfer) -> str:
    """Return an account's IBAN without blanks; empty where it isn't one (ISO 13616, check digits proven)."""
    return _formatted(transfer.account, parse_iban, str)


def printed_account(transfer: CreditTransfer) -> str:
    """Return an account number in groups; one that we don't know the shape of stays as it was given.

    >>> printed_account(CreditTransfer(account="FI7944052020036082"))
    'FI79 4405 2020 0360 82'
    >>> printed_account(CreditTransfer(account="9912346", bic="SE:BANKGIRO"))
    '991-2346'
    >>> printed_account(CreditTransfer(account="86011117947"))
    '8601.11.17947'
    """
    account = plain(transfer.account)
    if transfer.bic == BANKGIRO:
        return _formatted(account, parse_bankgiro, format_bankgiro) or account
    if transfer.bic == PLUSGIRO:
        return _formatted(account, parse_plusgiro, format_plusgiro) or account
    iban = _formatted(account, parse_iban, format_iban)
    return iban or _formatted(account, parse_norwegian_account, format_norwegian_account) or account


def account_name(transfer: CreditTransfer) -> str:
    """Return what kind of number it is; empty for a domestic account that has no name."""
    return SCHEMES.get(transfer.bic or "") or ("IBAN" if iban_of(transfer) else "")


def bic_of(transfer: CreditTransfer) -> str:
    """Return the BIC; empty where that field holds the name of a national scheme."""
    return "" if not transfer.bic or ":" in transfer.bic else plain(transfer.bic)


def account_lines(invoice: Invoice, language: Language) -> tuple[str, ...]:
    """Return a line for each account the invoice may be paid to, each once."""
    lines: dict[str, None] = {}
    for transfer in transfers(invoice):
        name = account_name(transfer) or translate(msg("Account"), language)
        parts = (name, printed_account(transfer), bic_of(transfer))
        lines[" ".join(filter(None, parts))] = None
    return tuple(lines)


def transfers(invoice: Invoice) -> tuple[CreditTransfer, ...]:
    """Return every account that the invoice names."""
    return tuple(transfer for means in invoice.payment_means for transfer in means.transfers)


def _formatted(account: str, parse: Callable[[str], str], show: Callable[[str], str]) -> str:
    """Return an account as shown, or nothing where it isn't one of that kind: paper is no place to refuse."""
    try:
        return show(parse(account))
    except Invalid:
        return ""
