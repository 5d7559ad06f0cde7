"""What is looked at before an invoice is sent on; each is ticked by whoever checks it."""

from collections.abc import Collection, Mapping

from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

CHECKS: Mapping[str, Message] = {
    "customer": msg("The customer is the right one, with name, address and business ID."),
    "lines": msg("What is sold, how much of it and at what price is said so that the customer understands it."),
    "vat": msg("The VAT of each line is right, and where there is none, the reason is said."),
    "dates": msg("Delivery day or period and the due date are right."),
    "references": msg("References and the message are what the customer asked for."),
}
REASON_FIELDS: Mapping[str, Message] = {
    "customer_id": msg("Customer"),
    "lines": msg("Lines"),
    "delivered_on": msg("Delivered on"),
    "order_reference": msg("Order reference"),
    "buyer_reference": msg("Buyer reference"),
    "message": msg("Message to the customer"),
}


def unchecked(ticked: Collection[str]) -> list[Problem]:
    """Return what hasn't been ticked, each at its box."""
    return [Problem(f"check.{name}", msg("Check this and tick it.")) for name in CHECKS if name not in ticked]
