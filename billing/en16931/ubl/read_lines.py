"""The lines of a UBL document."""

from billing.en16931.model import Attribute, Classification, Identifier, Item, Line, Period, Price
from billing.en16931.ubl.fields import (
    day,
    find,
    find_all,
    identifier,
    need,
    need_node,
    need_number,
    number,
    own_text,
    text,
)
from billing.en16931.ubl.names import OBJECT
from billing.en16931.ubl.read_amounts import read_adjustments, read_treatment
from billing.en16931.xmlsafe import Node


def read_line(node: Node, quantity_name: str) -> Line:
    """Return a line (BG-25); invoices and credit notes name its quantity differently.

    Raises:
        FieldMissing: one of the fields that a line must have is absent (BR-21 to BR-27, BR-CO-04).
    """
    quantity = need_node(node, quantity_name, "BT-129")
    item = need_node(node, "cac:Item", "BG-31")
    return Line(
        id=need(node, "cbc:ID", "BT-126"),
        quantity=need_number(node, quantity_name, "BT-129"),
        unit=quantity.get("unitCode", "C62"),
        net=need_number(node, "cbc:LineExtensionAmount", "BT-131"),
        price=_price(need_node(node, "cac:Price", "BG-29")),
        item=_item(item),
        vat=read_treatment(need_node(item, "cac:ClassifiedTaxCategory", "BG-30")),
        note=text(node, "cbc:Note"),
        object_id=_object(node),
        order_line=text(node, "cac:OrderLineReference/cbc:LineID"),
        accounting=text(node, "cbc:AccountingCost"),
        period=read_period(find(node, "cac:InvoicePeriod")),
        allowances=read_adjustments(node, charges=False),
        charges=read_adjustments(node, charges=True),
    )


def read_period(node: Node | None) -> Period | None:
    """Return the days of an invoice period (BG-14, BG-26); None where neither end is stated."""
    start, end = day(node, "cbc:StartDate"), day(node, "cbc:EndDate")
    return Period(start, end) if start or end else None


def _object(node: Node) -> Identifier | None:
    for reference in find_all(node, "cac:DocumentReference"):
        if text(reference, "cbc:DocumentTypeCode") in {OBJECT, None}:
            return identifier(reference, "cbc:ID")
    return None


def _price(node: Node) -> Price:
    base = find(node, "cbc:BaseQuantity")
    return Price(
        net=need_number(node, "cbc:PriceAmount", "BT-146"),
        discount=number(node, "cac:AllowanceCharge/cbc:Amount"),
        gross=number(node, "cac:AllowanceCharge/cbc:BaseAmount"),
        base_quantity=number(node, "cbc:BaseQuantity"),
        base_unit=None if base is None else base.get("unitCode"),
    )


def _item(node: Node) -> Item:
    return Item(
        name=need(node, "cbc:Name", "BT-153"),
        description=text(node, "cbc:Description"),
        seller_id=text(node, "cac:SellersItemIdentification/cbc:ID"),
        buyer_id=text(node, "cac:BuyersItemIdentification/cbc:ID"),
        standard_id=identifier(node, "cac:StandardItemIdentification/cbc:ID"),
        classifications=tuple(_classifications(node)),
        origin_country=text(node, "cac:OriginCountry/cbc:IdentificationCode"),
        attributes=tuple(
            Attribute(need(entry, "cbc:Name", "BT-160"), need(entry, "cbc:Value", "BT-161"))
            for entry in find_all(node, "cac:AdditionalItemProperty")
        ),
    )


def _classifications(item: Node) -> list[Classification]:
    codes = find_all(item, "cac:CommodityClassification/cbc:ItemClassificationCode")
    return [
        Classification(code=value, scheme=code.get("listID"), version=code.get("listVersionID"))
        for code in codes
        if (value := own_text(code))
    ]
