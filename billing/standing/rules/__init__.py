"""What follows from the facts alone: the state of an invoice and of its delivery."""

from billing.standing.rules.states import DeliveryState, ReceivableState, delivery_state, receivable_state

__all__ = ["DeliveryState", "ReceivableState", "delivery_state", "receivable_state"]
