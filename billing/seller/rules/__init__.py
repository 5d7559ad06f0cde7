"""What follows from the seller alone: the party and the ways to pay that its invoices state, and what may be saved."""

from billing.seller.rules.facts import SellerFacts
from billing.seller.rules.party import seller_party, standing
from billing.seller.rules.payment import payment_means

__all__ = ["SellerFacts", "payment_means", "seller_party", "standing"]
