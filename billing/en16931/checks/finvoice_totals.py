"""The arithmetic of a Finvoice document: rows, VAT, totals and the amount to pay agree with each other.

What isn't stated isn't judged. Amounts with up to two decimals must agree to the cent; where rows carry more
decimals, half a cent a row is allowed. Source: Finvoice implementation guidelines 3.0, totals; EN 16931-1 BR-CO-10,
BR-CO-13 to BR-CO-17.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from billing.en16931.checks.finvoice_structure import fatal
from billing.en16931.checks.violation import Violation
from tenants.kernel.language import msg
from tenants.kernel.money import CENT, UnknownCurrency, exponent

HALF_CENT: Final = CENT / 2
MOST_DIGITS: Final = 15  # before the comma; larger ones are told as values that can't stand there
MOST_PERCENT: Final = 1000  # the schema has three digits
ZERO: Final = Decimal(0)
CURRENCY: Final = "AmountCurrencyIdentifier"
IN_CURRENCY: Final = (
    "RowsTotalVatExcludedAmount", "DiscountsTotalVatExcludedAmount", "ChargesTotalVatExcludedAmount",
    "InvoiceTotalVatExcludedAmount", "InvoicePaidAmount",
)  # fmt: skip


def totals_violations(root: etree._Element) -> Iterator[Violation]:
    """Yield each stated sum that its own parts don't add up to."""
    details = root.find("InvoiceDetails")
    if details is None:
        return
    yield from _currency(details)
    yield from _rows(root, details)
    yield from _excluded(details)
    yield from _vat(root, details)
    yield from _bases(root, details)
    yield from _included(details)
    yield from _to_pay(root, details)
    yield from _sign(details)


def _currency(details: etree._Element) -> Iterator[Violation]:
    """BT-5: the totals are in one currency, that of the total with VAT; only VAT itself may be in another (BT-6)."""
    total = details.find("InvoiceTotalVatIncludedAmount")
    currency = None if total is None else total.get(CURRENCY)
    for name in IN_CURRENCY:
        element = details.find(name)
        stated = None if element is None else element.get(CURRENCY)
        if element is not None and currency and stated and stated != currency:
            said = msg(
                "%(name)s is in %(stated)s, but the total in %(currency)s.", name=name, stated=stated, currency=currency
            )
            yield fatal("FINVOICE-CURRENCY", element, said)


def decimal_of(element: etree._Element | None) -> Decimal | None:
    """Return the number an element holds (decimal comma), or None where there is none that can be reckoned with."""
    text = "" if element is None else (element.text or "").strip().replace(",", ".")
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is None or (number.is_finite() and number.adjusted() < MOST_DIGITS) else None


def _amount(parent: etree._Element, name: str) -> Decimal | None:
    return decimal_of(parent.find(name))


def _disagree(rule: str, element: etree._Element | None, stated: Decimal, summed: Decimal) -> Iterator[Violation]:
    if element is not None:
        about = {"name": element.tag, "stated": stated, "summed": summed}
        said = msg("%(name)s is %(stated)s, but its parts make %(summed)s.", **about)
        yield fatal(rule, element, said)


def _slack(summands: Iterable[Decimal]) -> Decimal:
    """Return how far a sum may be off: half a cent for each summand that has more than two decimals."""
    return sum((HALF_CENT for summand in summands if summand != summand.quantize(CENT)), ZERO)


def _rows(root: etree._Element, details: etree._Element) -> Iterator[Violation]:
    """BR-CO-10: the rows add up to the total of rows; judged where every row that has a price has its amount."""
    total = details.find("RowsTotalVatExcludedAmount")
    stated = decimal_of(total)
    nets = _row_nets(root)
    if total is None or stated is None or nets is None or not nets:
        return
    summed = sum(nets, ZERO)
    if abs(stated - summed) > _slack(nets):
        yield from _disagree("FINVOICE-ROWS-SUM", total, stated, summed)


def _row_nets(root: etree._Element) -> list[Decimal] | None:
    """Return the net amounts of the rows, or None where a row has a gross amount or a price but no net amount."""
    nets: list[Decimal] = []
    for row in root.iterfind("InvoiceRow"):
        if row.find("SubInvoiceRow") is not None:
            return None
        net = _amount(row, "RowVatExcludedAmount")
        if net is not None:
            nets.append(net)
        elif row.find("RowAmount") is not None or row.find("UnitPriceAmount") is not None:
            return None
    return nets


def _excluded(details: etree._Element) -> Iterator[Violation]:
    """BR-CO-13: rows less discounts plus charges are the total without VAT."""
    rows, stated = _amount(details, "RowsTotalVatExcludedAmount"), _amount(details, "InvoiceTotalVatExcludedAmount")
    if rows is None or stated is None:
        return
    less = _amount(details, "DiscountsTotalVatExcludedAmount") or ZERO
    summed = rows - less + (_amount(details, "ChargesTotalVatExcludedAmount") or ZERO)
    if abs(stated - summed) > _slack((rows, less, stated)):
        yield from _disagree("FINVOICE-EXCLUDED-SUM", details.find("InvoiceTotalVatExcludedAmount"), stated, summed)


def _vat(root: etree._Element, details: etree._Element) -> Iterator[Violation]:
    """BR-CO-14: the VAT by rate adds up; BR-CO-17: each is its base times its rate, within a cent a row, or a yen."""
    parts = details.findall("VatSpecificationDetails")
    vats = [vat for part in parts if (vat := _amount(part, "VatRateAmount")) is not None]
    total = details.find("InvoiceTotalVatAmount")
    stated = decimal_of(total)
    if stated is not None and vats and len(vats) == len(parts) and _one_currency(total, parts):
        summed = sum(vats, ZERO)
        if abs(stated - summed) > _slack(vats):
            yield from _disagree("FINVOICE-VAT-SUM", total, stated, summed)
    rows = max(len(root.findall("InvoiceRow")), len(list(root.iter("SubInvoiceRow"))), 1)
    unit = _unit(details.find("InvoiceTotalVatIncludedAmount"))
    for part in parts:
        yield from _rate(part, unit * rows)


def _unit(total: etree._Element | None) -> Decimal:
    """Return the smallest unit of the document's currency, a cent where that isn't known."""
    try:
        return Decimal(1).scaleb(-exponent("" if total is None else total.get(CURRENCY, "")))
    except UnknownCurrency:
        return CENT


def _bases(root: etree._Element, details: etree._Element) -> Iterator[Violation]:
    """BR-S-08: what is taxed at a rate is the rows of that rate; judged where no discount or charge is apart from them.

    A warning where the document doesn't say that it follows EN 16931: older senders spread a rounding otherwise.
    """
    rows = _rated(root)
    if rows is None or _is_adjusted(details):
        return
    bases: dict[Decimal, list[etree._Element]] = {}
    for part in details.iterfind("VatSpecificationDetails"):
        rate, base = _amount(part, "VatRatePercent"), part.find("VatBaseAmount")
        if rate is None or base is None or decimal_of(base) is None:
            return
        bases.setdefault(rate, []).append(base)
    for rate, stated in bases.items():
        nets = rows.get(rate, [])
        whole, summed = sum((decimal_of(one) or ZERO for one in stated), ZERO), sum(nets, ZERO)
        if abs(whole - summed) > _slack(nets):
            (found,) = _disagree("FINVOICE-VAT-BASE", stated[0], whole, summed)
            yield found if follows_en16931(root) else replace(found, level="warning")


def _is_adjusted(details: etree._Element) -> bool:
    totals = ("DiscountsTotalVatExcludedAmount", "ChargesTotalVatExcludedAmount")
    apart = any(details.find(name) is not None for name in ("DiscountDetails", "ChargeDetails"))
    return apart or any(_amount(details, name) for name in totals)


def _rated(root: etree._Element) -> dict[Decimal, list[Decimal]] | None:
    """Return the net amounts of the rows by their rate, or None where one of them lacks either."""
    found: dict[Decimal, list[Decimal]] = {}
    for row in root.iterfind("InvoiceRow"):
        net, rate = _amount(row, "RowVatExcludedAmount"), _amount(row, "RowVatRatePercent")
        if row.find("SubInvoiceRow") is not None or (rate is None and net):
            return None
        if net is None and (row.find("RowAmount") is not None or row.find("UnitPriceAmount") is not None):
            return None
        if rate is not None:
            found.setdefault(rate, []).append(net or ZERO)
    return found or None


def follows_en16931(root: etree._Element) -> bool:
    """Return whether a document says that it follows EN 16931."""
    return root.findtext(".//SpecificationIdentifier", "").strip().upper().startswith("EN16931")


def _one_currency(total: etree._Element | None, parts: Iterable[etree._Element]) -> bool:
    currencies = {vat.get(CURRENCY) for part in parts for vat in part.iterfind("VatRateAmount")}
    return total is not None and currencies == {total.get(CURRENCY)}


def _rate(part: etree._Element, slack: Decimal) -> Iterator[Violation]:
    base, rate, stated = (_amount(part, name) for name in ("VatBaseAmount", "VatRatePercent", "VatRateAmount"))
    if base is None or rate is None or stated is None:
        return
    if abs(rate) > MOST_PERCENT:
        return
    computed = base * rate / 100
    if abs(stated - computed) > slack:
        yield from _disagree("FINVOICE-VAT-RATE", part.find("VatRateAmount"), stated, computed.quantize(CENT))


def _included(details: etree._Element) -> Iterator[Violation]:
    """BR-CO-15: the total without VAT and the VAT are the total with VAT; a stated round-off may be in it."""
    excluded, vat = _amount(details, "InvoiceTotalVatExcludedAmount"), _amount(details, "InvoiceTotalVatAmount")
    stated = _amount(details, "InvoiceTotalVatIncludedAmount")
    if excluded is None or vat is None or stated is None:
        return
    round_off = _amount(details, "InvoiceTotalRoundoffAmount") or ZERO
    slack = _slack((excluded, vat, stated))
    if min(abs(stated - excluded - vat), abs(stated - excluded - vat - round_off)) > slack:
        element = details.find("InvoiceTotalVatIncludedAmount")
        yield from _disagree("FINVOICE-INCLUDED-SUM", element, stated, excluded + vat)


def _to_pay(root: etree._Element, details: etree._Element) -> Iterator[Violation]:
    """BR-CO-16: what is to be paid is the total less what is paid; not judged where payment is in parts."""
    total, asked = details.find("InvoiceTotalVatIncludedAmount"), root.find(".//EpiInstructedAmount")
    stated, owed = decimal_of(asked), decimal_of(total)
    if asked is None or total is None or stated is None or owed is None or asked.get(CURRENCY) != total.get(CURRENCY):
        return
    if root.find("PartialPaymentDetails") is not None or (owed <= 0 and stated == 0):
        return
    summed = owed - (_amount(details, "InvoicePaidAmount") or ZERO)
    round_off = _amount(details, "InvoiceTotalRoundoffAmount") or ZERO
    if min(abs(stated - summed), abs(stated - summed - round_off)) > _slack((owed,)):
        yield from _disagree("FINVOICE-EPI-SUM", asked, stated, summed + round_off)


def _sign(details: etree._Element) -> Iterator[Violation]:
    """Finvoice guidelines, InvoiceTypeCode: the amounts of a credit note (INV02) are negative."""
    total = details.find("InvoiceTotalVatIncludedAmount")
    is_credit = details.findtext("InvoiceTypeCode", "").strip() == "INV02"
    if is_credit and total is not None and (decimal_of(total) or ZERO) > 0:
        yield fatal("FINVOICE-CREDIT-SIGN", total, msg("The amounts of a credit note are negative in Finvoice."))
