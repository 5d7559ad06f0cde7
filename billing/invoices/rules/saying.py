"""What EN 16931 wants said in so many words where a file leaves it out."""

from dataclasses import replace

from stdnum import ean

from billing.en16931.model import Adjustment, Attribute, Identifier, Invoice, Item, Line
from tenants.kernel.language import Language, Message, msg, translate

GTIN = "0160"  # ISO 6523 ICD
DISCOUNT, SURCHARGE = msg("Discount"), msg("Surcharge")


def said_in_full(invoice: Invoice, language: Language) -> Invoice:
    """Return an invoice whose discounts and surcharges have a reason, and whose article numbers a scheme.

    BR-33, BR-38, BR-42, BR-44: the reason, plainly that it is one, in the seller's language. BR-64: a number of GTIN's
    shape and check digit is a GTIN (0160); another stays as a property of what is sold (BG-32): nothing is lost.
    """
    return replace(
        invoice,
        allowances=_reasoned(invoice.allowances, DISCOUNT, language),
        charges=_reasoned(invoice.charges, SURCHARGE, language),
        lines=tuple(_line(line, language) for line in invoice.lines),
    )


def _line(line: Line, language: Language) -> Line:
    item = _item(line.item)
    if item is line.item and not line.allowances and not line.charges:
        return line
    return replace(
        line,
        item=item,
        allowances=_reasoned(line.allowances, DISCOUNT, language),
        charges=_reasoned(line.charges, SURCHARGE, language),
    )


def _reasoned(entries: tuple[Adjustment, ...], usual: Message, language: Language) -> tuple[Adjustment, ...]:
    return tuple(
        entry if entry.reason or entry.reason_code else replace(entry, reason=translate(usual, language))
        for entry in entries
    )


def _item(item: Item) -> Item:
    number = item.standard_id
    if number is None or number.scheme:
        return item
    if ean.is_valid(number.value):
        return replace(item, standard_id=Identifier(ean.compact(number.value), GTIN))
    return replace(item, standard_id=None, attributes=(*item.attributes, Attribute("EAN", number.value)))
