"""The official Peppol stylesheet in a process of its own: a line of JSON in (XML), a line out (rule ids or null).

Saxon aborts the whole process when several of its processors live in threads, so tests never load it themselves.
Null means that the stylesheet itself broke down, as it does on a number that is none: then there is no verdict.
"""

import json
import sys

from lxml import etree
from saxonche import PySaxonApiError, PySaxonProcessor

FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"


def main(stylesheet: str) -> None:
    """Answer line by line until the input ends."""
    with PySaxonProcessor(license=False) as processor:
        judge = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)
        for line in sys.stdin:
            try:
                document = processor.parse_xml(xml_text=json.loads(line))
                report = judge.transform_to_string(xdm_node=document)
                ids = [failed.get("id") for failed in etree.fromstring(report.encode()).iter(FAILED)]
            except PySaxonApiError:
                ids = None
            print(json.dumps(ids), flush=True)  # noqa: T201  the answer


if __name__ == "__main__":
    main(sys.argv[1])
