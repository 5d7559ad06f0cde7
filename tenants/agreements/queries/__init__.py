"""Reading agreements: their facts, what changes would cost, what was charged."""

from tenants.agreements.queries.facts import AgreementFacts, agreement_facts
from tenants.agreements.queries.wanted import Wanted

__all__ = ["AgreementFacts", "Wanted", "agreement_facts"]
