"""What the fields and the values of a contract are called on screen."""

from collections.abc import Mapping

from billing.contracts.rules.schedule import Rhythm
from portal.web._design.words import Words
from tenants.kernel.language import Message, msg

RHYTHMS: Mapping[int, Message] = {
    1: msg("Every month"),
    2: msg("Every two months"),
    3: msg("Every three months"),
    4: msg("Every four months"),
    6: msg("Every six months"),
    12: msg("Every year"),
}
STANDINGS: Mapping[str, tuple[str, Message, str]] = {
    "active": ("check", msg("Running"), "good"),
    "coming": ("clock", msg("Coming"), "info"),
    "paused": ("pause", msg("Paused"), "warn"),
    "ended": ("minus", msg("Ended"), "neutral"),
}
LABELS: Mapping[str, Message] = {
    "number": msg("Contract number"),
    "customer_number": msg("Customer number"),
    "name": msg("What it is about"),
    "stream": msg("Stream"),
    "months": msg("How often"),
    "periods": msg("Periods"),
    "billed": msg("Billed"),
    "starts_on": msg("First day"),
    "ends_on": msg("Last day"),
    "paused_from": msg("Paused from"),
    "paused_until": msg("Paused until"),
    "billed_until": msg("Billed elsewhere until"),
    "order_reference": msg("Order number"),
    "article": msg("Article"),
    "text": msg("Text"),
    "quantity": msg("Quantity"),
    "unit": msg("Unit"),
    "unit_price": msg("Price without VAT"),
    "vat_rate": msg("VAT"),
    "discount_percent": msg("Discount"),
    "from_on": msg("From"),
    "percent": msg("Percent"),
    "line": msg("Line"),
    "price": msg("New price without VAT"),
    "reason": msg("Reason"),
}


def label_of(field: str) -> Words:
    """Return what a field is called; one of a line or a change says which."""
    part, _, rest = field.partition(".")
    place, _, name = rest.partition(".")
    label = LABELS.get(name or part, field)
    if part == "lines":
        return msg("Line %(place)s, %(field)s", place=place, field=label)
    if part == "changes":
        return msg("Price change %(place)s, %(field)s", place=place, field=label)
    return label


def rhythm_words(rhythm: Rhythm) -> Words:
    """Return how often a contract bills."""
    return RHYTHMS[rhythm.months]
