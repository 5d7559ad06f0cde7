"""The rows: article, quantity, price, allowances, charges and VAT category of each line.

RowVatAmount and RowAmount are left out on purpose: EN 16931 rounds VAT once per category (BR-CO-17), and row
amounts that add up to something else would contradict the totals.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from billing.en16931.arithmetic import line_net
from billing.en16931.finvoice.characters import LONGEST_NAME, one_line, paragraphs, pieces
from billing.en16931.finvoice.codes import unit_name
from billing.en16931.finvoice.notation import MOST_DECIMALS, written_amount
from billing.en16931.finvoice.writing.details import object_id
from billing.en16931.finvoice.writing.sheet import Content, Leaf, Sheet, adjustment, day, identifier, percent, quantity
from billing.en16931.model import Adjustment, Item, Line, Period, Price
from tenants.kernel.language import msg

ROW_TEXT = 512
UNIT = re.compile("[A-Z0-9]{2,3}")
CLASSIFICATION_SCHEME = re.compile("[A-Z0-9]{1,3}")  # UNTDID 7143
SCALES = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10000))
PRICE_STEP = Decimal(1).scaleb(-MOST_DECIMALS)


def row(sheet: Sheet, line: Line) -> Content:
    """Return the block of one line (BG-25)."""
    period = line.period or Period()
    return {
        "InvoicedObjectID": object_id(line.object_id),
        **_item(line.item),
        **_price(sheet, line),
        "StartDate": day(period.start),
        "EndDate": day(period.end),
        "RowOrderPositionIdentifier": line.order_line,
        "RowPositionIdentifier": line.id,
        "RowAccountDimensionText": line.accounting,
        "RowFreeText": paragraphs(line.note or "", ROW_TEXT),
        **_allowances(sheet, line.allowances),
        "RowChargeDetails": [adjustment(sheet, entry, "ReasonText") for entry in line.charges],
        "RowVatRatePercent": percent(line.vat.rate),
        "RowVatCode": line.vat.category,
        "RowVatExcludedAmount": sheet.amount(line.net, "BT-131"),
    }


def _named(item: Item) -> Content:
    """Return the name; one that is too long for its field begins there, and stands whole in the description's."""
    if item.description or len(one_line(item.name)) <= LONGEST_NAME:
        return {"ArticleName": item.name, "ArticleDescription": item.description}
    return {"ArticleName": pieces(item.name, LONGEST_NAME)[0], "ArticleDescription": item.name}


def _item(item: Item) -> Content:
    return {
        "ArticleIdentifier": item.seller_id,
        "ArticleGroupIdentifier": [Leaf(one.code, _scheme(one.scheme, one.version)) for one in item.classifications],
        **_named(item),
        "BuyerArticleIdentifier": item.buyer_id,
        "EanCode": identifier(item.standard_id),
        "RowDefinitionDetails": [
            {"RowDefinitionHeaderText": one.name, "RowDefinitionValue": one.value} for one in item.attributes
        ],
        "RowDeliveryDetails": {"RowCustomsInfo": {"CNOriginCountryCode": item.origin_country}},
    }


def _scheme(scheme: str | None, version: str | None) -> dict[str, str]:
    if not scheme or not CLASSIFICATION_SCHEME.fullmatch(scheme):
        return {}
    return {"SchemeID": scheme, "SchemeVersion": version[:35]} if version else {"SchemeID": scheme}


def _price(sheet: Sheet, line: Line) -> Content:
    if not UNIT.fullmatch(line.unit):
        sheet.refuse("QuantityUnitCodeUN", msg("Finvoice takes no unit code like “%(code)s”.", code=line.unit))
    unit = {"QuantityUnitCode": unit_name(line.unit), "QuantityUnitCodeUN": line.unit}
    price = _writable(sheet, line)
    return {
        "InvoicedQuantity": quantity(sheet.sign * line.quantity, unit),
        "UnitPriceAmount": sheet.unit_amount(price.net if price.gross is None else price.gross, "BT-148"),
        "UnitPriceDiscountAmount": sheet.unit_amount(price.discount, "BT-147"),
        "UnitPriceNetAmount": sheet.unit_amount(price.net, "BT-146"),
        "UnitPriceBaseQuantity": quantity(price.base_quantity, _base_unit(line.price.base_unit)),
    }


def _base_unit(code: str | None) -> dict[str, str]:
    return {"QuantityUnitCode": unit_name(code), "QuantityUnitCodeUN": code} if code and UNIT.fullmatch(code) else {}


def _writable(sheet: Sheet, line: Line) -> Price:
    """Return a price with at most five decimals that comes to the same line.

    It is stated per 10, 100 ... units, which is exact; else rounded, or per the whole quantity.
    """
    price = line.price
    if written_amount(price.net) is not None:
        return price
    for scale in SCALES:
        if written_amount(price.net * scale) is not None:
            return _scaled(price, scale)
    rounded = Price(net=price.net.quantize(PRICE_STEP, ROUND_HALF_UP), base_quantity=price.base_quantity)
    if line_net(line.quantity, rounded, sheet.currency) == line_net(line.quantity, price, sheet.currency):
        return rounded
    if line.quantity and written_amount(line.net) is not None and not (line.allowances or line.charges):
        return Price(net=abs(line.net), base_quantity=abs(line.quantity))
    return price


def _scaled(price: Price, scale: Decimal) -> Price:
    """Return the same price for so many times the quantity."""
    return Price(
        net=price.net * scale,
        gross=None if price.gross is None else price.gross * scale,
        discount=None if price.discount is None else price.discount * scale,
        base_quantity=(price.base_quantity or Decimal(1)) * scale,
        base_unit=price.base_unit,
    )


def _allowances(sheet: Sheet, allowances: tuple[Adjustment, ...]) -> Content:
    """Return one discount in the row itself; several each in a block of its own."""
    blocks = [
        {
            "RowDiscountPercent": percent(entry.percentage),
            "RowDiscountAmount": sheet.amount(entry.amount, "BT-136"),
            "RowDiscountBaseAmount": sheet.amount(entry.base_amount, "BT-137"),
            "RowDiscountTypeCode": entry.reason_code,
            "RowDiscountTypeText": entry.reason,
        }
        for entry in allowances
    ]
    return blocks[0] if len(blocks) == 1 else {"RowProgressiveDiscountDetails": blocks}
