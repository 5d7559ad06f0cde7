"""The sums as printed: discounts and charges on the whole, VAT by rate and category, what is to be paid."""

from decimal import Decimal

from billing.documents.invoice.document import Fact, VatRow
from billing.documents.invoice.rows import adjustment_name
from billing.documents.invoice.wording import CATEGORIES, country_of, treatment_name, vat_label
from billing.documents.writing import amount, percent
from billing.en16931.model import Invoice, VatSubtotal
from tenants.kernel.language import Language, msg, translate


def vat_rows(invoice: Invoice, language: Language) -> tuple[VatRow, ...]:
    """Return the base and the tax of every category and rate (directive 2006/112/EC art. 226, points 8 to 10)."""
    return tuple(_vat_row(subtotal, invoice, language) for subtotal in invoice.vat_breakdown)


def adjustments(invoice: Invoice, language: Language) -> tuple[Fact, ...]:
    """Return the sum of the lines and each discount and charge on the whole; nothing where there is none."""
    if not invoice.allowances and not invoice.charges:
        return ()
    sign = _sign(invoice)

    def money(value: Decimal) -> str:
        return amount(sign * value, invoice.currency, language)

    off = (Fact(adjustment_name(each, msg("Discount"), language), money(-each.amount)) for each in invoice.allowances)
    on = (Fact(adjustment_name(each, msg("Charge"), language), money(each.amount)) for each in invoice.charges)
    return (Fact(translate(msg("Sum of the lines"), language), money(invoice.totals.lines)), *off, *on)


def sums(invoice: Invoice, language: Language) -> tuple[Fact, ...]:
    """Return the totals from net to payable; steps that change nothing are left out."""
    totals, sign = invoice.totals, _sign(invoice)
    vat = vat_label(country_of(invoice.seller), language)
    steps: list[tuple[str, Decimal]] = [
        (translate(msg("Total without VAT"), language), totals.net),
        (translate(msg("%(vat)s in total", vat=vat), language), totals.vat),
    ]
    if totals.paid or totals.rounding:
        steps.append((translate(msg("Total with VAT"), language), totals.gross))
    if totals.paid != totals.claimed:
        steps.append((translate(msg("Paid before"), language), totals.claimed - totals.paid))
    if totals.claimed:
        steps.append((translate(msg("Tax reduction, claimed from Skatteverket"), language), -totals.claimed))
    if totals.rounding:
        steps.append((translate(msg("Rounding"), language), totals.rounding))
    shown = (Fact(label, amount(sign * value, invoice.currency, language)) for label, value in steps)
    due = msg("To your credit") if invoice.is_credit_note else msg("To pay")
    payable = amount(sign * totals.payable, invoice.currency, language)
    return (
        *shown,
        Fact(f"{translate(due, language)} {invoice.currency}", payable, strong=True),
        *_in_vat_currency(invoice, vat, language),
    )


def _in_vat_currency(invoice: Invoice, vat: str, language: Language) -> tuple[Fact, ...]:
    """Return the VAT in the currency of the seller's tax authority, where the invoice is in another (art. 230)."""
    in_other = invoice.totals.vat_in_vat_currency
    if not invoice.vat_currency or in_other is None:
        return ()
    label = translate(msg("%(vat)s in %(currency)s", vat=vat, currency=invoice.vat_currency), language)
    return (Fact(label, amount(_sign(invoice) * in_other, invoice.vat_currency, language)),)


def _vat_row(subtotal: VatSubtotal, invoice: Invoice, language: Language) -> VatRow:
    sign = _sign(invoice)
    return VatRow(
        _treatment(subtotal, invoice, language),
        amount(sign * subtotal.taxable, invoice.currency, language),
        amount(sign * subtotal.tax, invoice.currency, language),
        says_why=subtotal.treatment.category in CATEGORIES,
    )


def _treatment(subtotal: VatSubtotal, invoice: Invoice, language: Language) -> str:
    treatment = subtotal.treatment
    if treatment.category == "S" and treatment.rate is not None:
        return percent(treatment.rate, language)
    return treatment_name(subtotal, invoice, language)


def _sign(invoice: Invoice) -> int:
    return -1 if invoice.is_credit_note else 1
