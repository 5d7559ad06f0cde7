"""The lines into the Cross Industry Invoice, in the order of its schema."""

from billing.en16931.cii.elements import amount, figure, identifier, indicator, period, ram, text, wrapped
from billing.en16931.cii.write_amounts import write_adjustments, write_treatment
from billing.en16931.model import Item, Line, Price
from billing.en16931.xmlsafe import Node

OBJECT = "130"  # UNTDID 1001: invoiced object


def write_line(parent: Node, line: Line) -> None:
    """Write a line (BG-25)."""
    node = ram(parent, "IncludedSupplyChainTradeLineItem")
    head = ram(node, "AssociatedDocumentLineDocument")
    text(head, "LineID", line.id)
    wrapped(head, "IncludedNote", "Content", line.note)
    _item(ram(node, "SpecifiedTradeProduct"), line.item)
    agreement = ram(node, "SpecifiedLineTradeAgreement")
    wrapped(agreement, "BuyerOrderReferencedDocument", "LineID", line.order_line)
    _price(agreement, line.price)
    figure(ram(node, "SpecifiedLineTradeDelivery"), "BilledQuantity", line.quantity, unitCode=line.unit)
    _settlement(ram(node, "SpecifiedLineTradeSettlement"), line)


def _item(node: Node, item: Item) -> None:
    identifier(node, "GlobalID", item.standard_id)
    text(node, "SellerAssignedID", item.seller_id)
    text(node, "BuyerAssignedID", item.buyer_id)
    text(node, "Name", item.name)
    text(node, "Description", item.description)
    for attribute in item.attributes:
        pair = ram(node, "ApplicableProductCharacteristic")
        text(pair, "Description", attribute.name)
        text(pair, "Value", attribute.value)
    for entry in item.classifications:
        wrapped(
            node,
            "DesignatedProductClassification",
            "ClassCode",
            entry.code,
            listID=entry.scheme,
            listVersionID=entry.version,
        )
    wrapped(node, "OriginTradeCountry", "ID", item.origin_country)


def _price(node: Node, price: Price) -> None:
    """Write the price before the discount with the discount, where there is one, and the price (BG-29)."""
    if price.gross is not None or price.discount is not None:
        gross = ram(node, "GrossPriceProductTradePrice")
        before = price.gross if price.gross is not None else price.net + (price.discount or 0)
        figure(gross, "ChargeAmount", before)
        figure(gross, "BasisQuantity", price.base_quantity, unitCode=price.base_unit)
        if price.discount is not None:
            discount = ram(gross, "AppliedTradeAllowanceCharge")
            indicator(discount, charge=False)
            figure(discount, "ActualAmount", price.discount)
    net = ram(node, "NetPriceProductTradePrice")
    figure(net, "ChargeAmount", price.net)
    figure(net, "BasisQuantity", price.base_quantity, unitCode=price.base_unit)


def _settlement(node: Node, line: Line) -> None:
    write_treatment(node, "ApplicableTradeTax", line.vat)
    period(node, line.period)
    write_adjustments(node, line.allowances, charge=False)
    write_adjustments(node, line.charges, charge=True)
    amount(ram(node, "SpecifiedTradeSettlementLineMonetarySummation"), "LineTotalAmount", line.net)
    if line.object_id:
        thing = ram(node, "AdditionalReferencedDocument")
        text(thing, "IssuerAssignedID", line.object_id.value)
        text(thing, "TypeCode", OBJECT)
        text(thing, "ReferenceTypeCode", line.object_id.scheme)
    wrapped(node, "ReceivableSpecifiedTradeAccountingAccount", "ID", line.accounting)
