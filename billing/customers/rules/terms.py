"""On what terms a customer is billed: days to pay, currency, discount, and how what it buys is taxed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import Collective, VatCategory
from billing.documents.look import ENCLOSED_KINDS
from billing.seller.rules.fields import Fields
from tenants.kernel.language import Message, msg
from tenants.kernel.money import UnknownCurrency, exponent

LONGEST_TERM = 365  # days
WHOLE = Decimal(100)
CATEGORIES: tuple[str, ...] = get_args(VatCategory)
COLLECTIVES: tuple[str, ...] = get_args(Collective)
WITH_VAT_ID: Mapping[str, Message] = {
    "AE": msg("Reverse charge needs the customer's VAT id on the card."),  # BR-AE-02
    "K": msg("A supply to another member state needs the customer's VAT id on the card."),  # BR-IC-02
}


def read_terms(found: Fields, typed: CustomerInput, card: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the terms, and what is wrong with them at their fields; `card` is what was read before."""
    values = {
        "payment_days": typed.payment_days,
        "currency": _currency(found, typed.currency),
        "vat_category": found.one_of(
            "vat_category", typed.vat_category.strip().upper(), CATEGORIES, msg("Choose how the customer is taxed.")
        ),
        "vat_reason": found.text("vat_reason", typed.vat_reason) or None,
        "price_list": found.text("price_list", typed.price_list) or None,
        "discount_percent": typed.discount_percent or None,
        "collective": _collective(found, typed.collective),
        "enclosed": _enclosed(found, typed.enclosed),
    }
    if typed.payment_days is not None and not 0 <= typed.payment_days <= LONGEST_TERM:
        found.blame("payment_days", msg("The days to pay are 0 to %(most)s.", most=LONGEST_TERM))
    if typed.discount_percent is not None and not 0 <= typed.discount_percent <= WHOLE:
        found.blame("discount_percent", msg("A discount is 0 to 100 percent."))
    _judge_vat(found, values, card)
    return values


def _collective(found: Fields, typed: str) -> str:
    chosen = typed.strip().lower() or "none"
    return found.one_of("collective", chosen, COLLECTIVES, msg("Choose which requests share an invoice."))


def _enclosed(found: Fields, typed: str) -> str:
    chosen = typed.strip().lower() or "usual"
    return found.one_of("enclosed", chosen, ENCLOSED_KINDS, msg("Choose which e-invoice the PDF holds."))


def _currency(found: Fields, typed: str | None) -> str | None:
    code = (typed or "").strip().upper()
    try:
        return code if code and exponent(code) >= 0 else None
    except UnknownCurrency:
        found.blame("currency", msg("%(code)s isn't a currency.", code=code[:10]))
        return code


def _judge_vat(found: Fields, values: Mapping[str, Any], card: Mapping[str, Any]) -> None:
    """Find what a treatment lacks: who accounts for the VAT has an id, and an exemption has its reason (BR-E-10)."""
    category = values["vat_category"]
    if category in WITH_VAT_ID and card["kind"] == "consumer":
        found.blame("vat_category", msg("A consumer doesn't account for VAT: choose another treatment."))
    elif category in WITH_VAT_ID and not card["vat_id"] and not (category == "AE" and card["business_id"]):
        found.blame("vat_id", WITH_VAT_ID[category])
    if category == "E" and not values["vat_reason"]:
        found.blame("vat_reason", msg("Say why the customer pays no VAT; it is printed on the invoice."))
