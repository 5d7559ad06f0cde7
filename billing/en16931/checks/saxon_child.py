"""The child process that applies the EN 16931 rules: XML in, one JSON line out.

Run as `python -m billing.en16931.checks.saxon_child`. Each question is a line with a length in bytes, then
that many bytes of XML; each answer is one JSON line. One processor, one thread, compiled once: more than one
Saxon processor in a process with threads aborts the whole process, which is why this one lives alone.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import IO, Final

import saxonche
from lxml import etree

from billing.en16931.checks.artefacts import en16931_stylesheet

SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
Finding = tuple[str, str, str, str]
Rules = Callable[[str], list[Finding]]


def findings_in(svrl: str) -> list[Finding]:
    """Return rule id, flag, location and text of each assertion that failed, in the report's order."""
    root = etree.fromstring(svrl.encode())
    return [_finding(failed) for failed in root.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")]


def _finding(failed: etree._Element) -> Finding:
    text = " ".join("".join(str(part) for part in failed.itertext()).split())
    return failed.get("id", ""), failed.get("flag", "fatal"), failed.get("location", "/"), text


def en16931_rules() -> Rules:
    """Return a function that applies the rules to a document, given as text without a declaration."""
    processor = saxonche.PySaxonProcessor(license=False)
    executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(en16931_stylesheet()))

    def apply(xml: str) -> list[Finding]:
        node = processor.parse_xml(xml_text=xml)
        return findings_in(executable.transform_to_string(xdm_node=node))

    return apply


def answer(apply: Rules, xml: bytes) -> dict[str, object]:
    """Return what the rules say of a document, or why they couldn't be applied to it."""
    try:
        return {"findings": apply(xml.decode())}
    except (saxonche.PySaxonApiError, UnicodeDecodeError, etree.XMLSyntaxError) as error:
        return {"stopped": str(error)}


def serve(questions: IO[bytes], answers: IO[bytes], *, compiled: Callable[[], Rules] = en16931_rules) -> None:
    """Answer until the questions end; the first line says that the rules are compiled."""
    apply = compiled()
    _tell(answers, {"ready": True})
    while length := questions.readline():
        xml = questions.read(int(length))
        _tell(answers, answer(apply, xml))


def _tell(answers: IO[bytes], said: dict[str, object]) -> None:
    answers.write(json.dumps(said).encode() + b"\n")
    answers.flush()


def main() -> None:
    """Serve standard input and output; whatever the library itself prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
