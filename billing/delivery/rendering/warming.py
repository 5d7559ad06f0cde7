"""What a worker loads once, before it forks the first job."""

from datetime import date

from lxml import etree

from billing.documents.paper import Paper
from billing.documents.pdf import write_pdf
from billing.en16931.checks.saxon import start_early
from billing.en16931.checks.schema import ubl_schema_violations

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:{0}-2"


def expect_documents() -> None:
    """Have the checker of e-invoices get ready in a process that is about to render, beside what comes before."""
    start_early()


def warm_up() -> None:
    """Load fonts, style sheets and the schemas of UBL; Saxon runs in a child of each process and can't be shared."""
    write_pdf(Paper(html="<p>1</p>", title="1", language="en", author="", dated=date(2000, 1, 1)))
    for name in ("Invoice", "CreditNote"):
        ubl_schema_violations(etree.Element(f"{{{NAMESPACE.format(name)}}}{name}"))
