"""Our code lists beside those of the official file: not a code more, not a code less."""

import re
from pathlib import Path

import pytest

from billing.en16931.checks.peppol.code_lists.addresses import ADDRESS_SCHEMES
from billing.en16931.checks.peppol.code_lists.attachments import MEDIA_TYPES
from billing.en16931.checks.peppol.code_lists.currencies import CURRENCIES
from billing.en16931.checks.peppol.code_lists.documents import CREDIT_NOTE_TYPES, GERMAN_INVOICE_TYPES, INVOICE_TYPES
from billing.en16931.checks.peppol.code_lists.periods import VAT_POINTS
from billing.en16931.checks.peppol.code_lists.reasons import ALLOWANCE_REASONS, CHARGE_REASONS

LISTS = {
    "eaid": ADDRESS_SCHEMES,
    "MIMECODE": MEDIA_TYPES,
    "ISO4217": CURRENCIES,
    "UNCL2005": VAT_POINTS,
    "UNCL5189": ALLOWANCE_REASONS,
    "UNCL7161": CHARGE_REASONS,
}


class TestCodeLists:
    """Each list against the official one."""

    @pytest.mark.parametrize("name", LISTS)
    def test_have_the_codes_of_the_official_list(self, peppol_corpora: Path, name: str) -> None:
        source = (peppol_corpora / "rules" / "PEPPOL-EN16931-UBL.sch").read_text(encoding="utf-8")
        official = re.search(rf'<let name="{name}" value="tokenize\(\'([^\']*)\'', source)
        assert official is not None
        assert frozenset(official[1].split()) == LISTS[name]

    @pytest.mark.parametrize(
        ("rule", "codes"), [("PEPPOL-EN16931-P0100", INVOICE_TYPES), ("PEPPOL-EN16931-P0101", CREDIT_NOTE_TYPES)]
    )
    def test_have_the_document_types_of_the_official_rule(
        self, peppol_corpora: Path, rule: str, codes: frozenset[str]
    ) -> None:
        source = (peppol_corpora / "rules" / "PEPPOL-EN16931-UBL.sch").read_text(encoding="utf-8")
        official = re.search(rf'id="{rule}".*?tokenize\(\'([^\']*)\'', source, re.DOTALL)
        assert official is not None
        assert frozenset(official[1].split()) == codes

    def test_keep_what_only_germans_use_among_the_invoice_types(self) -> None:
        assert GERMAN_INVOICE_TYPES < INVOICE_TYPES
