"""Allowances, charges, VAT and totals of a UBL document."""

from decimal import Decimal

from billing.en16931.model import Adjustment, Totals, VatSubtotal, VatTreatment
from billing.en16931.model.amounts import ZERO
from billing.en16931.ubl.fields import find, find_all, need, need_node, need_number, number, own_number, text
from billing.en16931.xmlsafe import Node


def read_adjustments(node: Node, *, charges: bool) -> tuple[Adjustment, ...]:
    """Return the allowances, or the charges, of a document (BG-20, BG-21) or line (BG-27, BG-28)."""
    wanted = {"true", "1"} if charges else {"false", "0"}
    return tuple(
        _adjustment(entry)
        for entry in find_all(node, "cac:AllowanceCharge")
        if need(entry, "cbc:ChargeIndicator", "BG-20, BG-21") in wanted
    )


def _adjustment(node: Node) -> Adjustment:
    category = find(node, "cac:TaxCategory")
    return Adjustment(
        amount=need_number(node, "cbc:Amount", "BT-92, BT-99, BT-136, BT-141"),
        base_amount=number(node, "cbc:BaseAmount"),
        percentage=number(node, "cbc:MultiplierFactorNumeric"),
        vat=None if category is None else read_treatment(category),
        reason=text(node, "cbc:AllowanceChargeReason"),
        reason_code=text(node, "cbc:AllowanceChargeReasonCode"),
    )


def read_treatment(category: Node) -> VatTreatment:
    """Return the VAT category and rate (BT-95, BT-102, BT-118, BT-151 and the term after each)."""
    return VatTreatment(need(category, "cbc:ID", "BT-118, BT-151"), number(category, "cbc:Percent"))


def read_breakdown(root: Node) -> tuple[VatSubtotal, ...]:
    """Return the VAT breakdown (BG-23)."""
    return tuple(_subtotal(node) for node in find_all(root, "cac:TaxTotal/cac:TaxSubtotal"))


def _subtotal(node: Node) -> VatSubtotal:
    category = find(node, "cac:TaxCategory")
    return VatSubtotal(
        treatment=VatTreatment(need(node, "cac:TaxCategory/cbc:ID", "BT-118"), number(category, "cbc:Percent")),
        taxable=need_number(node, "cbc:TaxableAmount", "BT-116"),
        tax=need_number(node, "cbc:TaxAmount", "BT-117"),
        exemption_reason=text(category, "cbc:TaxExemptionReason"),
        exemption_code=text(category, "cbc:TaxExemptionReasonCode"),
    )


def read_totals(root: Node, currency: str) -> Totals:
    """Return the document totals (BG-22) as stated.

    Raises:
        FieldMissing: one of BT-106, BT-109, BT-112, BT-115 is absent (BR-12 to BR-15).
    """
    total = need_node(root, "cac:LegalMonetaryTotal", "BG-22")
    vat, accounted = _vat_totals(root, currency)
    return Totals(
        lines=need_number(total, "cbc:LineExtensionAmount", "BT-106"),
        allowances=number(total, "cbc:AllowanceTotalAmount") or ZERO,
        charges=number(total, "cbc:ChargeTotalAmount") or ZERO,
        net=need_number(total, "cbc:TaxExclusiveAmount", "BT-109"),
        vat=vat,
        vat_in_vat_currency=accounted,
        gross=need_number(total, "cbc:TaxInclusiveAmount", "BT-112"),
        paid=number(total, "cbc:PrepaidAmount") or ZERO,
        rounding=number(total, "cbc:PayableRoundingAmount") or ZERO,
        payable=need_number(total, "cbc:PayableAmount", "BT-115"),
    )


def _vat_totals(root: Node, currency: str) -> tuple[Decimal, Decimal | None]:
    """Return the VAT in the invoice currency (BT-110) and that in the accounting currency (BT-111)."""
    vat, accounted = ZERO, None
    for amount in find_all(root, "cac:TaxTotal/cbc:TaxAmount"):
        value = own_number(amount)
        if amount.get("currencyID", currency) == currency:
            vat = value or ZERO
        else:
            accounted = value
    return vat, accounted
