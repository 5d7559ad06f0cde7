"""The lines into UBL, in the order of its schema."""

from billing.en16931.model import Item, Line, Period, Price
from billing.en16931.ubl.elements import amount, cac, cbc, coded, dated, figure, identifier, wrapped
from billing.en16931.ubl.names import OBJECT
from billing.en16931.ubl.write_amounts import write_adjustments, write_treatment
from billing.en16931.xmlsafe import Node


def write_line(root: Node, line: Line, currency: str, *, credit: bool) -> None:
    """Write a line (BG-25)."""
    node = cac(root, "CreditNoteLine" if credit else "InvoiceLine")
    cbc(node, "ID", line.id)
    cbc(node, "Note", line.note)
    figure(node, "CreditedQuantity" if credit else "InvoicedQuantity", line.quantity, unitCode=line.unit)
    amount(node, "LineExtensionAmount", line.net, currency)
    cbc(node, "AccountingCost", line.accounting)
    write_period(node, line.period)
    wrapped(node, "OrderLineReference", "LineID", line.order_line)
    if line.object_id:
        reference = cac(node, "DocumentReference")
        identifier(reference, "ID", line.object_id)
        cbc(reference, "DocumentTypeCode", OBJECT)
    write_adjustments(node, line.allowances, currency, charge=False)
    write_adjustments(node, line.charges, currency, charge=True)
    _item(node, line)
    _price(node, line.price, currency)


def write_period(parent: Node, period: Period | None, code: str | None = None) -> None:
    """Write the days of a period and the code of the VAT point (BT-8), which UBL keeps in the same place."""
    if not code and (period is None or period == Period()):
        return
    node = cac(parent, "InvoicePeriod")
    if period is not None:
        dated(node, "StartDate", period.start)
        dated(node, "EndDate", period.end)
    cbc(node, "DescriptionCode", code)


def _item(parent: Node, line: Line) -> None:
    item = line.item
    node = cac(parent, "Item")
    cbc(node, "Description", item.description)
    cbc(node, "Name", item.name)
    wrapped(node, "BuyersItemIdentification", "ID", item.buyer_id)
    wrapped(node, "SellersItemIdentification", "ID", item.seller_id)
    if item.standard_id:
        identifier(cac(node, "StandardItemIdentification"), "ID", item.standard_id)
    wrapped(node, "OriginCountry", "IdentificationCode", item.origin_country)
    _classifications(node, item)
    write_treatment(node, "ClassifiedTaxCategory", line.vat)
    for attribute in item.attributes:
        pair = cac(node, "AdditionalItemProperty")
        cbc(pair, "Name", attribute.name)
        cbc(pair, "Value", attribute.value)


def _classifications(node: Node, item: Item) -> None:
    for entry in item.classifications:
        coded(
            cac(node, "CommodityClassification"),
            "ItemClassificationCode",
            entry.code,
            listID=entry.scheme,
            listVersionID=entry.version,
        )


def _price(parent: Node, price: Price, currency: str) -> None:
    node = cac(parent, "Price")
    figure(node, "PriceAmount", price.net, currencyID=currency)
    figure(node, "BaseQuantity", price.base_quantity, unitCode=price.base_unit)
    if price.gross is None and price.discount is None:
        return
    allowance = cac(node, "AllowanceCharge")
    cbc(allowance, "ChargeIndicator", "false")
    discount = price.discount if price.discount is not None else (price.gross or price.net) - price.net
    figure(allowance, "Amount", discount, currencyID=currency)
    figure(allowance, "BaseAmount", price.gross, currencyID=currency)
