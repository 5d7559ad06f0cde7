"""The Peppol BIS Billing 3.0.21 rules beyond EN 16931, for every country and for Sweden, Norway and Denmark."""

from billing.en16931.checks.peppol.not_checked import NOT_CHECKED, NotChecked
from billing.en16931.checks.peppol.rulebook import RELEASE, RULES, violations

__all__ = ["NOT_CHECKED", "RELEASE", "RULES", "NotChecked", "violations"]
