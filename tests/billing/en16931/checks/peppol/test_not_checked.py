"""What isn't checked is said, and nothing falls between the two lists."""

from pathlib import Path

from lxml import etree

from billing.en16931.checks.peppol import NOT_CHECKED, RULES


class TestNotChecked:
    """The list."""

    def test_and_the_rules_together_are_the_whole_release(self, peppol_corpora: Path) -> None:
        source = etree.parse(peppol_corpora / "rules" / "PEPPOL-EN16931-UBL.sch")
        release = {rule.get("id") for rule in source.iter("{*}assert")}
        assert {rule.id for rule in RULES} | {rule.id for rule in NOT_CHECKED} == release

    def test_names_the_country_of_each(self) -> None:
        assert {(rule.id[:2], rule.country) for rule in NOT_CHECKED} == {(c, c) for c in ("DE", "GR", "IS", "IT", "NL")}
        assert len(NOT_CHECKED) == 73
