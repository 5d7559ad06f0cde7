"""Swedish e-invoicing: where a receiver is found, what a public body needs, which channels a document may take."""

from billing.countries.channels import BuyerNeed, Channel, DocumentKind, Recipient, usual_channels, usual_needs
from tenants.registries.endpoints import Endpoint, endpoint_of

# Peppol EAS, the company's own scheme first: 0007.
ENDPOINT_SCHEMES = ("0007", "0088")


def endpoint(business_id: str) -> Endpoint:
    """Return where a Swedish company is found in Peppol by its canonical business id, if it is there.

    >>> str(endpoint("5560160680"))
    '0007:5560160680'
    """
    return endpoint_of("SE", business_id)


def endpoint_schemes() -> tuple[str, ...]:
    """Return the address schemes (EAS codes) in use for Swedish receivers, the usual one first."""
    return ENDPOINT_SCHEMES


def buyer_needs(recipient: Recipient) -> frozenset[BuyerNeed]:
    """Return what an invoice to a Swedish recipient can't do without."""
    return usual_needs(recipient)


def allowed_channels(document: DocumentKind, recipient: Recipient) -> tuple[Channel, ...]:
    """Return the channels that a document may take to a Swedish recipient, the most wanted first."""
    return usual_channels(document, recipient)
