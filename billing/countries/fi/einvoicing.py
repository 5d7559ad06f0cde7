"""Finnish e-invoicing: where a receiver is found, what a public body needs, which channels a document may take."""

from billing.countries.channels import BuyerNeed, Channel, DocumentKind, Recipient, usual_channels, usual_needs
from tenants.registries.endpoints import Endpoint, endpoint_of

# Peppol EAS, the usual scheme first. 0037, 0212, 0213 and 0215 were withdrawn on 2024-12-31.
ENDPOINT_SCHEMES = ("0216", "0088")


def endpoint(business_id: str) -> Endpoint:
    """Return where a Finnish company is found in Peppol by its canonical business id, if it is there.

    >>> str(endpoint("01120389"))
    '0216:003701120389'
    """
    return endpoint_of("FI", business_id)


def endpoint_schemes() -> tuple[str, ...]:
    """Return the address schemes (EAS codes) in use for Finnish receivers, the usual one first."""
    return ENDPOINT_SCHEMES


def buyer_needs(recipient: Recipient) -> frozenset[BuyerNeed]:
    """Return what an invoice to a Finnish recipient can't do without."""
    return usual_needs(recipient)


def allowed_channels(document: DocumentKind, recipient: Recipient) -> tuple[Channel, ...]:
    """Return the channels that a document may take to a Finnish recipient, the most wanted first."""
    return usual_channels(document, recipient)
