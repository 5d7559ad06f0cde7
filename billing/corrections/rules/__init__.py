"""What a credit note says, and how much of an invoice is left to be credited."""

from billing.corrections.rules.crediting import credit_all, credit_lines, credit_rest
from billing.corrections.rules.left import Left, LineLeft, left_of

__all__ = ["Left", "LineLeft", "credit_all", "credit_lines", "credit_rest", "left_of"]
