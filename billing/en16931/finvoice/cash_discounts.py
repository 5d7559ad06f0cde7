"""What is taken off where an invoice is paid early: a block of Finvoice's payment terms, words in EN 16931 (BT-20).

The words are so regular that they can be read back: whoever gets the invoice in another syntax reads them, and where it
becomes a Finvoice again they stand in their own elements. Finnish, as Finvoice is read in Finland.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from billing.en16931.finvoice.notation import read_decimal, written_amount, written_quantity

NAME: Final = "Kassa-alennus: "
BETWEEN_PARTS: Final = "; "
BETWEEN_TERMS: Final = ", "
_NUMBER: Final = r"(-?[0-9]+(?:,[0-9]+)?)"
_MONEY: Final = rf"{_NUMBER} ([A-Z]{{3}})"
_FORMS: Final = {
    "percent": re.compile(rf"{_NUMBER} %"),
    "until": re.compile(r"viimeistään ([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{1,4})"),
    "base": re.compile(rf"perusteena {_MONEY}"),
    "amount": re.compile(rf"alennus {_MONEY}"),
    "net": re.compile(rf"ilman veroa {_MONEY}"),
    "vat": re.compile(rf"vero {_NUMBER} % {_MONEY}"),
    "reduced": re.compile(rf"maksettavaksi jää {_MONEY}"),
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency; Finvoice names one at each amount."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CashDiscount:
    """A discount for paying by a day: a percentage, amounts with and without VAT, and the VAT in it by rate."""

    percent: Decimal | None = None  # CashDiscountPercent
    until: date | None = None  # CashDiscountDate
    base: Money | None = None  # CashDiscountBaseAmount
    amount: Money | None = None  # CashDiscountAmount
    net: Money | None = None  # CashDiscountExcludingVatAmount
    vat: tuple[tuple[Decimal, Money], ...] = ()  # CashDiscountVatDetails
    reduced: Money | None = None  # ReducedInvoiceVatIncludedAmount


def worded(discount: CashDiscount) -> str:
    """Return a discount in words; empty where nothing is said about one.

    >>> worded(CashDiscount(percent=Decimal(2), until=date(2026, 3, 9)))
    'Kassa-alennus: 2 %; viimeistään 9.3.2026'
    """
    parts = BETWEEN_PARTS.join(_parts(discount))
    return NAME + parts if parts else ""


def _parts(discount: CashDiscount) -> Iterator[str]:
    if discount.percent is not None:
        yield f"{written_quantity(discount.percent)} %"
    if discount.until is not None:
        yield f"viimeistään {discount.until.day}.{discount.until.month}.{discount.until.year}"
    if discount.base is not None:
        yield f"perusteena {written(discount.base)}"
    if discount.amount is not None:
        yield f"alennus {written(discount.amount)}"
    if discount.net is not None:
        yield f"ilman veroa {written(discount.net)}"
    for rate, tax in discount.vat:
        yield f"vero {written_quantity(rate)} % {written(tax)}"
    if discount.reduced is not None:
        yield f"maksettavaksi jää {written(discount.reduced)}"


def written(money: Money) -> str:
    """Return an amount with a decimal comma and its currency."""
    return f"{written_amount(money.amount) or written_quantity(money.amount)} {money.currency}"


def parted(terms: str) -> tuple[str, tuple[CashDiscount, ...]]:
    """Return payment terms without the discounts that are worded at their end, and those; in other words, all of it.

    >>> parted("14 päivää netto, Kassa-alennus: 2 %")[0]
    '14 päivää netto'
    """
    rest, _, tail = f"{BETWEEN_TERMS}{terms}".partition(BETWEEN_TERMS + NAME)
    if not tail:
        return terms, ()
    found = [_read(text.split(BETWEEN_PARTS)) for text in tail.split(BETWEEN_TERMS + NAME)]
    discounts = tuple(one for one in found if one is not None)
    return (rest.removeprefix(BETWEEN_TERMS), discounts) if len(discounts) == len(found) else (terms, ())


def still_offered(terms: str | None, on: date) -> str | None:
    """Return payment terms without the discounts whose last day is before a day.

    >>> still_offered("14 päivää netto, Kassa-alennus: 2 %; viimeistään 9.3.2026", date(2026, 3, 10))
    '14 päivää netto'
    """
    rest, discounts = parted(terms or "")
    return _joined(rest, (one for one in discounts if one.until is None or one.until >= on))


def without_amounts(terms: str | None) -> str | None:
    """Return payment terms whose discounts say only percent and day, for an invoice whose amounts have changed.

    >>> without_amounts("Kassa-alennus: 2 %; alennus 2,51 EUR, Kassa-alennus: alennus 1,00 EUR")
    'Kassa-alennus: 2 %'
    """
    rest, discounts = parted(terms or "")
    by_percent = (one for one in discounts if one.percent is not None)
    return _joined(rest, (CashDiscount(percent=one.percent, until=one.until) for one in by_percent))


def _joined(rest: str, discounts: Iterable[CashDiscount]) -> str | None:
    return BETWEEN_TERMS.join(filter(None, (rest, *map(worded, discounts)))) or None


def _read(parts: list[str]) -> CashDiscount | None:
    """Return a discount of its parts; None where one of them is worded otherwise."""
    values: dict[str, Any] = {}
    vat: list[tuple[Decimal, Money]] = []
    try:
        for part in parts:
            name, match = next((name, match) for name, form in _FORMS.items() if (match := form.fullmatch(part)))
            if name in values:
                return None
            if name == "vat":
                vat.append((_number(match[1]), Money(_number(match[2]), match[3])))
            else:
                values[name] = _value(name, match)
    except (StopIteration, ValueError):
        return None
    return CashDiscount(**values, vat=tuple(vat))


def _value(name: str, match: re.Match[str]) -> Decimal | date | Money:
    if name == "percent":
        return _number(match[1])
    if name == "until":
        return date(int(match[3]), int(match[2]), int(match[1]))
    return Money(_number(match[1]), match[2])


def _number(text: str) -> Decimal:
    number = read_decimal(text)
    if number is None:
        raise ValueError(text)
    return number
