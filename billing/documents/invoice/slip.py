"""How the invoice is paid, in the form that is usual where the seller is."""

from collections.abc import Callable
from dataclasses import dataclass

from billing.countries.fi.references import presentation as finnish_presentation
from billing.documents.invoice.accounts import account_name, bic_of, iban_of, printed_account, transfers
from billing.documents.invoice.document import Fact, Slip
from billing.documents.invoice.parties import buyer_lines
from billing.documents.invoice.payment_codes import barcode_digits, fik_line, qr_text
from billing.documents.invoice.wording import country_of
from billing.documents.look import SlipKind
from billing.documents.writing import amount, day, plain
from billing.en16931.model import CreditTransfer, Invoice
from tenants.kernel.language import Language, Message, msg, translate

REFERENCES: dict[SlipKind, Message] = {
    "bankgiro": msg("OCR number"),
    "kid": msg("KID"),
    "fik": msg("Payment ID"),
}
ACCOUNTS: dict[SlipKind, Message] = {"fik": msg("Creditor number")}
# The account that a kind of slip is about; where the invoice names none of them, the slip is the plain account.
SUITS: dict[SlipKind, Callable[[CreditTransfer], bool]] = {
    "tilisiirto": lambda transfer: iban_of(transfer).startswith("FI"),
    "bankgiro": lambda transfer: bool(account_name(transfer)) and not iban_of(transfer),
    "fik": lambda transfer: not iban_of(transfer) and transfer.bic is None,
    "kid": lambda transfer: not iban_of(transfer),
    "account": lambda transfer: bool(iban_of(transfer)),
}
# What a national way to pay takes; an invoice in another currency is paid to an IBAN where there is one.
CURRENCIES: dict[SlipKind, str] = {"tilisiirto": "EUR", "bankgiro": "SEK", "kid": "NOK", "fik": "DKK"}
CARD = "71#"  # Peppol BIS 3, DK-R-011: the kind of payment card stands before the payment id


@dataclass(frozen=True, slots=True)
class Payment:
    """The slip, the reference with its name, and what the codes on the slip hold (empty: no code)."""

    slip: Slip | None
    reference_label: Message
    reference: str
    barcode: str = ""
    qr: str = ""


def payment(invoice: Invoice, wanted: SlipKind, language: Language) -> Payment:
    """Return how to pay; a credit note, and an invoice that names no account or asks for nothing, has no slip."""
    kind, transfer = _kind_and_account(invoice, wanted)
    label = _label(kind)
    reference = _reference(invoice)
    shown = finnish_presentation(reference) if reference and kind in {"tilisiirto", "account"} else reference
    if invoice.is_credit_note or kind == "none" or invoice.totals.payable <= 0 or transfer is None:
        return Payment(None, label, shown)
    # What has no number yet isn't to be paid by a code.
    is_numbered = bool(plain(invoice.number))
    barcode = barcode_digits(invoice, transfer, reference) if is_numbered and kind == "tilisiirto" else ""
    qr = qr_text(invoice, transfer, reference) if is_numbered else ""
    slip = Slip(
        kind=kind,
        facts=_facts(invoice, kind, transfer, shown, language),
        payee=plain(transfer.name) or plain(invoice.seller.name),
        payer=buyer_lines(invoice, language),
        account=printed_account(transfer),
        bic=bic_of(transfer),
        reference=shown,
        due=_due(invoice, language),
        currency=invoice.currency,
        amount=amount(invoice.totals.payable, invoice.currency, language),
        code_line=fik_line(transfer, reference) if kind == "fik" and invoice.currency == CURRENCIES["fik"] else "",
        has_barcode=bool(barcode),
        has_qr=bool(qr),
    )
    return Payment(slip, label, shown, barcode, qr)


def _kind_and_account(invoice: Invoice, wanted: SlipKind) -> tuple[SlipKind, CreditTransfer | None]:
    """Return the slip that can be drawn and its account: the wanted one, or the plain account."""
    suiting = [transfer for transfer in transfers(invoice) if SUITS.get(wanted, bool)(transfer)]
    ibans = [transfer for transfer in (*suiting, *transfers(invoice)) if iban_of(transfer)]
    if ibans and invoice.currency != CURRENCIES.get(wanted, invoice.currency):
        return "account", ibans[0]
    if suiting:
        return wanted, suiting[0]
    kind: SlipKind = "none" if wanted == "none" else "account"
    return kind, next(iter(transfers(invoice)), None)


def _reference(invoice: Invoice) -> str:
    stated = next((plain(means.reference) for means in invoice.payment_means if means.reference), "")
    return stated.removeprefix(CARD)


def _facts(
    invoice: Invoice, kind: SlipKind, transfer: CreditTransfer, reference: str, language: Language
) -> tuple[Fact, ...]:
    account = "\n".join(filter(None, (printed_account(transfer), _with_name("BIC", bic_of(transfer)))))
    pairs = (
        (account_name(transfer) or translate(ACCOUNTS.get(kind, msg("Account")), language), account),
        (translate(_label(kind), language), reference),
        (translate(msg("Due date"), language), _due(invoice, language)),
        (
            f"{translate(msg('To pay'), language)} {invoice.currency}",
            amount(invoice.totals.payable, invoice.currency, language),
        ),
    )
    return tuple(Fact(name, value, strong=True) for name, value in pairs if value)


def _due(invoice: Invoice, language: Language) -> str:
    return day(invoice.due_on, language, country_of(invoice.seller)) if invoice.due_on else ""


def _label(kind: SlipKind) -> Message:
    return REFERENCES.get(kind, msg("Payment reference"))


def _with_name(name: str, value: str) -> str:
    return f"{name} {value}" if value else ""
