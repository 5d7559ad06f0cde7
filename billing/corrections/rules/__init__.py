"""What a credit note says of the invoice that it credits."""

from billing.corrections.rules.crediting import credit_all, credit_lines, credit_rest

__all__ = ["credit_all", "credit_lines", "credit_rest"]
