"""The small-amount rule: what comes to too little waits, until others join it or a person has it billed.

Nobody may be billed twice for the same, so nothing is lost by waiting: the request stays as it is, and each run looks
at it anew. Credit notes are owed to the customer and never wait.
"""

from decimal import Decimal

from tenants.kernel.language import Message, msg

WAITS = msg(
    "It comes to %(total)s %(currency)s, less than the stream's least amount of %(least)s %(currency)s. It waits until"
    " more joins it on a collective invoice, or somebody has it billed all the same."
)


def waits(total: Decimal | None, currency: str, *, least: Decimal | None, own_currency: str) -> bool:
    """Say whether an amount with VAT is too small to be billed; in another currency than the company's it never is.

    >>> waits(Decimal("9.99"), "EUR", least=Decimal(10), own_currency="EUR")
    True
    >>> waits(Decimal(10), "EUR", least=Decimal(10), own_currency="EUR"), waits(Decimal(-1), "EUR", least=Decimal(10),
    ...     own_currency="EUR")
    (False, False)
    """
    if least is None or total is None or currency != own_currency:
        return False
    return 0 <= total < least


def why_it_waits(total: Decimal, currency: str, least: Decimal) -> Message:
    """Return the sentence about an amount that is too small."""
    return Message(WAITS.id, {"total": total, "currency": currency, "least": least})
