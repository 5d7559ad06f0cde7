"""How the invoice is to be paid."""

from billing.en16931.checks.peppol.reading import true
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

_CODE = "normalize-space(cbc:PaymentMeansCode)"
DIRECT_DEBIT = f"//cac:PaymentMeans[{_CODE} = '49' or {_CODE} = '59']"  # UNCL 4461: direct debit, SEPA direct debit

RULES = (
    Rule(
        "PEPPOL-EN16931-R061",
        "fatal",
        DIRECT_DEBIT,
        true("cac:PaymentMandate/cbc:ID"),
        msg("A direct debit needs the reference of its mandate."),
    ),
)
