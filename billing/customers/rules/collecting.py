"""What is agreed with a customer on being reminded: the fee, and the days on which nothing is to be asked for."""

from typing import Any

from billing.customers.rules.card_input import CustomerInput
from billing.seller.rules.fields import Fields
from tenants.kernel.language import msg


def read_collecting(found: Fields, typed: CustomerInput) -> dict[str, Any]:
    """Return what a card says of reminders and collection; half an agreement and an unexplained block are problems.

    A fee is owed only by whom it was agreed with, and it has to be proven where (SE lag 1981:739 2 §: agreed at the
    latest when the debt arose).
    """
    values = {
        "reminder_fee_agreed_in": found.text("reminder_fee_agreed_in", typed.reminder_fee_agreed_in) or None,
        "reminder_fee_agreed_on": typed.reminder_fee_agreed_on,
    }
    if values["reminder_fee_agreed_in"] and not typed.reminder_fee_agreed_on:
        found.blame("reminder_fee_agreed_on", msg("Say since when the reminder fee is agreed."))
    if typed.reminder_fee_agreed_on and not values["reminder_fee_agreed_in"]:
        found.blame("reminder_fee_agreed_in", msg("Say where the reminder fee was agreed."))
    return {**values, **_block(found, typed, "reminder"), **_block(found, typed, "collection")}


def _block(found: Fields, typed: CustomerInput, what: str) -> dict[str, Any]:
    reason = found.text(f"{what}_block_reason", getattr(typed, f"{what}_block_reason")) or None
    until = getattr(typed, f"{what}_block_until")
    if until and not reason:
        found.blame(f"{what}_block_reason", msg("Say why it is blocked."))
    return {f"{what}_block_reason": reason, f"{what}_block_until": until}
