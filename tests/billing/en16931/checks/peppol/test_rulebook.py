"""Our verdicts beside the official ones: the unit tests of OpenPEPPOL, and the stylesheet on changed invoices."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.checks.peppol import RULES, violations
from tests.billing.en16931.checks.peppol.mutations import mutated
from tests.billing.en16931.checks.peppol.shapes import Broken, Verdict

TEST = "{http://difi.no/xsd/vefa/validator/1.0}"
FOLDERS = {"unit-UBL-PEPPOL": 221, "unit-UBL-SE": 48, "unit-UBL-NO": 14, "unit-UBL-DK": 126}
MUTATIONS = 30
OURS = frozenset(rule.id for rule in RULES)


def ours(root: etree._Element) -> Counter[str]:
    return Counter(violation.id for violation in violations(root))


def fragments(folder: Path) -> list[tuple[str, etree._Element, etree._Element]]:
    """Return each official test as (name, the verdict expected, the document)."""
    found = []
    for path in sorted(folder.glob("*.xml")):
        for test in etree.parse(path).getroot().iter(f"{TEST}test"):
            document = etree.fromstring(etree.tostring(test[-1]))
            found += [(f"{path.name}:{test.sourceline}", verdict, document) for verdict in test[0].iter("{*}*")]
    return [each for each in found if etree.QName(each[1]).localname in {"success", "error", "warning"}]


def is_as_expected(verdict: etree._Element, document: etree._Element) -> bool:
    failures = ours(document)[(verdict.text or "").strip()]
    if etree.QName(verdict).localname == "success":
        return failures == 0
    return failures == int(verdict.get("number", failures)) > 0


class TestOfficialUnitTests:
    """OpenPEPPOL's own cases."""

    @pytest.mark.parametrize(("folder", "count"), FOLDERS.items())
    def test_agree_on_every_verdict(self, peppol_corpora: Path, folder: str, count: int) -> None:
        verdicts = fragments(peppol_corpora / "unit" / folder)
        assert len(verdicts) == count
        assert [name for name, verdict, document in verdicts if not is_as_expected(verdict, document)] == []

    def test_have_a_verdict_on_most_rules_we_implement(self, peppol_corpora: Path) -> None:
        judged = {
            verdict.text.strip() for folder in FOLDERS for _, verdict, _ in fragments(peppol_corpora / "unit" / folder)
        }
        assert len(judged & OURS) == 82

    def test_fail_the_same_rules_as_often_as_the_official_stylesheet_says(
        self, peppol_corpora: Path, official: Verdict
    ) -> None:
        fired: set[str] = set()
        for folder in FOLDERS:
            for name, _, document in fragments(peppol_corpora / "unit" / folder):
                expected = official(document)
                assert ours(document) == expected, name
                fired |= set(expected or ())
        assert len(fired) == 84


class TestOfficialExamples:
    """OpenPEPPOL's example invoices."""

    def test_break_no_rule(self, peppol_corpora: Path) -> None:
        examples = sorted((peppol_corpora / "examples").glob("*.xml"))
        assert len(examples) == 5
        assert [ours(etree.parse(path).getroot()) for path in examples] == [Counter()] * 5

    def test_changed_at_random_fail_as_the_official_stylesheet_says(
        self, peppol_corpora: Path, official: Verdict
    ) -> None:
        compared, fired = 0, set()
        for path in sorted((peppol_corpora / "examples").glob("*.xml")):
            for number in range(MUTATIONS):
                changed = mutated(etree.parse(path).getroot(), f"{path.name}-{number}")
                verdict = official(changed)
                if verdict is None:
                    continue
                assert ours(changed) == verdict, f"{path.name}-{number}"
                compared += 1
                fired |= set(verdict)
        assert compared > 5 * MUTATIONS - 5
        assert len(fired) > 25


class TestViolations:
    """What a caller gets."""

    def test_are_none_for_a_good_invoice(self, broken_after: Broken) -> None:
        assert broken_after() == Counter()

    def test_say_where_and_how_grave(self, peppol_corpora: Path) -> None:
        root = etree.parse(peppol_corpora / "examples" / "base-example.xml").getroot()
        root.find(".//{*}InvoiceLine/{*}LineExtensionAmount").text = "1.00"
        (violation,) = violations(root)
        assert (violation.id, violation.level) == ("PEPPOL-EN16931-R120", "fatal")
        assert violation.where == "/Invoice/cac:InvoiceLine[1]"


class TestRules:
    """The book as a whole."""

    def test_have_ids_of_their_own(self) -> None:
        assert len(OURS) == len(RULES) == 92

    def test_are_graded_as_the_official_ones(self, peppol_corpora: Path) -> None:
        source = etree.parse(peppol_corpora / "rules" / "PEPPOL-EN16931-UBL.sch")
        official = {rule.get("id"): rule.get("flag") for rule in source.iter("{*}assert")}
        assert {rule.id: rule.level for rule in RULES} == {id_: official[id_] for id_ in OURS}
