"""What follows from a customer card alone: its gaps, its party on an invoice, its place in an ordered list."""

from billing.customers.rules.card import card_problems
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.party import buyer_party
from tenants.kernel.sorting import sort_key

__all__ = ["CustomerFacts", "CustomerInput", "buyer_party", "card_problems", "sort_key"]
