"""Allowances, charges, VAT and totals into UBL, in the order of its schema."""

from collections.abc import Iterable
from decimal import Decimal

from billing.en16931.model import Adjustment, Invoice, VatSubtotal, VatTreatment
from billing.en16931.ubl.elements import amount, cac, cbc, figure
from billing.en16931.xmlsafe import Node


def write_adjustments(parent: Node, entries: Iterable[Adjustment], currency: str, *, charge: bool) -> None:
    """Write allowances or charges of a document or line (BG-20, BG-21, BG-27, BG-28)."""
    for entry in entries:
        node = cac(parent, "AllowanceCharge")
        cbc(node, "ChargeIndicator", "true" if charge else "false")
        cbc(node, "AllowanceChargeReasonCode", entry.reason_code)
        cbc(node, "AllowanceChargeReason", entry.reason)
        figure(node, "MultiplierFactorNumeric", entry.percentage)
        amount(node, "Amount", entry.amount, currency)
        if entry.base_amount is not None:
            amount(node, "BaseAmount", entry.base_amount, currency)
        if entry.vat is not None:
            write_treatment(node, "TaxCategory", entry.vat)


def write_treatment(parent: Node, name: str, treatment: VatTreatment, reasons: VatSubtotal | None = None) -> None:
    """Write a VAT category with its rate and, in the breakdown, why nothing is charged (BT-120, BT-121)."""
    node = cac(parent, name)
    cbc(node, "ID", treatment.category)
    figure(node, "Percent", treatment.rate)
    if reasons is not None:
        cbc(node, "TaxExemptionReasonCode", reasons.exemption_code)
        cbc(node, "TaxExemptionReason", reasons.exemption_reason)
    cbc(cac(node, "TaxScheme"), "ID", "VAT")


def write_tax(parent: Node, invoice: Invoice) -> None:
    """Write the VAT total with its breakdown (BT-110, BG-23) and the total in the accounting currency (BT-111)."""
    total = cac(parent, "TaxTotal")
    amount(total, "TaxAmount", invoice.totals.vat, invoice.currency)
    for entry in invoice.vat_breakdown:
        node = cac(total, "TaxSubtotal")
        amount(node, "TaxableAmount", entry.taxable, invoice.currency)
        amount(node, "TaxAmount", entry.tax, invoice.currency)
        write_treatment(node, "TaxCategory", entry.treatment, entry)
    if invoice.vat_currency and invoice.totals.vat_in_vat_currency is not None:
        amount(cac(parent, "TaxTotal"), "TaxAmount", invoice.totals.vat_in_vat_currency, invoice.vat_currency)


def write_totals(parent: Node, invoice: Invoice) -> None:
    """Write the document totals (BG-22); those that may be absent only where they say something."""
    totals, currency = invoice.totals, invoice.currency
    node = cac(parent, "LegalMonetaryTotal")
    amount(node, "LineExtensionAmount", totals.lines, currency)
    amount(node, "TaxExclusiveAmount", totals.net, currency)
    amount(node, "TaxInclusiveAmount", totals.gross, currency)
    _optional(node, "AllowanceTotalAmount", totals.allowances, currency, stated=bool(invoice.allowances))
    _optional(node, "ChargeTotalAmount", totals.charges, currency, stated=bool(invoice.charges))
    _optional(node, "PrepaidAmount", totals.paid, currency)
    _optional(node, "PayableRoundingAmount", totals.rounding, currency)
    amount(node, "PayableAmount", totals.payable, currency)


def _optional(node: Node, name: str, value: Decimal, currency: str, *, stated: bool = False) -> None:
    if value or stated:
        amount(node, name, value, currency)
