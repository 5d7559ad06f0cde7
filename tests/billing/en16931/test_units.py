"""The list of units."""

import re
from pathlib import Path

from billing.en16931.units import UNITS


class TestUnits:
    """Against the official rule."""

    def test_are_those_of_the_standard(self, corpora: Path) -> None:
        rules = (corpora / "peppol/rules/CEN-EN16931-UBL.sch").read_text("utf-8")
        listed = re.search(r"id=\"BR-CL-23\".*?contains\(' (.*?) '", rules, re.DOTALL)
        assert listed is not None
        assert frozenset(listed[1].split()) == UNITS
