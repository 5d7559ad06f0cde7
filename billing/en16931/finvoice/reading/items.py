"""What a row is about: the article, its texts and references; and a row that is only text, in words."""

from decimal import Decimal

from billing.en16931.finvoice.characters import LONGEST_NAME, pieces
from billing.en16931.finvoice.notation import written_quantity
from billing.en16931.finvoice.reading.block import Block, squeezed
from billing.en16931.finvoice.reading.prices import Priced, read_quantity
from billing.en16931.model import Attribute, Classification, Identifier, Item, Line, Period, VatTreatment

GTIN_SCHEME = "0160"
GTIN_LENGTHS = {8, 12, 13, 14}
NAMELESS = ""  # what is sold isn't said, which the law asks for; whoever gets the invoice tells so


def read_line(row: Block, priced: Priced, texts: list[str]) -> Line:
    """Return a row as a line; its VAT and net amount are the caller's to say, and so is an id where it states none."""
    free = row.texts("RowFreeText")
    named = row.text("ArticleName") or row.text("ArticleDescription") or row.text("ArticleIdentifier")
    item = _item(row, named or (free.pop(0) if free else NAMELESS))
    return Line(
        id=row.text("RowPositionIdentifier") or "",
        quantity=priced.quantity,
        unit=read_quantity(row)[1],
        price=priced.price,
        item=item,
        vat=VatTreatment(),
        note="\n".join([*free, *texts]) or None,
        object_id=row.identifier("InvoicedObjectID"),
        order_line=row.text("RowOrderPositionIdentifier"),
        accounting=row.text("RowAccountDimensionText"),
        period=read_period(row, "StartDate", "EndDate") or read_period(row, "RowDeliveryDate", "RowDeliveryDate"),
        allowances=priced.adjustments.allowances,
        charges=priced.adjustments.charges,
    )


def read_period(block: Block, start: str, end: str) -> Period | None:
    """Return the days between two elements; `None` where both are missing."""
    period = Period(block.day(start), block.day(end))
    return None if period == Period() else period


def _item(row: Block, name: str) -> Item:
    description = row.text("ArticleDescription")
    if description and len(description) > LONGEST_NAME and pieces(description, LONGEST_NAME)[0] == name:
        name = description  # begun in the field of the name for want of room
    return Item(
        name=name,
        description=None if description == name else description,
        seller_id=row.text("ArticleIdentifier"),
        buyer_id=row.text("BuyerArticleIdentifier"),
        standard_id=_standard_id(row),
        classifications=tuple(
            Classification(code=text, scheme=element.get("SchemeID"), version=element.get("SchemeVersion"))
            for element in row.elements("ArticleGroupIdentifier")
            if (text := squeezed(element.text))
        ),
        origin_country=_origin(row.block("RowDeliveryDetails")),
        attributes=_attributes(row),
    )


def _standard_id(row: Block) -> Identifier | None:
    code = row.identifier("EanCode")
    if code and code.scheme is None and code.value.isdecimal() and len(code.value) in GTIN_LENGTHS:
        return Identifier(code.value, GTIN_SCHEME)
    return code


def _origin(delivery: Block) -> str | None:
    return delivery.block("RowCustomsInfo").text("CNOriginCountryCode") or delivery.text("RowManufacturerCountryCode")


def _attributes(row: Block) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(block.text("RowDefinitionHeaderText") or "", block.text("RowDefinitionValue") or "")
        for block in row.blocks("RowDefinitionDetails")
        if block.text("RowDefinitionHeaderText") and block.text("RowDefinitionValue")
    )


def row_text(row: Block, prefix: str) -> str:
    """Return a row or sub-row (`prefix` "Sub") in words: name, texts, quantity, period and amounts as they stand."""
    return " ".join(
        filter(
            None,
            (
                row.text(f"{prefix}ArticleName"),
                row.text(f"{prefix}ArticleDescription"),
                _quantity_text(row, f"{prefix}InvoicedQuantity") or _quantity_text(row, f"{prefix}DeliveredQuantity"),
                _period_text(row, prefix),
                *row.texts(f"{prefix}RowFreeText"),
                _amount_text(row, f"{prefix}RowVatExcludedAmount"),
                _amount_text(row, f"{prefix}RowAmount"),
            ),
        )
    )


def _quantity_text(row: Block, name: str) -> str:
    number: Decimal | None = row.number(name)
    if number is None:
        return ""
    unit = row.attribute(name, "QuantityUnitCode") or row.attribute(name, "QuantityUnitCodeUN") or ""
    return f"{written_quantity(number)} {unit}".strip()


def _period_text(row: Block, prefix: str) -> str:
    days = (row.day(f"{prefix}StartDate"), row.day(f"{prefix}EndDate"))
    return "-".join(f"{day.day}.{day.month}.{day.year}" for day in days if day)


def _amount_text(row: Block, name: str) -> str:
    amount = row.text(name)
    return f"{amount} {row.attribute(name, 'AmountCurrencyIdentifier') or ''}".strip() if amount else ""
