"""Double entry: the sides of each event, which sum to zero."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from billing.en16931.model import Invoice
from tenants.kernel.money import to_minor

Account = Literal["receivable", "prepaid", "sales", "vat", "opening", "tax_agency"]


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of an event, in minor units of the invoice's currency: debit positive, credit negative."""

    account: Account
    amount_minor: int


def postings_of_issue(invoice: Invoice) -> tuple[Posting, ...]:
    """Return what issuing an invoice posts; a credit note posts the reverse.

    The receivable is what is payable (BT-115). What was paid before (BT-113) settles the advance it was received as,
    but for Skatteverket's part of ROT and RUT work, which is a claim on it (the BAS chart's 1513). A rounding (BT-114)
    is income or its reduction, as the chart's 3740 has it. Nil sides are left out.

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
    sides: tuple[tuple[Account, Decimal], ...] = (
        ("receivable", totals.payable),
        ("prepaid", totals.paid - totals.claimed),
        ("tax_agency", totals.claimed),
        ("sales", -(totals.net + totals.rounding)),
        ("vat", -totals.vat),
    )
    return tuple(Posting(account, sign * to_minor(amount, invoice.currency)) for account, amount in sides if amount)


def postings_of_take_over(open_minor: int) -> tuple[Posting, ...]:
    """Return what a receivable posts that was open in an earlier program: its opening balance, sales and VAT not again.

    >>> [(side.account, side.amount_minor) for side in postings_of_take_over(12550)]
    [('receivable', 12550), ('opening', -12550)]
    """
    return Posting("receivable", open_minor), Posting("opening", -open_minor)
