"""Texts as read: notes, payment terms, links, and what EN 16931 has no other place for."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from billing.en16931.finvoice.cash_discounts import CashDiscount, Money, worded, written
from billing.en16931.finvoice.notation import read_day, written_quantity
from billing.en16931.finvoice.reading.block import CURRENCY, Block, squeezed
from billing.en16931.finvoice.reading.kind import Kind
from billing.en16931.finvoice.reading.parties import other_party_texts, recipient_texts
from billing.en16931.finvoice.reading.vat import vat_texts
from billing.en16931.model import Attachment, Note, VatSubtotal

LATE = "Viivästyskorko"  # interest on late payment, where the file gives a bare rate
INSTALMENT = "Osamaksu"  # a part of the sum, with a due day and a reference of its own
FIXED = "Viivästysmaksu"  # a fixed fee for late payment


def read_notes(
    document: Block, details: Block, breakdown: tuple[VatSubtotal, ...], rows: Iterable[str]
) -> tuple[Note, ...]:
    """Return every text that has no other place (BG-1), each once; `rows` are those before any line."""
    texts = [
        *details.texts("InvoiceFreeText"),
        *vat_texts(details, breakdown),
        *_definitions(details),
        *recipient_texts(document),
        *other_party_texts(document),
        *_instalments(document),
        *document.block("SpecificationDetails").texts("SpecificationFreeText"),
        *rows,
    ]
    return tuple(Note(text) for text in dict.fromkeys(texts))


def _definitions(details: Block) -> list[str]:
    """Return the sender's own fields as texts, such as a metering point: “Mittarin numero: 78500005”."""
    return [
        ": ".join(filter(None, (block.text("DefinitionHeaderText"), _value(block))))
        for block in details.blocks("DefinitionDetails")
    ]


def _value(block: Block) -> str:
    unit = block.attribute("DefinitionValue", "QuantityUnitCode") or ""
    return f"{block.text('DefinitionValue') or ''} {unit}".strip()


def _instalments(document: Block) -> list[str]:
    """Return the parts in which the invoice may be paid, a text each: amount, due day and reference."""
    return [text for block in document.blocks("PartialPaymentDetails") for text in _parts(block)]


def _parts(block: Block) -> Iterator[str]:
    amounts = (
        f"{squeezed(element.text)} {element.get(CURRENCY) or ''}"
        for element in block.elements("PartialPaymentVatIncludedAmount")
    )
    days = map(_day, block.texts("PartialPaymentDueDate"))
    references = block.texts("PartialPaymentReferenceIdentifier")
    for parts in zip_longest(amounts, days, references, fillvalue=""):
        yield squeezed(" ".join((INSTALMENT, *parts)))


def _day(text: str) -> str:
    day = read_day(text)
    return f"{day.day}.{day.month}.{day.year}" if day else text


def read_terms(details: Block, kind: Kind) -> str | None:
    """Return the payment terms (BT-20), with what they say about late payment and, last, about paying early."""
    blocks = details.blocks("PaymentTermsDetails")
    early = (worded(_cash_discount(block, kind)) for block in blocks)
    return ", ".join(filter(None, (*map(_terms, blocks), *early))) or None


def _terms(block: Block) -> str:
    late = block.block("PaymentOverDueFineDetails")
    rate, fixed = late.number("PaymentOverDueFinePercent"), _money(late, "PaymentOverDueFixedAmount", 1)
    named = late.texts("PaymentOverDueFineFreeText")
    fine = [*(named or [LATE]), f"{written_quantity(rate)} %"] if rate is not None else named
    free = [" ".join([*text.texts("Header"), *text.texts("Value")]) for text in block.blocks("FreeText")]
    fee = f"{FIXED} {written(fixed)}" if fixed else ""
    said = (" ".join(block.texts("PaymentTermsFreeText")), *free, " ".join(fine), fee)
    return ", ".join(filter(None, said))


def _cash_discount(block: Block, kind: Kind) -> CashDiscount:
    return CashDiscount(
        percent=block.number("CashDiscountPercent"),
        until=block.day("CashDiscountDate"),
        base=_money(block, "CashDiscountBaseAmount", kind.sign),
        amount=_money(block, "CashDiscountAmount", kind.sign),
        net=_money(block, "CashDiscountExcludingVatAmount", kind.sign),
        vat=tuple(
            (rate, tax)
            for part in block.blocks("CashDiscountVatDetails")
            if (rate := part.number("CashDiscountVatPercent")) is not None
            and (tax := _money(part, "CashDiscountVatAmount", kind.sign))
        ),
        reduced=_money(block, "ReducedInvoiceVatIncludedAmount", kind.sign),
    )


def _money(block: Block, name: str, sign: int) -> Money | None:
    amount = block.number(name)
    return None if amount is None else Money(sign * amount, block.attribute(name, CURRENCY) or "EUR")


def read_links(document: Block) -> tuple[Attachment, ...]:
    """Return the links to supporting documents (BG-24): each address with the name that stands in the same place."""
    names = document.texts("InvoiceUrlNameText")
    urls = document.texts("InvoiceUrlText")
    named = [*names, *urls[len(names) :]]
    return tuple(
        Attachment(id=name, description=name if name != url else None, url=url)
        for name, url in zip(named, urls, strict=False)
    )
