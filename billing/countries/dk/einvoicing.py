"""Danish e-invoicing: where a receiver is found, what a public body needs, which channels a document may take."""

from billing.countries.channels import BuyerNeed, Channel, DocumentKind, Recipient, usual_channels, usual_needs
from tenants.registries.endpoints import Endpoint, endpoint_of

# Peppol EAS, the company's own scheme first: 0184; a public body may also be addressed by GLN (0088).
ENDPOINT_SCHEMES = ("0184", "0088")


def endpoint(business_id: str) -> Endpoint:
    """Return where a Danish company is found in Peppol by its canonical business id, if it is there.

    >>> str(endpoint("13585628"))
    '0184:13585628'
    """
    return endpoint_of("DK", business_id)


def endpoint_schemes() -> tuple[str, ...]:
    """Return the address schemes (EAS codes) in use for Danish receivers, the usual one first."""
    return ENDPOINT_SCHEMES


def buyer_needs(recipient: Recipient) -> frozenset[BuyerNeed]:
    """Return what an invoice to a Danish recipient can't do without."""
    return usual_needs(recipient)


def allowed_channels(document: DocumentKind, recipient: Recipient) -> tuple[Channel, ...]:
    """Return the channels that a document may take to a Danish recipient, the most wanted first."""
    return usual_channels(document, recipient)
