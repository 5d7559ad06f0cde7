"""The model into a Cross Industry Invoice: nothing lost, and valid by the files that Factur-X publishes."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.checks.artefacts import cii_rules
from billing.en16931.checks.schema import cii_schema_violations
from billing.en16931.cii import write_cii
from billing.en16931.model import Invoice
from billing.en16931.ubl import read_ubl
from billing.en16931.xmlsafe import parse
from tests.billing.documents.conftest import SAMPLES
from tests.billing.en16931.official_rules import CHILD, PEPPOL, needs_corpora
from tests.factories.full_invoices import full_invoice
from tests.factories.invoices import random_invoice

# What the Cross Industry Invoice has no place for at this level, or says in another way.
ELSEWHERE = {"process", "specification", "vat_point_code", "network", "above", "content", "claimed"}


def broken_rules(documents: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return the rules of EN 16931 for this syntax that documents break, by Saxon in a process of its own."""
    asked = json.dumps([[str(cii_rules())], {name: data.decode() for name, data in documents.items()}])
    told = CHILD.replace('== "fatal"', '!= "warning"')
    done = subprocess.run(
        [sys.executable, "-c", told], input=asked, capture_output=True, text=True, check=True, timeout=240
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def leaves(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every value that a part of the model states, as it is written."""
    if is_dataclass(value):
        for each in fields(value):
            if each.name not in ELSEWHERE:
                yield from leaves(getattr(value, each.name), each.name)
    elif isinstance(value, tuple):
        for each in value:
            yield from leaves(each, name)
    elif isinstance(value, date):
        yield name, f"{value:%Y%m%d}"
    elif isinstance(value, Decimal):
        yield name, f"{value.normalize():f}"
    elif isinstance(value, str):
        yield name, value


def stated(xml: bytes) -> set[str]:
    """Return every text and attribute of a document, figures without needless zeros."""
    found = {text.strip() for node in parse(xml).iter() for text in (node.text or "", *node.attrib.values())}
    return found | {f"{Decimal(text).normalize():f}" for text in found if text.replace(".", "").isdigit()}


class TestWriteCii:
    """`write_cii`."""

    @pytest.mark.parametrize("type_code", ["380", "381"])
    def test_loses_no_value_of_a_full_invoice(self, type_code: str) -> None:
        invoice = full_invoice(type_code)
        xml = write_cii(invoice)
        there = stated(xml)
        assert cii_schema_violations(parse(xml)) == []
        assert [(name, text) for name, text in leaves(invoice) if text not in there] == []

    @pytest.mark.parametrize("seed", range(10))
    def test_keeps_the_schema_with_random_invoices(self, seed: int) -> None:
        invoice = completed(random_invoice(Random(seed)))  # noqa: S311  reproducible, not secret
        assert cii_schema_violations(parse(write_cii(invoice))) == []

    @needs_corpora
    def test_keeps_the_official_rules(self) -> None:
        invoices: dict[str, Invoice] = {name: completed(make()) for name, make in SAMPLES.items()}
        invoices |= {path.name: read_ubl(parse(path.read_bytes())) for path in PEPPOL}
        found = broken_rules({name: write_cii(invoice) for name, invoice in invoices.items()})
        # The sample for a buyer abroad states no reason for its reverse charge, as a UBL of it wouldn't.
        assert {name: broken for name, broken in found.items() if broken} == {"foreign": ["BR-AE-10"]}

    def test_says_a_giro_in_words_and_gives_no_false_bic(self) -> None:
        there = stated(write_cii(SAMPLES["swedish"]()))
        assert {"9912346", "Bankgiro", "104828"} <= there
        assert "SE:BANKGIRO" not in there

    def test_leaves_out_what_xml_cant_state(self) -> None:
        broken = full_invoice()
        object.__setattr__(broken, "buyer_reference", "a\x00b\x0bc")
        assert "abc" in stated(write_cii(broken))
