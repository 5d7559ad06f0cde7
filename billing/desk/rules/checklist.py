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
# At which fields it can be said why an invoice is returned, those of the lines aside.
_ABOVE: Mapping[str, Message] = {"customer_id": msg("Customer"), "lines": msg("Lines")}
_BELOW: Mapping[str, Message] = {
    "delivered_on": msg("Delivered on"),
    "period_end": msg("Period"),
    "order_reference": msg("Order reference"),
    "buyer_reference": msg("Buyer reference"),
    "vat_reason": msg("Why there is no VAT"),
    "message": msg("Message to the customer"),
    "attachments": msg("Attachments"),
}


# Of ROT and RUT work: whose it is and where.
_OF_WORK: Mapping[str, Message] = {
    "personal_id": msg("Personal identity number"),
    "property_name": msg("Where the work is done"),
}


def reason_fields(lines: int, *, has_work: bool = False) -> Mapping[str, Message]:
    """Return at which fields it can be said why an invoice of so many lines is returned, each with its name.

    >>> [name for name in reason_fields(2) if name.startswith("lines")], "lines.1" in reason_fields(1)
    (['lines', 'lines.1', 'lines.2'], False)
    """
    places = range(1, lines + 1) if lines > 1 else ()
    of_lines = {f"lines.{place}": msg("Line %(n)s", n=place) for place in places}
    return {**_ABOVE, **of_lines, **(_OF_WORK if has_work else {}), **_BELOW}


def unchecked(ticked: Collection[str]) -> list[Problem]:
    """Return what hasn't been ticked, each at its box."""
    return [Problem(f"check.{name}", msg("Check this and tick it.")) for name in CHECKS if name not in ticked]
