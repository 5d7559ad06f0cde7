"""The official CEN and Peppol rules as XSLT, run in a process of their own, for a broken Saxon ends its process."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

CORPORA = Path(os.environ.get("SAMLA_CORPORA", Path(__file__).parents[4] / "shared" / "corpora"))
EXAMPLES = CORPORA / "peppol" / "examples"
RULES = CORPORA / "peppol" / "rules"
PEPPOL = sorted(EXAMPLES.glob("*.xml"))
FINVOICE = sorted((CORPORA / "finvoice" / "examples").glob("*.xml"))
needs_corpora = pytest.mark.skipif(not PEPPOL, reason="no sample files: SAMLA_CORPORA doesn't point at any")

CHILD = """
import json, sys
from lxml import etree
from saxonche import PySaxonProcessor
rules, documents = json.load(sys.stdin)
failed = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
with PySaxonProcessor(license=False) as saxon:
    xslt = saxon.new_xslt30_processor()
    sheets = [xslt.compile_stylesheet(stylesheet_file=rule) for rule in rules]
    found = {}
    for name, text in documents.items():
        node = saxon.parse_xml(xml_text=text)
        reports = [etree.fromstring(s.transform_to_string(xdm_node=node).encode()) for s in sheets]
        fatal = [a.get("id") for r in reports for a in r.iter(failed) if a.get("flag") == "fatal"]
        found[name] = sorted(fatal)
json.dump(found, sys.stdout)
"""


def fatal_rules(documents: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return the ids of the fatal rules that each UBL document breaks, CEN's and Peppol's together."""
    rules = [str(RULES / "CEN-EN16931-UBL.xslt"), str(RULES / "PEPPOL-EN16931-UBL.xslt")]
    asked = json.dumps([rules, {name: data.decode() for name, data in documents.items()}])
    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=asked, capture_output=True, text=True, check=True, timeout=240
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found
