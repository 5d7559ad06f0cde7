"""Double entry: the sides of each event, which sum to zero."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from billing.en16931.model import Invoice
from tenants.kernel.money import to_minor

Account = Literal["receivable", "prepaid", "sales", "vat", "opening", "tax_agency"]


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of an event, in minor units of the invoice's currency: debit positive, credit negative.

    `sales_account` is the account of the bookkeeping that sales belong to, empty where no article says one.
    """

    account: Account
    amount_minor: int
    sales_account: str = ""


NO_ACCOUNTS: Mapping[str, str] = {}
ZERO = Decimal(0)


def postings_of_issue(invoice: Invoice, accounts: Mapping[str, str] = NO_ACCOUNTS) -> tuple[Posting, ...]:
    """Return what issuing an invoice posts; a credit note posts the reverse.

    The receivable is what is payable (BT-115). What was paid before (BT-113) settles the advance it was received as,
    but for Skatteverket's part of ROT and RUT work, which is a claim on it (the BAS chart's 1513). A rounding (BT-114)
    is income or its reduction, as the chart's 3740 has it. Nil sides are left out. `accounts` has the sales account of
    articles by code: sales are a side for each; what names no such article goes to the account of no code, if any.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from billing.en16931.model import Party, Totals
    >>> sums = Totals(net=Decimal(100), vat=Decimal("25.50"), gross=Decimal("125.50"), payable=Decimal("125.50"))
    >>> party = Party(name="Savi Oy")
    >>> bill = Invoice(number="1", issued_on=date(2026, 11, 2), seller=party, buyer=party, lines=(), totals=sums)
    >>> [(side.account, side.amount_minor) for side in postings_of_issue(bill)]
    [('receivable', 12550), ('sales', -10000), ('vat', -2550)]
    """
    sign = -1 if invoice.is_credit_note else 1
    totals = invoice.totals
    sides: tuple[tuple[Account, Decimal] | tuple[Account, Decimal, str], ...] = (
        ("receivable", totals.payable),
        ("prepaid", totals.paid - totals.claimed),
        ("tax_agency", totals.claimed),
        *(("sales", -amount, account) for account, amount in _sales(invoice, accounts)),
        ("vat", -totals.vat),
    )
    return tuple(
        Posting(account, sign * to_minor(amount, invoice.currency), *more) for account, amount, *more in sides if amount
    )


def _sales(invoice: Invoice, accounts: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    """Yield what each sales account gets; a discount on the whole and a rounding are no article's."""
    sums: dict[str, Decimal] = {}
    for line in invoice.lines if accounts else ():
        if account := accounts.get(line.item.seller_id or ""):
            sums[account] = sums.get(account, ZERO) + line.net
    rest = accounts.get("", "")
    sums[rest] = sums.get(rest, ZERO) + invoice.totals.net + invoice.totals.rounding - sum(sums.values(), ZERO)
    yield from sorted(sums.items())


def postings_of_take_over(open_minor: int) -> tuple[Posting, ...]:
    """Return what a receivable posts that was open in an earlier program: its opening balance, sales and VAT not again.

    >>> [(side.account, side.amount_minor) for side in postings_of_take_over(12550)]
    [('receivable', 12550), ('opening', -12550)]
    """
    return Posting("receivable", open_minor), Posting("opening", -open_minor)


def postings_of_take_back(open_minor: int) -> tuple[Posting, ...]:
    """Return what reverses a receivable's opening balance.

    >>> [(side.account, side.amount_minor) for side in postings_of_take_back(12550)]
    [('receivable', -12550), ('opening', 12550)]
    """
    return postings_of_take_over(-open_minor)
