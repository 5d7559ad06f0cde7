"""Rows as read: which are lines and which are only text, what each comes to, and where the text goes.

A row without any amount, and every sub-row, is text: it becomes part of the note of the line before it, or of the
invoice's notes where no line came before. Sub-rows repeat amounts (subtotals), so they never count.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from billing.en16931.arithmetic import EXACT, HUNDRED, vat_key
from billing.en16931.finvoice.reading.block import Block
from billing.en16931.finvoice.reading.items import NAMELESS, read_line, row_text
from billing.en16931.finvoice.reading.kind import Kind
from billing.en16931.finvoice.reading.prices import read_priced, read_quantity
from billing.en16931.finvoice.reading.vat import read_treatment
from billing.en16931.model import Item, Line, Price, VatSubtotal, VatTreatment
from billing.en16931.model.amounts import ZERO
from tenants.kernel.money import round_money

AMOUNTS = (
    "RowVatExcludedAmount",
    "RowAmount",
    "RowVatAmount",
    "UnitPriceAmount",
    "UnitPriceNetAmount",
    "UnitPriceVatIncludedAmount",
)
CENT = Decimal("0.01")


@dataclass(slots=True)
class Draft:
    """A row that counts, before its line is made; `exact` is its unrounded net where only the gross is stated."""

    row: Block
    vat: VatTreatment
    net: Decimal | None
    exact: Decimal | None = None
    texts: list[str] = field(default_factory=list)


def read_rows(
    root: Block, kind: Kind, breakdown: tuple[VatSubtotal, ...], apart: dict[tuple[str, Decimal], Decimal]
) -> tuple[tuple[Line, ...], list[str]]:
    """Return the lines, and the texts that stood before the first of them.

    `apart` is what the document's charges less its allowances add to each category and rate. Where no row counts, there
    is one line for each entry of the breakdown, so that the totals still have lines to stand on.
    """
    drafts, loose = _drafts(root, kind, breakdown)
    if not drafts:
        return _lines_of_breakdown(breakdown, apart, loose)
    _spread(drafts, breakdown, apart)
    taken: set[str] = set()
    return tuple(_line(draft, kind, taken, number) for number, draft in enumerate(drafts, 1)), loose


def _drafts(root: Block, kind: Kind, breakdown: tuple[VatSubtotal, ...]) -> tuple[list[Draft], list[str]]:
    drafts: list[Draft] = []
    loose: list[str] = []
    for row in root.blocks("InvoiceRow"):
        counts = any(row.text(name) for name in AMOUNTS)
        if counts:
            drafts.append(_draft(row, kind, breakdown))
        texts = [] if counts else [row_text(row, "")]
        texts += [row_text(sub, "Sub") for sub in row.blocks("SubInvoiceRow")]
        (drafts[-1].texts if drafts else loose).extend(filter(None, texts))
    return drafts, loose


def _draft(row: Block, kind: Kind, breakdown: tuple[VatSubtotal, ...]) -> Draft:
    net, vat = row.amount("RowVatExcludedAmount", kind.currency), row.amount("RowVatAmount", kind.currency)
    gross = row.amount("RowAmount", kind.currency)
    if net is None and gross is not None and vat is not None:
        net = gross - vat
    treatment = read_treatment(row.text("RowVatCode"), row.number("RowVatRatePercent"), breakdown, taxed=(net, vat))
    if net is not None:
        return Draft(row, treatment, kind.sign * net)
    exact = _net_of_gross(row, kind, gross, treatment)
    return Draft(row, treatment, None if exact is None else round_money(exact, kind.currency), exact)


def _net_of_gross(row: Block, kind: Kind, gross: Decimal | None, treatment: VatTreatment) -> Decimal | None:
    """Return the unrounded net amount of a row that states only an amount with VAT, as rows for consumers do."""
    price = row.number("UnitPriceVatIncludedAmount")
    if gross is None and price is not None and not (row.text("UnitPriceNetAmount") or row.text("UnitPriceAmount")):
        quantity, _ = read_quantity(row)
        base = row.number("UnitPriceBaseQuantity") or Decimal(1)
        gross = EXACT.divide(EXACT.multiply(Decimal(1) if quantity is None else quantity, price), base)
    if gross is None:
        return None
    return kind.sign * EXACT.divide(EXACT.multiply(gross, HUNDRED), HUNDRED + (treatment.rate or ZERO))


def _spread(drafts: list[Draft], breakdown: tuple[VatSubtotal, ...], apart: dict[tuple[str, Decimal], Decimal]) -> None:
    """Give the cents that rounding the rows one by one loses or wins to the rows whose rounding was largest."""
    for entry in breakdown:
        key = vat_key(entry.treatment)
        same = [draft for draft in drafts if vat_key(draft.vat) == key]
        rounded = [draft for draft in same if draft.exact is not None]
        if not rounded or any(draft.net is None for draft in same):
            continue
        missing = entry.taxable - apart.get(key, ZERO) - sum((draft.net or ZERO for draft in same), ZERO)
        step = CENT.copy_sign(missing)
        cents = int(missing / step)
        if cents > len(rounded):
            continue
        rounded.sort(key=lambda draft: ((draft.exact or ZERO) - (draft.net or ZERO)) * step, reverse=True)
        for draft in rounded[:cents]:
            draft.net = (draft.net or ZERO) + step


def _line(draft: Draft, kind: Kind, taken: set[str], number: int) -> Line:
    priced = read_priced(draft.row, kind, draft.net)
    net = priced.net(kind.currency) if draft.net is None else draft.net
    line = read_line(draft.row, priced, [*priced.adjustments.texts, *draft.texts])
    id_ = line.id if line.id and line.id not in taken else _free(number, taken)
    taken.add(id_)
    return replace(line, id=id_, net=net, vat=draft.vat)


def _free(number: int, taken: set[str]) -> str:
    return next(str(one) for one in range(number, number + len(taken) + 1) if str(one) not in taken)


def _lines_of_breakdown(
    breakdown: tuple[VatSubtotal, ...], apart: dict[tuple[str, Decimal], Decimal], texts: list[str]
) -> tuple[tuple[Line, ...], list[str]]:
    name, *rest = texts or [NAMELESS]
    lines = []
    for number, entry in enumerate(breakdown, 1):
        net = entry.taxable - apart.get(vat_key(entry.treatment), ZERO)
        lines.append(
            Line(
                id=str(number),
                quantity=Decimal(1).copy_sign(net),
                price=Price(net=abs(net)),
                item=Item(name=name),
                vat=entry.treatment,
                net=net,
            )
        )
    return tuple(lines), rest if lines else texts
