"""The small-amount rule in a run: what is too small to be billed is set aside, after requests were gathered."""

from decimal import Decimal

from billing.requests.rules.small_amounts import waits, why_it_waits
from billing.runs.rules.gathering import Gathered
from billing.runs.rules.preparing import Ready, Refused
from billing.seller.rules import SellerFacts


def hold_small(found: Gathered, seller: SellerFacts, least: Decimal | None) -> Gathered:
    """Return what a run would issue without the invoices that come to less than a stream's least amount.

    The whole invoice counts, so requests that share one may reach it together. If one of them was released by a person,
    they all go.
    """
    if least is None:
        return found
    ready, refused = list[Ready](), list(found.refused)
    for one in found.ready:
        if _is_held(one, seller, least):
            reason = why_it_waits(one.invoice.totals.gross, one.invoice.currency, least)
            refused += (Refused(candidate, reason, is_small=True) for candidate in one.candidates)
        else:
            ready.append(one)
    return Gathered(tuple(ready), tuple(refused))


def _is_held(one: Ready, seller: SellerFacts, least: Decimal) -> bool:
    if one.invoice.is_credit_note or any(candidate.is_released for candidate in one.candidates):
        return False
    total = one.invoice.totals.gross
    return waits(total, one.invoice.currency, least=least, own_currency=seller.currency)
