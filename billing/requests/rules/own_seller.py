"""Whether an e-invoice's seller is the workspace's company."""

from billing.en16931.model import Party
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Refusal
from tenants.registries.business_ids import format_business_id, parse_business_id
from tenants.registries.digits import without_separators
from tenants.registries.vat_ids import vat_id_of


def seller_problem(stated: Party, seller: SellerFacts) -> Message | None:
    """Return why a stated seller isn't the workspace's company, or None where it is.

    The business id decides; without one the VAT id; with neither, the name.
    """
    if _is_own(stated, seller):
        return None
    id_ = (stated.legal_registration.value if stated.legal_registration else None) or stated.vat_id
    return msg(
        "The seller in the file is %(stated)s, not %(company)s.",
        stated=f"{stated.name} ({id_})" if id_ else stated.name,
        company=f"{seller.name} ({format_business_id(seller.country, seller.business_id)})",
    )


def _is_own(stated: Party, seller: SellerFacts) -> bool:
    if stated.legal_registration and stated.legal_registration.value.strip():
        return _business_id(stated.legal_registration.value, seller) == seller.business_id
    if stated.vat_id and stated.vat_id.strip():
        vat_id = without_separators(stated.vat_id)
        return vat_id in {seller.vat_id, vat_id_of(seller.country, seller.business_id), seller.business_id}
    return stated.name.strip().casefold() == seller.name.strip().casefold()


def _business_id(text: str, seller: SellerFacts) -> str:
    try:
        return parse_business_id(seller.country, text)
    except Refusal:
        return ""
