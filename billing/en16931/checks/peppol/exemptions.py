"""VAT exemption reasons (VATEX) and the VAT category that each goes with."""

from billing.en16931.checks.peppol.reading import true
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

# Rule, reason, category: export, outside the scope of VAT, intra-community supply, reverse charge,
# and the margin schemes (travel agents, second-hand goods, works of art, antiques).
CATEGORIES = (
    ("PEPPOL-EN16931-P0104", "VATEX-EU-G", "G"),
    ("PEPPOL-EN16931-P0105", "VATEX-EU-O", "O"),
    ("PEPPOL-EN16931-P0106", "VATEX-EU-IC", "K"),
    ("PEPPOL-EN16931-P0107", "VATEX-EU-AE", "AE"),
    ("PEPPOL-EN16931-P0108", "VATEX-EU-D", "E"),
    ("PEPPOL-EN16931-P0109", "VATEX-EU-F", "E"),
    ("PEPPOL-EN16931-P0110", "VATEX-EU-I", "E"),
    ("PEPPOL-EN16931-P0111", "VATEX-EU-J", "E"),
)
_CAPITALS = "'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"
EXEMPT = "//cac:TaxCategory[cbc:TaxExemptionReasonCode]"


def _rule(id_: str, reason: str, category: str) -> Rule:
    """Return the rule that one reason is used in one VAT category only."""
    return Rule(
        id_,
        "fatal",
        EXEMPT,
        true(
            f"translate(cbc:TaxExemptionReasonCode, {_CAPITALS}) != '{reason}'"
            f" or normalize-space(cbc:ID) = '{category}'"
        ),
        msg(
            "The VAT exemption reason %(reason)s belongs to VAT category %(category)s.",
            reason=reason,
            category=category,
        ),
    )


RULES = tuple(_rule(*row) for row in CATEGORIES)
