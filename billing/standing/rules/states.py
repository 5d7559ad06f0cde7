"""The state of an invoice as screens show it; it follows from ledger and deliveries and is nowhere written down."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, cast

from billing.delivery.rules.by_hand import SENT

ReceivableState = Literal["open", "overdue", "part_paid", "paid", "credited", "overpaid", "credit_note"]
DeliveryState = Literal[
    "unsent", "not_sent", "by_hand", "queued", "handed_over", "delivered", "bounced", "rejected", "failed", "unknown"
]


def receivable_state(
    kind: str, asked: Decimal, open_amount: Decimal, due_on: date, *, on: date, credited: Decimal = Decimal(0)
) -> ReceivableState:
    """Return what has become of the claim by a day; an invoice is overdue from the day after its due day.

    `asked` is what the customer was asked for when it was issued.

    >>> receivable_state("invoice", Decimal(100), Decimal(40), date(2026, 12, 7), on=date(2026, 12, 7))
    'part_paid'
    >>> receivable_state("invoice", Decimal(100), Decimal(40), date(2026, 12, 7), on=date(2026, 12, 8))
    'overdue'
    >>> nil, day = Decimal(0), date(2026, 12, 7)
    >>> receivable_state("invoice", Decimal(9), nil, day, on=day, credited=Decimal(9))
    'credited'
    """
    if kind == "credit_note":
        return "credit_note"
    if open_amount <= 0:
        return _settled(asked, open_amount, credited)
    if due_on < on:
        return "overdue"
    return "part_paid" if open_amount < asked - credited else "open"


def _settled(asked: Decimal, open_amount: Decimal, credited: Decimal) -> ReceivableState:
    if open_amount:
        return "overpaid"
    return "credited" if credited and credited >= asked else "paid"


def delivery_state(states: Sequence[str], *, not_sent: bool = False, by_hand: bool = False) -> DeliveryState:
    """Return the state of the newest deliberate sending, given the states of all of them from old to new.

    What a person chose to print (`by_hand`) waits to be handed over as long as nothing has left.

    >>> delivery_state(["bounced", "delivered"]), delivery_state([]), delivery_state([], not_sent=True)
    ('delivered', 'unsent', 'not_sent')
    >>> delivery_state(["bounced"], by_hand=True), delivery_state(["delivered"], by_hand=True)
    ('by_hand', 'delivered')
    """
    if not_sent:
        return "not_sent"
    if by_hand and (not states or states[-1] not in SENT):
        return "by_hand"
    return cast("DeliveryState", states[-1]) if states else "unsent"
