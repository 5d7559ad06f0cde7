"""Document totals as read: what the file states; what it leaves out follows from what it states."""

from decimal import Decimal

from billing.en16931.finvoice.reading.adjustments import Adjustments
from billing.en16931.finvoice.reading.block import CURRENCY, Block
from billing.en16931.finvoice.reading.kind import Kind
from billing.en16931.model import Line, Totals, VatSubtotal
from billing.en16931.model.amounts import ZERO


def vat_currency(details: Block, kind: Kind) -> str | None:
    """Return the currency VAT is accounted in (BT-6), where it isn't the invoice's."""
    currency = details.attribute("InvoiceTotalVatAccountingAmount", CURRENCY)
    return currency if currency != kind.currency else None


def adjustments_left(details: Block, kind: Kind) -> Decimal | None:
    """Return what the stated totals leave for allowances and charges; `None` where they don't say."""
    rows, net = (
        details.amount(name, kind.currency) for name in ("RowsTotalVatExcludedAmount", "InvoiceTotalVatExcludedAmount")
    )
    return None if rows is None or net is None else kind.sign * (net - rows)


def read_totals(
    details: Block, kind: Kind, lines: tuple[Line, ...], adjusted: Adjustments, breakdown: tuple[VatSubtotal, ...]
) -> Totals:
    """Return the document totals (BG-22), but for the amount to pay."""

    def stated(name: str) -> Decimal | None:
        amount = details.amount(name, kind.currency)
        return None if amount is None else kind.sign * amount

    less, more = stated("DiscountsTotalVatExcludedAmount"), stated("ChargesTotalVatExcludedAmount")
    gross = stated("InvoiceTotalVatIncludedAmount") or ZERO
    net, vat = _net_and_vat(stated("InvoiceTotalVatExcludedAmount"), stated("InvoiceTotalVatAmount"), gross, breakdown)
    rows = stated("RowsTotalVatExcludedAmount")
    accounted = details.number("InvoiceTotalVatAccountingAmount") if vat_currency(details, kind) else None
    return Totals(
        lines=sum((line.net for line in lines), ZERO) if rows is None else rows,
        allowances=sum((one.amount for one in adjusted.allowances), ZERO) if less is None else abs(less),
        charges=sum((one.amount for one in adjusted.charges), ZERO) if more is None else abs(more),
        net=net,
        vat=vat,
        vat_in_vat_currency=None if accounted is None else kind.sign * accounted,
        gross=gross,
        paid=stated("InvoicePaidAmount") or ZERO,
        rounding=stated("InvoiceTotalRoundoffAmount") or ZERO,
    )


def _net_and_vat(
    net: Decimal | None, vat: Decimal | None, gross: Decimal, breakdown: tuple[VatSubtotal, ...]
) -> tuple[Decimal, Decimal]:
    if vat is None:
        vat = sum((entry.tax for entry in breakdown), ZERO) if net is None else gross - net
    return (gross - vat if net is None else net), vat
