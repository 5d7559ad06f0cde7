"""Allowances, charges, VAT and totals into the Cross Industry Invoice, in the order of its schema."""

from collections.abc import Iterable

from billing.en16931.cii.elements import UDT, amount, day, figure, indicator, ram, text
from billing.en16931.model import Adjustment, Invoice, VatSubtotal, VatTreatment
from billing.en16931.xmlsafe import Node

VAT = "VAT"
# BT-8: UNTDID 2475 here, where UBL and the model have UNTDID 2005; issue, delivery, payment.
POINTS = {"3": "5", "35": "29", "432": "72"}


def write_adjustments(parent: Node, entries: Iterable[Adjustment], *, charge: bool) -> None:
    """Write allowances or charges of a document or line (BG-20, BG-21, BG-27, BG-28)."""
    for entry in entries:
        node = ram(parent, "SpecifiedTradeAllowanceCharge")
        indicator(node, charge=charge)
        figure(node, "CalculationPercent", entry.percentage)
        if entry.base_amount is not None:
            amount(node, "BasisAmount", entry.base_amount)
        amount(node, "ActualAmount", entry.amount)
        text(node, "ReasonCode", entry.reason_code)
        text(node, "Reason", entry.reason)
        if entry.vat is not None:
            write_treatment(node, "CategoryTradeTax", entry.vat)


def write_treatment(parent: Node, name: str, treatment: VatTreatment) -> None:
    """Write a VAT category with its rate."""
    node = ram(parent, name)
    text(node, "TypeCode", VAT)
    text(node, "CategoryCode", treatment.category)
    figure(node, "RateApplicablePercent", treatment.rate)


def write_tax(parent: Node, entry: VatSubtotal, invoice: Invoice) -> None:
    """Write the VAT of one category and rate (BG-23), with the VAT point (BT-7, BT-8), which has its place here."""
    node = ram(parent, "ApplicableTradeTax")
    amount(node, "CalculatedAmount", entry.tax)
    text(node, "TypeCode", VAT)
    text(node, "ExemptionReason", entry.exemption_reason)
    amount(node, "BasisAmount", entry.taxable)
    text(node, "CategoryCode", entry.treatment.category)
    text(node, "ExemptionReasonCode", entry.exemption_code)
    day(node, "TaxPointDate", invoice.vat_point_on, kind=UDT + "DateString")
    if invoice.vat_point_code:
        text(node, "DueDateTypeCode", POINTS.get(invoice.vat_point_code, invoice.vat_point_code))
    figure(node, "RateApplicablePercent", entry.treatment.rate)


def write_totals(parent: Node, invoice: Invoice) -> None:
    """Write the document totals (BG-22); those that may be absent only where they say something."""
    totals = invoice.totals
    node = ram(parent, "SpecifiedTradeSettlementHeaderMonetarySummation")
    amount(node, "LineTotalAmount", totals.lines)
    if totals.charges or invoice.charges:
        amount(node, "ChargeTotalAmount", totals.charges)
    if totals.allowances or invoice.allowances:
        amount(node, "AllowanceTotalAmount", totals.allowances)
    amount(node, "TaxBasisTotalAmount", totals.net)
    amount(node, "TaxTotalAmount", totals.vat, currencyID=invoice.currency)
    if invoice.vat_currency and totals.vat_in_vat_currency is not None:
        amount(node, "TaxTotalAmount", totals.vat_in_vat_currency, currencyID=invoice.vat_currency)
    if totals.rounding:
        amount(node, "RoundingAmount", totals.rounding)
    amount(node, "GrandTotalAmount", totals.gross)
    if totals.paid:
        amount(node, "TotalPrepaidAmount", totals.paid)
    amount(node, "DuePayableAmount", totals.payable)
