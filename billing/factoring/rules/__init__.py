"""What an agreement must have, and what it does to an invoice; pure."""

from billing.factoring.rules.agreement import Agreement, AgreementInput, Factoring, read_agreement
from billing.factoring.rules.transferring import clause_of, paid_to, transferred

__all__ = [
    "Agreement",
    "AgreementInput",
    "Factoring",
    "clause_of",
    "paid_to",
    "read_agreement",
    "transferred",
]
