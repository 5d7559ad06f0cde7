"""Allowances and charges as read, of the document and of rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from billing.en16931.arithmetic import percentage_of
from billing.en16931.finvoice.reading.block import CURRENCY, Block
from billing.en16931.finvoice.reading.kind import Kind
from billing.en16931.finvoice.reading.vat import read_treatment
from billing.en16931.model import Adjustment, VatSubtotal, VatTreatment
from billing.en16931.model.amounts import ZERO


@dataclass(frozen=True, slots=True)
class Names:
    """What the elements of an allowance or a charge are called in one place."""

    reason: str
    code: str
    percent: str
    amount: str
    base: str


DISCOUNT = Names("FreeText", "ReasonCode", "Percent", "Amount", "BaseAmount")
CHARGE = replace(DISCOUNT, reason="ReasonText")
ROW_DISCOUNT = Names(
    "RowDiscountTypeText", "RowDiscountTypeCode", "RowDiscountPercent", "RowDiscountAmount", "RowDiscountBaseAmount"
)


@dataclass(frozen=True, slots=True)
class Adjustments:
    """Allowances and charges with the sign they come to, and texts for those that can't be counted."""

    allowances: tuple[Adjustment, ...] = ()
    charges: tuple[Adjustment, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def sum(self) -> Decimal:
        """Return what they add to a net amount."""
        return sum((one.amount for one in self.charges), ZERO) - sum((one.amount for one in self.allowances), ZERO)

    def positive(self) -> "Adjustments":
        """Return the same sum in positive amounts: a negative allowance is a charge, and the reverse."""
        return Adjustments(
            (*_above(self.allowances), *_turned(self.charges)),
            (*_above(self.charges), *_turned(self.allowances)),
            self.texts,
        )

    def unsigned(self) -> "Adjustments":
        """Return them as meant by senders that write discounts as negative amounts."""
        return Adjustments(_absolute(self.allowances), _absolute(self.charges), self.texts)


def _above(entries: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    return tuple(one for one in entries if one.amount >= 0)


def _turned(entries: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    return _absolute(one for one in entries if one.amount < 0)


def _absolute(entries: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    return tuple(
        replace(one, amount=abs(one.amount), base_amount=None if one.base_amount is None else abs(one.base_amount))
        for one in entries
    )


def read_document_adjustments(
    details: Block, kind: Kind, breakdown: tuple[VatSubtotal, ...], wanted: Decimal | None
) -> Adjustments:
    """Return the allowances and charges of the document (BG-20, BG-21); `wanted` is the sum the totals leave for them.

    One in another currency than the invoice's isn't counted, but kept as a text.
    """
    found = _gather(
        [(block, DISCOUNT) for block in details.blocks("DiscountDetails")],
        [(block, CHARGE) for block in details.blocks("ChargeDetails")],
        kind,
        None,
    )
    signed = found.positive() if wanted is None or found.sum == wanted else _fitting(found, wanted)
    return Adjustments(_with_vat(signed.allowances, breakdown), _with_vat(signed.charges, breakdown), signed.texts)


def _fitting(found: Adjustments, wanted: Decimal) -> Adjustments:
    unsigned = found.unsigned()
    return unsigned if unsigned.sum == wanted else found.positive()


def _with_vat(entries: tuple[Adjustment, ...], breakdown: tuple[VatSubtotal, ...]) -> tuple[Adjustment, ...]:
    """Return entries whose treatment is found in the breakdown where they state none or half of one."""
    return tuple(
        replace(one, vat=read_treatment(one.vat.category or None, one.vat.rate, breakdown)) if one.vat else one
        for one in entries
    )


def read_row_adjustments(row: Block, kind: Kind, goods: Decimal | None) -> Adjustments:
    """Return the allowances and charges of a row (BG-27, BG-28); `goods` is what a bare percentage is taken of."""
    progressive = row.blocks("RowProgressiveDiscountDetails")
    return _gather(
        [(block, ROW_DISCOUNT) for block in (row, *progressive)],
        [(block, CHARGE) for block in row.blocks("RowChargeDetails")],
        kind,
        goods,
    )


def _gather(
    discounts: Iterable[tuple[Block, Names]],
    charges: Iterable[tuple[Block, Names]],
    kind: Kind,
    goods: Decimal | None,
) -> Adjustments:
    texts: list[str] = []
    less = [_read(block, names, kind, goods, texts) for block, names in discounts]
    more = [_read(block, names, kind, goods, texts) for block, names in charges]
    return Adjustments(tuple(filter(None, less)), tuple(filter(None, more)), tuple(texts))


def _read(block: Block, names: Names, kind: Kind, goods: Decimal | None, texts: list[str]) -> Adjustment | None:
    if block.attribute(names.amount, CURRENCY) not in {None, kind.currency}:
        texts.append(_text(block, names))
        return None
    percent, base = block.number(names.percent), _base(block, names, kind)
    stated = block.amount(names.amount, kind.currency)
    of = goods if base is None else base
    if stated is not None:
        amount = kind.sign * stated
    elif percent is not None and of is not None:
        amount = percentage_of(of, percent, kind.currency)
    else:
        return None
    return Adjustment(
        amount=amount,
        base_amount=base,
        percentage=percent,
        vat=_stated_vat(block),
        reason=block.text(names.reason),
        reason_code=block.text(names.code),
    )


def _base(block: Block, names: Names, kind: Kind) -> Decimal | None:
    if block.attribute(names.base, CURRENCY) != kind.currency:
        return None
    base = block.amount(names.base, kind.currency)
    return None if base is None else kind.sign * base


def _stated_vat(block: Block) -> VatTreatment | None:
    if block.name not in {"DiscountDetails", "ChargeDetails"}:
        return None
    return VatTreatment(block.text("VatCategoryCode") or "", block.number("VatRatePercent"))


def _text(block: Block, names: Names) -> str:
    currency = block.attribute(names.amount, CURRENCY) or ""
    return " ".join(filter(None, (block.text(names.reason), block.text(names.amount), currency)))
