"""Which rate holds on a day, and what an amount comes to by it; pure."""

from billing.exchange.rules.rates import NO_RATES, CrossRate, Rate, Rates

__all__ = ["NO_RATES", "CrossRate", "Rate", "Rates"]
