"""The invoice's own block: what it is, what it refers to, its totals, VAT, texts, allowances and charges."""

import re
from collections.abc import Mapping

from billing.en16931.finvoice.cash_discounts import CashDiscount, Money, parted
from billing.en16931.finvoice.characters import one_line, paragraphs, pieces
from billing.en16931.finvoice.codes import kind_of
from billing.en16931.finvoice.writing.sheet import Content, Leaf, Sheet, adjustment, day, identifier, percent
from billing.en16931.model import Adjustment, Identifier, Invoice, Period, PrecedingInvoice, VatSubtotal, VatTreatment
from tenants.kernel.language import msg

NOTE = 512
TERMS = 70
MOST_TERMS = 2
VAT_TEXT = 70
MOST_VAT_TEXTS = 3
OBJECT_SCHEME = re.compile("[A-Z0-9]{1,3}")  # UNTDID 1153
NO_ADJUSTMENT = VatTreatment()


def details(sheet: Sheet, invoice: Invoice) -> Content:
    """Return the block InvoiceDetails."""
    return {
        **_kind(invoice),
        **_preceding(invoice.preceding_invoices),
        **_references(invoice),
        **_totals(sheet, invoice),
        "VatPoint": {"VatPointDate": day(invoice.vat_point_on)}
        if invoice.vat_point_on
        else {"VatPointDateCode": invoice.vat_point_code},
        "VatSpecificationDetails": [_vat(sheet, entry) for entry in invoice.vat_breakdown],
        "InvoiceFreeText": [piece for note in invoice.notes for piece in paragraphs(note.text, NOTE)],
        "PaymentTermsDetails": _terms(sheet, invoice),
        "DiscountDetails": [_adjusted(sheet, entry, "FreeText") for entry in invoice.allowances],
        "ChargeDetails": [_adjusted(sheet, entry, "ReasonText") for entry in invoice.charges],
        "TenderReference": invoice.tender_reference,
    }


def _kind(invoice: Invoice) -> Content:
    return {
        "InvoiceTypeCode": kind_of(invoice.type_code),
        "InvoiceTypeCodeUN": invoice.type_code,
        "InvoiceTypeText": "Hyvityslasku" if invoice.is_credit_note else "Lasku",
        "OriginCode": "Original",
        "InvoiceNumber": invoice.number,
        "InvoiceDate": day(invoice.issued_on),
    }


def _preceding(preceding: tuple[PrecedingInvoice, ...]) -> Content:
    """Return the invoices referred to: the first where older receivers look, and all of them where there are more."""
    if not preceding:
        return {}
    several = preceding if len(preceding) > 1 else ()
    return {
        "OriginalInvoiceNumber": preceding[0].number,
        "OriginalInvoiceDate": day(preceding[0].issued_on),
        "OriginalInvoiceReference": [
            {"InvoiceNumber": one.number, "InvoiceDate": day(one.issued_on)} for one in several
        ],
    }


def _references(invoice: Invoice) -> Content:
    period = invoice.period or Period()
    return {
        "InvoicedObjectID": object_id(invoice.object_id),
        "InvoicingPeriodStartDate": day(period.start),
        "InvoicingPeriodEndDate": day(period.end),
        "OrderIdentifier": invoice.order_reference,
        "OrderConfirmationIdentifier": invoice.sales_order_reference,
        "AgreementIdentifier": invoice.contract_reference,
        "NotificationIdentifier": invoice.receiving_advice,
        "BuyerReferenceIdentifier": invoice.buyer_reference,
        "ProjectReferenceIdentifier": invoice.project_reference,
        "AccountDimensionText": invoice.buyer_accounting,
    }


def object_id(value: Identifier | None) -> Leaf | None:
    """Return an invoiced object (BT-18, BT-128), whose scheme is of UNTDID 1153."""
    return identifier(value, OBJECT_SCHEME)


def _totals(sheet: Sheet, invoice: Invoice) -> Mapping[str, Leaf | None]:
    totals = invoice.totals
    return {
        "RowsTotalVatExcludedAmount": sheet.amount(totals.lines, "BT-106"),
        "DiscountsTotalVatExcludedAmount": sheet.amount(totals.allowances or None, "BT-107"),
        "ChargesTotalVatExcludedAmount": sheet.amount(totals.charges or None, "BT-108"),
        "InvoiceTotalVatExcludedAmount": sheet.amount(totals.net, "BT-109"),
        "InvoiceTotalVatAmount": sheet.amount(totals.vat, "BT-110"),
        "InvoiceTotalVatAccountingAmount": sheet.amount(totals.vat_in_vat_currency, "BT-111", invoice.vat_currency),
        "InvoiceTotalVatIncludedAmount": sheet.amount(totals.gross, "BT-112"),
        "InvoiceTotalRoundoffAmount": sheet.amount(totals.rounding or None, "BT-114"),
        "InvoicePaidAmount": sheet.amount(totals.paid or None, "BT-113"),
    }


def _vat(sheet: Sheet, entry: VatSubtotal) -> Content:
    texts = pieces(entry.exemption_reason or "", VAT_TEXT)
    if len(texts) > MOST_VAT_TEXTS:
        reason = msg(
            "The reason why no VAT is charged has more than %(most)s characters.", most=VAT_TEXT * MOST_VAT_TEXTS
        )
        sheet.refuse("VatFreeText", reason)
    return {
        "VatBaseAmount": sheet.amount(entry.taxable, "BT-116"),
        "VatRatePercent": percent(entry.treatment.rate),
        "VatCode": entry.treatment.category,
        "VatRateAmount": sheet.amount(entry.tax, "BT-117"),
        "VatFreeText": texts,
        "VatExemptionReasonCode": entry.exemption_code,
    }


def _terms(sheet: Sheet, invoice: Invoice) -> list[Content]:
    """Return the payment terms: words and due date with the first cash discount, a block more for each other."""
    said, discounts = parted(one_line(invoice.payment_terms or ""))
    texts = pieces(said, TERMS)
    if len(texts) > MOST_TERMS:
        sheet.refuse(
            "PaymentTermsFreeText",
            msg("The payment terms have more than %(most)s characters.", most=TERMS * MOST_TERMS),
        )
    first, *others = [_cash_discount(sheet, discount) for discount in discounts] or [{}]
    return [{"PaymentTermsFreeText": texts, "InvoiceDueDate": day(invoice.due_on), **first}, *others]


def _cash_discount(sheet: Sheet, discount: CashDiscount) -> Content:
    def amount(money: Money | None, name: str) -> Leaf | None:
        return sheet.amount(money.amount, name, money.currency) if money else None

    return {
        "CashDiscountDate": day(discount.until),
        "CashDiscountBaseAmount": amount(discount.base, "CashDiscountBaseAmount"),
        "CashDiscountPercent": percent(discount.percent),
        "CashDiscountAmount": amount(discount.amount, "CashDiscountAmount"),
        "CashDiscountExcludingVatAmount": amount(discount.net, "CashDiscountExcludingVatAmount"),
        "CashDiscountVatDetails": [
            {"CashDiscountVatPercent": percent(rate), "CashDiscountVatAmount": amount(tax, "CashDiscountVatAmount")}
            for rate, tax in discount.vat
        ],
        "ReducedInvoiceVatIncludedAmount": amount(discount.reduced, "ReducedInvoiceVatIncludedAmount"),
    }


def _adjusted(sheet: Sheet, entry: Adjustment, reason: str) -> Content:
    vat = entry.vat or NO_ADJUSTMENT
    return {
        **adjustment(sheet, entry, reason),
        "VatCategoryCode": vat.category,
        "VatRatePercent": percent(vat.rate),
    }
