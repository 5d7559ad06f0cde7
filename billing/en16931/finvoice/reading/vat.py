"""VAT as read: the breakdown per category and rate, and the treatment of what states only half of its own."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from billing.en16931.arithmetic import EXACT, HUNDRED, UNTAXED, vat_amount, vat_key
from billing.en16931.finvoice.codes import EXEMPT, OLDER_CATEGORIES
from billing.en16931.finvoice.reading.block import Block
from billing.en16931.finvoice.reading.kind import Kind
from billing.en16931.model import VatSubtotal, VatTreatment
from billing.en16931.model.amounts import ZERO

HALF_PERCENT = Decimal("0.5")
# Words by which Finnish, Swedish and English senders name the reverse charge where they give no code.
REVERSE_CHARGE = ("käännet", "omvänd", "reverse charge")


def treatment_of(code: str | None, rate: Decimal | None, reason: str | None = None) -> VatTreatment:
    """Return the treatment that a code and a rate mean, also where one of them is missing.

    A rate above nil is the standard category. A nil rate without code is reverse charge where the text says so,
    exempt where there is any other reason, and zero-rated without one.

    >>> treatment_of(None, Decimal(24)).category, treatment_of(None, Decimal(0)).category, treatment_of("AE", None).rate
    ('S', 'Z', Decimal('0'))
    """
    category = OLDER_CATEGORIES.get((code or "").upper(), (code or "").upper()) or _category(rate, reason)
    if category == "O":
        return VatTreatment("O", None)
    return VatTreatment(category, ZERO if rate is None and category in UNTAXED else rate)


def _category(rate: Decimal | None, reason: str | None) -> str:
    if rate is None or rate > 0:
        return "S"
    text = (reason or "").lower()
    if any(word in text for word in REVERSE_CHARGE):
        return "AE"
    return "E" if reason else "Z"


def read_breakdown(details: Block, kind: Kind) -> tuple[VatSubtotal, ...]:
    """Return the VAT breakdown (BG-23) as stated, one entry per category and rate; empty where none is stated."""
    entries: dict[tuple[str, Decimal], VatSubtotal] = {}
    for block in details.blocks("VatSpecificationDetails"):
        entry = _subtotal(block, kind)
        key = vat_key(entry.treatment)
        earlier = entries.get(key)
        if earlier is not None:
            entry = replace(earlier, taxable=earlier.taxable + entry.taxable, tax=earlier.tax + entry.tax)
        entries[key] = entry
    return tuple(entries.values())


def _subtotal(block: Block, kind: Kind) -> VatSubtotal:
    rate = block.number("VatRatePercent")
    code, reason = block.text("VatExemptionReasonCode"), " ".join(block.texts("VatFreeText")) or None
    treatment = treatment_of(block.text("VatCode"), rate, code or reason)
    taxable = kind.sign * (block.amount("VatBaseAmount", kind.currency) or ZERO)
    tax = block.amount("VatRateAmount", kind.currency)
    is_exempt = treatment.category in EXEMPT
    return VatSubtotal(
        treatment=treatment,
        taxable=taxable,
        tax=vat_amount(taxable, treatment, kind.currency) if tax is None else kind.sign * tax,
        exemption_reason=reason if is_exempt else None,
        exemption_code=code if is_exempt else None,
    )


def vat_texts(details: Block, breakdown: Iterable[VatSubtotal]) -> list[str]:
    """Return what is said about VAT that is no exemption reason (BR-S-10 and BR-Z-10 allow none there)."""
    reasons = {entry.exemption_reason for entry in breakdown}
    texts = [" ".join(block.texts("VatFreeText")) for block in details.blocks("VatSpecificationDetails")]
    return [text for text in [*texts, *details.texts("InvoiceVatFreeText")] if text and text not in reasons]


def read_treatment(
    code: str | None,
    rate: Decimal | None,
    breakdown: tuple[VatSubtotal, ...],
    *,
    taxed: tuple[Decimal | None, Decimal | None] = (None, None),
) -> VatTreatment:
    """Return how a row, allowance or charge is taxed, by its own code and rate as far as stated, else by the breakdown.

    `taxed` is its net and VAT amount, from which a rate may be told.
    """
    known = [entry.treatment for entry in breakdown]
    if rate is None and code is None:
        rate = _implied_rate(*taxed)
        close = [one for one in known if rate is not None and abs((one.rate or ZERO) - rate) <= HALF_PERCENT]
        return next(iter(close or known), None) or treatment_of(None, rate or ZERO)
    if code is None:
        return next((one for one in known if (one.rate or ZERO) == rate), None) or treatment_of(None, rate)
    if rate is None:
        wanted = treatment_of(code, None)
        return next((one for one in known if one.category == wanted.category), None) or wanted
    return treatment_of(code, rate)


def _implied_rate(net: Decimal | None, vat: Decimal | None) -> Decimal | None:
    return EXACT.divide(EXACT.multiply(vat, HUNDRED), net) if net and vat is not None else None
