"""Codes that must come from a list, or from the part of a list that Peppol allows."""

from lxml.etree import _Element

from billing.en16931.checks.peppol.code_lists.addresses import ADDRESS_SCHEMES
from billing.en16931.checks.peppol.code_lists.attachments import MEDIA_TYPES
from billing.en16931.checks.peppol.code_lists.documents import CREDIT_NOTE_TYPES, GERMAN_INVOICE_TYPES, INVOICE_TYPES
from billing.en16931.checks.peppol.code_lists.periods import VAT_POINTS
from billing.en16931.checks.peppol.code_lists.reasons import ALLOWANCE_REASONS, CHARGE_REASONS
from billing.en16931.checks.peppol.document import has_known_profile
from billing.en16931.checks.peppol.parties import between_germans
from billing.en16931.checks.peppol.reading import text
from billing.en16931.checks.peppol.rule import Rule, Test
from tenants.kernel.language import msg

INVOICE_TYPE = "//cbc:InvoiceTypeCode"


def _one_of(codes: frozenset[str]) -> Test:
    return lambda element: text(element) in codes


def _attribute_in(name: str, codes: frozenset[str]) -> Test:
    return lambda element: element.get(name) in codes


def _allowed_by_profile(codes: frozenset[str]) -> Test:
    return lambda element: text(element) in codes or not has_known_profile(element)


def _is_allowed_outside_germany(element: _Element) -> bool:
    return text(element) not in GERMAN_INVOICE_TYPES or between_germans(element)


RULES = (
    Rule(
        "PEPPOL-EN16931-CL001",
        "fatal",
        "//cbc:EmbeddedDocumentBinaryObject[@mimeCode]",
        _attribute_in("mimeCode", MEDIA_TYPES),
        msg("Attach PDF, PNG, JPEG, CSV, XLSX or ODS; Peppol takes no other kind of file."),
    ),
    Rule(
        "PEPPOL-EN16931-CL002",
        "fatal",
        "//cac:AllowanceCharge[cbc:ChargeIndicator = 'false']/cbc:AllowanceChargeReasonCode",
        _one_of(ALLOWANCE_REASONS),
        msg("The reason code of the allowance isn't in the list UNCL 5189."),
    ),
    Rule(
        "PEPPOL-EN16931-CL003",
        "fatal",
        "//cac:AllowanceCharge[cbc:ChargeIndicator = 'true']/cbc:AllowanceChargeReasonCode",
        _one_of(CHARGE_REASONS),
        msg("The reason code of the charge isn't in the list UNCL 7161."),
    ),
    Rule(
        "PEPPOL-EN16931-CL006",
        "fatal",
        "//cac:InvoicePeriod/cbc:DescriptionCode",
        _one_of(VAT_POINTS),
        msg("The code for the day VAT falls due must be 3, 35 or 432."),
    ),
    Rule(
        "PEPPOL-EN16931-CL008",
        "fatal",
        "//cbc:EndpointID[@schemeID]",
        _attribute_in("schemeID", ADDRESS_SCHEMES),
        msg("The scheme of the electronic address isn't in use in Peppol."),
    ),
    Rule(
        "PEPPOL-EN16931-P0100",
        "fatal",
        INVOICE_TYPE,
        _allowed_by_profile(INVOICE_TYPES),
        msg("Peppol doesn't allow this type of invoice."),
    ),
    Rule(
        "PEPPOL-EN16931-P0101",
        "fatal",
        "//cbc:CreditNoteTypeCode",
        _allowed_by_profile(CREDIT_NOTE_TYPES),
        msg("Peppol doesn't allow this type of credit note."),
    ),
    Rule(
        "PEPPOL-EN16931-P0112",
        "fatal",
        INVOICE_TYPE,
        _is_allowed_outside_germany,
        msg("Partial and corrected invoices (326, 384) are only for sellers and buyers who are both in Germany."),
    ),
)
