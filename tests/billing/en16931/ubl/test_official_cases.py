"""What the official cases of rules that are kept say is still said, and kept, after reading and writing."""

import pytest

from billing.en16931.checks.peppol import violations
from billing.en16931.ubl import read_ubl, write_ubl
from billing.en16931.xmlsafe import Node, parse
from tests.billing.en16931.official_rules import CORPORA, needs_corpora
from tests.billing.en16931.ubl.official_cases import Case, success_cases, values

UNIT = CORPORA / "peppol" / "unit"
FOLDERS = {"unit-UBL-PEPPOL": 120, "unit-UBL-SE": 24, "unit-UBL-NO": 10, "unit-UBL-DK": 59}
# Said by a case and not carried, for EN 16931 has no such term, or one where the case says several.
NOT_CARRIED = {
    "PEPPOL-EN16931-CL002": {"AllowanceCharge/AllowanceChargeReasonCode"},  # several codes tried in one allowance
    "PEPPOL-EN16931-CL003": {"AllowanceCharge/AllowanceChargeReasonCode"},
    "PEPPOL-EN16931-CL006": {"InvoicePeriod/DescriptionCode"},  # three codes tried at once; BT-8 stands once
    "PEPPOL-EN16931-F001": {"StartDate", "EndDate", "ActualDeliveryDate"},  # laid where UBL has no place for them
    "PEPPOL-EN16931-P0100": {"InvoiceTypeCode"},  # a credit note's code in an invoice: written as what it is
    "PEPPOL-EN16931-P0101": {"CreditNoteTypeCode"},
    "PEPPOL-EN16931-R040": {"InvoiceLine/Price/AllowanceCharge/MultiplierFactorNumeric"},  # BG-29 has amounts only
    "PEPPOL-EN16931-R041": {"InvoiceLine/Price/AllowanceCharge/MultiplierFactorNumeric"},
    "PEPPOL-EN16931-R044": {"InvoiceLine/Price/AllowanceCharge/ChargeIndicator"},  # without an amount
    "PEPPOL-EN16931-R055": {"TaxTotal/TaxAmount"},  # a second total in no currency of its own
    "UBL-CN_SE-R-007": {"PaymentTerms/Note"},  # said twice
    "UBL-CN_SE-R-008": {"PaymentTerms/Note"},
    "DK_Validation_DKR005": {"PaymentMeans/ID"},
}


@needs_corpora
class TestSuccessCases:
    """The cases of OpenPEPPOL that keep a rule."""

    @pytest.mark.parametrize(("folder", "count"), FOLDERS.items())
    def test_survive_reading_and_writing(self, folder: str, count: int) -> None:
        cases = list(success_cases(UNIT / folder))
        assert len(cases) == count
        assert [told for case in cases for told in wrong_with(case)] == []


def wrong_with(case: Case) -> list[str]:
    """Return what reading and writing did to a case: a value lost, a rule broken, a meaning changed."""
    written = parse(write_ubl(read_ubl(case.document)))
    lost = {path for path, _ in values(case.fragment) - values(written)}
    told = [f"{case.name}: {path} is lost" for path in lost - NOT_CARRIED.get(case.name.partition(".")[0], set())]
    told += [f"{case.name}: {rule} is broken" for rule in set(case.rules) & broken(written) - broken(case.document)]
    if read_ubl(parse(write_ubl(read_ubl(written)))) != read_ubl(written):
        told.append(f"{case.name}: reads otherwise the second time")
    return told


def broken(root: Node) -> set[str]:
    """Return the ids of the rules that a document breaks."""
    return {violation.id for violation in violations(root)}
