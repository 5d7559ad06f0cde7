"""The official rule files lie where we look for them."""

import subprocess
import sys

from lxml import etree

from billing.en16931.checks.artefacts import en16931_stylesheet, en16931_version, ubl_schema


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
