"""The invoiced lines as printed."""

from decimal import Decimal

from billing.documents.invoice.document import Row
from billing.documents.invoice.wording import country_of, unit_name
from billing.documents.writing import amount, day, percent, plain, prose, quantity, unit_price
from billing.en16931.model import Adjustment, Invoice, Line, Period, VatTreatment
from tenants.kernel.language import Language, Message, msg, translate

WITHOUT_RATE = "–"
# UNTDID 5305: what isn't taxed here has no rate to state (DK momsbekendtgørelsen § 59; FI AVL 209 e §).
UNRATED = frozenset({"AE", "E", "G", "K", "O"})


def row(line: Line, invoice: Invoice, language: Language) -> Row:
    """Return one line; on a credit note quantity and sum stand with a minus, as on paper in all four countries."""
    sign = -1 if invoice.is_credit_note else 1
    return Row(
        code=plain(line.item.seller_id),
        name=plain(line.item.name),
        details=_details(line, invoice, language),
        quantity=quantity(sign * line.quantity, language),
        unit=unit_name(line.unit, language),
        price=_price(line, language),
        vat=_rate(line.vat, language),
        net=amount(sign * line.net, invoice.currency, language),
    )


def period_text(period: Period, language: Language, country: str | None) -> str:
    """Return a stretch of days as the seller's country writes them; an open end stays open."""
    start = day(period.start, language, country) if period.start else ""
    end = day(period.end, language, country) if period.end else ""
    return start if start == end else f"{start} – {end}".strip()


def _rate(vat: VatTreatment, language: Language) -> str:
    return WITHOUT_RATE if vat.rate is None or vat.category in UNRATED else percent(vat.rate, language)


def _price(line: Line, language: Language) -> str:
    price = unit_price(line.price.net, language)
    base = line.price.base_quantity
    return price if base in {None, Decimal(1)} else f"{price} / {quantity(base or Decimal(1), language)}"


def _details(line: Line, invoice: Invoice, language: Language) -> tuple[str, ...]:
    """Return what stands small under the name: description, period, note, properties, discounts, charges."""
    currency = invoice.currency
    found = [
        prose(line.item.description),
        period_text(line.period, language, country_of(invoice.seller)) if line.period else "",
        prose(line.note),
        *(f"{plain(each.name)}: {plain(each.value)}" for each in line.item.attributes),
        *(adjustment_text(each, msg("Discount"), -1, currency, language) for each in line.allowances),
        *(adjustment_text(each, msg("Charge"), 1, currency, language) for each in line.charges),
    ]
    return tuple(filter(None, found))


def adjustment_text(each: Adjustment, usual: Message, sign: int, currency: str, language: Language) -> str:
    """Return a discount or charge in words with its share and amount."""
    parts = (adjustment_name(each, usual, language), amount(sign * each.amount, currency, language))
    return " ".join(parts)


def adjustment_name(each: Adjustment, usual: Message, language: Language) -> str:
    """Return the reason for a discount or charge, with its share in percent where one is stated."""
    name = plain(each.reason) or translate(usual, language)
    return name if each.percentage is None else f"{name} {percent(each.percentage, language)}"
