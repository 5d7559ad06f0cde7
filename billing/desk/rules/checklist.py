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
_ABOVE: Mapping[str, Message] = {
    "customer_id": msg("Customer"),
    "stream_id": msg("Kind of invoice"),
    "lines": msg("Lines"),
}
_OF_LINE: Mapping[str, Message] = {
    "text": msg("Text"),
    "quantity": msg("Quantity"),
    "unit": msg("Unit"),
    "price": msg("Price without VAT"),
    "discount": msg("Discount, %"),
    "vat": msg("VAT"),
}
_BELOW: Mapping[str, Message] = {
    "delivered_on": msg("Delivered on"),
    "period_end": msg("Period"),
    "order_reference": msg("Order reference"),
    "buyer_reference": msg("Buyer reference"),
    "vat_reason": msg("Why there is no VAT"),
    "message": msg("Message to the customer"),
    "attachments": msg("Attachments"),
}


# Of ROT and RUT work: whose it is and where, and at its line what and how long.
_OF_WORK: Mapping[str, Message] = {
    "personal_id": msg("Personal identity number"),
    "property_name": msg("Where the work is done"),
}
_OF_WORK_LINE: Mapping[str, Message] = {
    "work_kind": msg("Kind of ROT or RUT work"),
    "work_hours": msg("Hours of work"),
}


def line_reason_fields(place: int, *, has_work: bool = False) -> Mapping[str, Message]:
    """Return at which fields of a line it can be said what has to be corrected, each with its name.

    >>> list(line_reason_fields(2))[:2]
    ['lines.2.text', 'lines.2.quantity']
    """
    named = {**_OF_LINE, **(_OF_WORK_LINE if has_work else {})}
    return {f"lines.{place}.{name}": label for name, label in named.items()}


def reason_fields(*, has_work: bool = False) -> Mapping[str, Message]:
    """Return at which fields that aren't a line's it can be said why an invoice is returned, each with its name."""
    return {**_ABOVE, **(_OF_WORK if has_work else {}), **_BELOW}


def reasons_said(reasons: Mapping[str, str], lines: int, *, has_work: bool = False) -> Mapping[str, Message]:
    """Return the fields at which something is said, in the order of the form; a line's says which line it is of.

    >>> said = {"vat_reason": "Say why.", "lines.2.price": "Per hour?", "lines.9.price": "Nowhere", "message": ""}
    >>> [(name, str(label)) for name, label in reasons_said(said, 2).items()]
    [('lines.2.price', 'Line 2: Price without VAT'), ('vat_reason', 'Why there is no VAT')]
    """
    places = range(1, lines + 1)
    of_lines = {
        name: msg("Line %(n)s: %(what)s", n=place, what=label)
        for place in places
        for name, label in line_reason_fields(place, has_work=has_work).items()
    }
    fields = {**_ABOVE, **of_lines, **reason_fields(has_work=has_work)}
    return {name: label for name, label in fields.items() if reasons.get(name)}


def unchecked(ticked: Collection[str]) -> list[Problem]:
    """Return what hasn't been ticked, each at its box."""
    return [Problem(f"check.{name}", msg("Check this and tick it.")) for name in CHECKS if name not in ticked]
