"""Everything that counts, read in the order in which one thing needs the other."""

from dataclasses import dataclass, replace
from decimal import Decimal

from billing.en16931.arithmetic import Key, vat_breakdown, vat_key
from billing.en16931.finvoice.reading.adjustments import Adjustments, read_document_adjustments
from billing.en16931.finvoice.reading.block import Block
from billing.en16931.finvoice.reading.kind import Kind
from billing.en16931.finvoice.reading.payment import read_payable
from billing.en16931.finvoice.reading.rows import read_rows
from billing.en16931.finvoice.reading.totals import adjustments_left, read_totals
from billing.en16931.finvoice.reading.vat import read_breakdown
from billing.en16931.model import Line, Totals, VatSubtotal
from billing.en16931.model.amounts import ZERO


@dataclass(frozen=True, slots=True)
class Amounts:
    """Lines, allowances and charges, the VAT breakdown and the totals; and texts of rows that belong to no line."""

    lines: tuple[Line, ...]
    adjusted: Adjustments
    breakdown: tuple[VatSubtotal, ...]
    totals: Totals
    texts: tuple[str, ...]


def read_amounts(document: Block, details: Block, kind: Kind) -> Amounts:
    """Return what the document counts; the breakdown is computed from the lines only where the file states none."""
    breakdown = read_breakdown(details, kind)
    adjusted = read_document_adjustments(details, kind, breakdown, adjustments_left(details, kind))
    lines, texts = read_rows(document, kind, breakdown, _apart(adjusted))
    if not breakdown:
        breakdown = vat_breakdown(lines, kind.currency, allowances=adjusted.allowances, charges=adjusted.charges)
    totals = read_totals(details, kind, lines, adjusted, breakdown)
    totals = replace(totals, payable=read_payable(document, kind, totals))
    return Amounts(lines, adjusted, breakdown, totals, (*adjusted.texts, *texts))


def _apart(adjusted: Adjustments) -> dict[Key, Decimal]:
    """Return what the document's charges less its allowances come to in each category and rate."""
    sums: dict[Key, Decimal] = {}
    signed = [(one, one.amount) for one in adjusted.charges] + [(one, -one.amount) for one in adjusted.allowances]
    for one, amount in signed:
        if one.vat is not None:
            key = vat_key(one.vat)
            sums[key] = sums.get(key, ZERO) + amount
    return sums
