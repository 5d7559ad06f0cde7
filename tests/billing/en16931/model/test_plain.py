"""The model survives being kept as JSON."""

import json
from pathlib import Path

import pytest

from billing.en16931.model.plain import from_plain, to_plain
from billing.en16931.reading import read_invoices

EXAMPLES = (
    "finvoice/examples/finvoice_30_example.xml",
    "finvoice/examples/power-company-business.xml",
    "finvoice/examples/power-company-consumer.xml",
    "finvoice/examples/anon_finvoice_30_invoice_with_SOAP.xml",
    "peppol/examples/Allowance-example.xml",
    "peppol/examples/Vat-category-S.xml",
    "peppol/examples/base-creditnote-correction.xml",
    "peppol/examples/base-example.xml",
    "peppol/examples/vat-category-E.xml",
)


class TestPlain:
    """Kept and read again, nothing is lost."""

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_keeps_every_example_whole(self, corpora: Path, name: str) -> None:
        for invoice in read_invoices((corpora / name).read_bytes()):
            kept = json.loads(json.dumps(to_plain(invoice)))
            assert from_plain(kept) == invoice

    def test_leaves_out_what_is_usual(self, corpora: Path) -> None:
        (invoice,) = read_invoices((corpora / EXAMPLES[7]).read_bytes())
        assert "type_code" not in to_plain(invoice)
