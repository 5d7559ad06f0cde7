"""The child process: asked by threads, forked processes and after its death; and what it says of documents."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.checks import saxon
from billing.en16931.checks.saxon import RulesNotApplied, Saxon, en16931_violations
from billing.en16931.checks.saxon_pipe import Pipe
from billing.en16931.xmlsafe import HasDoctype

PROJECT = Path(__file__).parents[4]
CORPORA = Path(os.environ.get("SAMLA_CORPORA", PROJECT.parent / "shared" / "corpora"))
EXAMPLES = sorted((CORPORA / "peppol" / "examples").glob("*.xml"))
NOTHING = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'

needs_examples = pytest.mark.skipif(not EXAMPLES, reason="the sample files of others aren't here (SAMLA_CORPORA)")


@pytest.fixture(scope="module")
def child() -> Iterator[Saxon]:
    child = Saxon(documents=1000)
    yield child
    child.close()


def rules(said: dict) -> set[str]:
    return {finding[0] for finding in said["findings"]}


class TestEn16931Violations:
    """What the EN 16931 rules say of a document."""

    @needs_examples
    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
    def test_finds_nothing_in_the_official_examples(self, path: Path) -> None:
        assert en16931_violations(path.read_bytes()) == []

    @needs_examples
    def test_names_rule_place_and_official_text(self) -> None:
        root = etree.fromstring((CORPORA / "peppol" / "examples" / "base-example.xml").read_bytes())
        root.find(".//{*}LegalMonetaryTotal/{*}TaxInclusiveAmount").text = "1.00"
        found = {violation.id: violation for violation in en16931_violations(etree.tostring(root))}
        assert found["BR-CO-15"].level == "fatal"
        assert found["BR-CO-15"].where == "/Invoice[1]"
        assert "(BT-112) = " in str(found["BR-CO-15"].sentence)

    def test_finds_what_an_empty_invoice_lacks(self) -> None:
        assert {"BR-02", "BR-03", "BR-04", "BR-05"} <= {violation.id for violation in en16931_violations(NOTHING)}

    def test_says_so_when_the_rules_stop_at_a_number_that_is_none(self) -> None:
        namespace = "urn:oasis:names:specification:ubl:schema:xsd:"
        broken = (
            f'<Invoice xmlns="{namespace}Invoice-2" xmlns:cac="{namespace}CommonAggregateComponents-2"'
            f' xmlns:cbc="{namespace}CommonBasicComponents-2"><cac:TaxTotal><cbc:TaxAmount currencyID="EUR">x'
            "</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxAmount>y</cbc:TaxAmount></cac:TaxSubtotal></cac:TaxTotal></Invoice>"
        )
        (violation,) = en16931_violations(broken.encode())
        assert (violation.id, violation.level) == ("EN16931-STOPPED", "fatal")

    def test_never_gets_a_document_with_a_doctype(self) -> None:
        with pytest.raises(HasDoctype):
            en16931_violations(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>')

    def test_gives_a_forked_process_a_child_of_its_own(self) -> None:
        en16931_violations(NOTHING)
        ours = saxon._SAXON._pipe.pid
        reader, writer = os.pipe()
        forked = os.fork()
        if not forked:
            found = en16931_violations(NOTHING)
            os.write(writer, f"{saxon._SAXON._pipe.pid} {len(found)}".encode())
            saxon._SAXON.close()
            os._exit(0)
        os.waitpid(forked, 0)
        theirs, found = os.read(reader, 100).split()
        assert int(theirs) != ours
        assert int(found) == len(en16931_violations(NOTHING))
        assert saxon._SAXON._pipe.pid == ours


class TestSaxon:
    """The child that a process has."""

    def test_answers_many_threads_each_with_its_own_answer(self, child: Saxon) -> None:
        credit = NOTHING.replace(b"Invoice", b"CreditNote")
        questions = [NOTHING, credit] * 20
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(child.ask, questions))
        expected = [rules(child.ask(NOTHING)), rules(child.ask(credit))] * 20
        assert [rules(answer) for answer in answers] == expected

    def test_may_be_started_before_its_first_document(self, child: Saxon) -> None:
        child.start()
        early = child._pipe.pid
        assert "BR-02" in rules(child.ask(NOTHING))
        assert child._pipe.pid == early

    def test_replaces_a_child_that_was_killed(self, child: Saxon) -> None:
        child.ask(NOTHING)
        dead = child._pipe.pid
        os.kill(dead, signal.SIGKILL)
        assert "BR-02" in rules(child.ask(NOTHING))
        assert child._pipe.pid != dead

    def test_goes_on_after_a_document_the_child_could_not_read(self, child: Saxon) -> None:
        assert "stopped" in child.ask(b"<a")
        assert "BR-02" in rules(child.ask(NOTHING))

    def test_refuses_after_the_seconds_and_starts_anew(self, child: Saxon) -> None:
        child.ask(NOTHING)
        slow = child._pipe.pid
        with pytest.raises(RulesNotApplied):
            child.ask(NOTHING, seconds=0)
        assert "BR-02" in rules(child.ask(NOTHING))
        assert child._pipe.pid != slow

    def test_refuses_when_a_second_child_dies_too(self) -> None:
        dying = Saxon(start=lambda: Pipe(("false",)))
        with pytest.raises(RulesNotApplied):
            dying.ask(NOTHING)

    def test_replaces_the_child_after_a_number_of_documents(self) -> None:
        short = Saxon(documents=1)
        short.ask(NOTHING)
        first = short._pipe.pid
        short.ask(NOTHING)
        assert short._pipe.pid != first
        short.close()
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
