"""Validity by schema: the verdict, the reasons with their places, from many threads at once."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.checks.schema import SchemaUnusable, finvoice_schema_violations, ubl_schema_violations

PROJECT = Path(__file__).parents[4]
CORPORA = Path(os.environ.get("SAMLA_CORPORA", PROJECT.parent / "shared" / "corpora"))
EXAMPLES = CORPORA / "peppol" / "examples"
FINVOICE_XSD = CORPORA / "finvoice" / "xsd" / "Finvoice3.0.xsd"
SMALL_XSD = b"""<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <element name="Finvoice"><complexType><sequence><element name="A" type="integer"/></sequence></complexType></element>
</schema>"""

needs_examples = pytest.mark.skipif(
    not EXAMPLES.is_dir(), reason="the sample files of others aren't here (SAMLA_CORPORA)"
)


def example(name: str) -> etree._Element:
    return etree.fromstring((EXAMPLES / name).read_bytes())


class TestUblSchemaViolations:
    """UBL by its schemas."""

    @needs_examples
    @pytest.mark.parametrize("name", ["base-example.xml", "base-creditnote-correction.xml"])
    def test_finds_nothing_in_the_official_examples(self, name: str) -> None:
        assert ubl_schema_violations(example(name)) == []

    @needs_examples
    def test_names_the_place_and_says_the_reason_without_namespaces(self) -> None:
        root = example("base-example.xml")
        root.find("{*}IssueDate").text = "22.11.2026"
        found = ubl_schema_violations(root)
        assert {(violation.id, violation.level, violation.where) for violation in found} == {
            ("UBL-XSD", "fatal", "/Invoice/cbc:IssueDate")
        }
        assert "urn:" not in str(found[0].sentence)

    @needs_examples
    def test_gives_each_thread_its_own_document_s_reasons(self) -> None:
        names = [f"E{number}" for number in range(60)]

        def reasons(name: str) -> bool:
            root = example("base-example.xml")
            etree.SubElement(root, name)
            return all(name in str(violation.sentence) for violation in ubl_schema_violations(root))

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(reasons, names))

    def test_has_no_schema_for_another_root(self) -> None:
        with pytest.raises(SchemaUnusable):
            ubl_schema_violations(etree.fromstring("<Order/>"))


class TestFinvoiceSchemaViolations:
    """Finvoice by a configured schema."""

    def test_uses_the_file_that_was_configured_and_notices_a_new_one(self, tmp_path: Path) -> None:
        xsd = tmp_path / "Finvoice.xsd"
        xsd.write_bytes(SMALL_XSD)
        document = etree.fromstring("<Finvoice><A>x</A></Finvoice>")
        (violation,) = finvoice_schema_violations(document, xsd)
        assert (violation.id, violation.where) == ("FINVOICE-XSD", "/Finvoice/A")
        xsd.write_bytes(SMALL_XSD.replace(b'"integer"', b'"string"'))
        os.utime(xsd, ns=(1, 1))
        assert finvoice_schema_violations(document, xsd) == []

    @pytest.mark.parametrize("content", [None, b"", b"<a/>", b"no XML"])
    def test_refuses_a_path_without_a_schema(self, tmp_path: Path, content: bytes | None) -> None:
        xsd = tmp_path / "Finvoice.xsd"
        if content is not None:
            xsd.write_bytes(content)
        with pytest.raises(SchemaUnusable, match=r"Finvoice\.xsd"):
            finvoice_schema_violations(etree.fromstring("<Finvoice/>"), xsd)

    @pytest.mark.skipif(not FINVOICE_XSD.is_file(), reason="the official Finvoice schema isn't here (SAMLA_CORPORA)")
    def test_reads_the_official_schema(self) -> None:
        assert finvoice_schema_violations(etree.fromstring('<Finvoice Version="3.0"/>'), FINVOICE_XSD)
