"""The child's own side: questions read from a stream, answers written to one; used here without a process."""

import io
import json

import pytest
from lxml import etree

from billing.en16931.checks.saxon_child import answer, findings_in, serve

INVOICE = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'
REPORT = """<o xmlns="http://purl.oclc.org/dsdl/svrl"><fired-rule/>
  <failed-assert id="BR-1" flag="warning" location="/a"><text>[BR-1]-It
     must.</text></failed-assert><failed-assert id="BR-2" location="/b"><text>So.</text></failed-assert></o>"""


class TestFindingsIn:
    """Reading the rules' own report."""

    def test_reads_id_flag_place_and_text_and_takes_silence_for_fatal(self) -> None:
        assert findings_in(REPORT) == [("BR-1", "warning", "/a", "[BR-1]-It must."), ("BR-2", "fatal", "/b", "So.")]


class TestAnswer:
    """One answer."""

    @pytest.mark.parametrize("error", [etree.XMLSyntaxError("bad", 0, 1, 1)])
    def test_says_why_the_rules_stopped(self, error: Exception) -> None:
        def stopping(_xml: str) -> list[tuple[str, str, str, str]]:
            raise error

        assert answer(stopping, b"<a/>") == {"stopped": str(error)}

    def test_says_why_bytes_are_no_text(self) -> None:
        assert "utf-8" in str(answer(lambda _xml: [], b"\xff")["stopped"])


class TestFraming:
    """Questions and answers on a stream."""

    def test_needs_no_question_to_end(self) -> None:
        answers = io.BytesIO()
        serve(io.BytesIO(b""), answers, compiled=lambda: lambda _xml: [])
        assert json.loads(answers.getvalue()) == {"ready": True}

    def test_reads_each_question_by_its_length(self) -> None:
        answers = io.BytesIO()
        questions = io.BytesIO(b"4\n<a/>" + b"7\n<b>\n</b" + b"1\n\n")
        serve(questions, answers, compiled=lambda: lambda xml: [("X", "fatal", "/", xml)])
        said = [json.loads(line) for line in answers.getvalue().splitlines()[1:]]
        assert [one["findings"][0][3] for one in said] == ["<a/>", "<b>\n</b", "\n"]
