"""Our table against the official schema: the same verdict on examples, and on them with one thing changed."""

import copy
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.checks.finvoice_blocks import BLOCKS
from billing.en16931.checks.finvoice_structure import MOST, structure_violations
from billing.en16931.checks.finvoice_values import KIND_OF
from billing.en16931.finvoice.frame import split
from billing.en16931.xmlsafe import parse

PROJECT = Path(__file__).parents[4]
CORPORA = Path(os.environ.get("SAMLA_CORPORA", PROJECT.parent / "shared" / "corpora"))
EXAMPLES = sorted((CORPORA / "finvoice" / "examples").glob("*.xml"))
MUTATIONS_EACH = 250
VALUES = (
    "", " ", "x", "12", "1,5", "1,50", "1.50", "1,123456", "-3,00", " 1,50 ", "20261122", "2026-11-22", "S",
    "s", "FI", "FIN", "a" * 36, "a" * 71, "a" * 513, "IBAN", "EUR", "2026-11-22T10:00:00", "RF18539007547034",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not EXAMPLES, reason="the sample files of others aren't here (SAMLA_CORPORA)")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(CORPORA / "finvoice" / "xsd" / "Finvoice3.0.xsd"))


def documents(path: Path) -> Iterator[etree._Element]:
    return (parse(message.document) for message in split(path.read_bytes()))


def mutated(root: etree._Element, chance: random.Random) -> str:
    """Change one thing of a document, and say which."""
    element = chance.choice(list(root.iter(etree.Element))[1:])
    parent = element.getparent()
    match chance.randrange(8):
        case 0:
            parent.remove(element)
        case 1:
            parent.insert(parent.index(element), copy.deepcopy(element))
        case 2:
            parent.insert(chance.randrange(len(parent)), element)
        case 3:
            element.tag = chance.choice([*KIND_OF, *BLOCKS["Finvoice"]])
        case 4:
            element.text = chance.choice(VALUES)
        case 5 if element.attrib:
            del element.attrib[chance.choice(list(element.attrib))]
        case 6 if element.attrib:
            element.set(chance.choice(list(element.attrib)), chance.choice(VALUES))
        case _:
            other = chance.choice(list(root.iter(etree.Element))[1:])
            element.addnext(copy.deepcopy(other))
    return f"{element.tag} in {parent.tag}"


class TestStructureViolations:
    """The verdict of our table."""

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
    def test_finds_nothing_where_the_schema_finds_nothing(self, path: Path, schema: etree.XMLSchema) -> None:
        for root in documents(path):
            assert schema.validate(root)
            assert structure_violations(root) == []

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
    def test_agrees_with_the_schema_on_one_changed_thing(self, path: Path, schema: etree.XMLSchema) -> None:
        chance = random.Random(path.name)  # noqa: S311  mutations, the same at each run
        (original,) = documents(path)
        verdicts = []
        for _ in range(MUTATIONS_EACH):
            root = copy.deepcopy(original)
            what = mutated(root, chance)
            valid = schema.validate(root)
            assert (structure_violations(root) == []) == valid, f"{what}: {schema.error_log.last_error}"
            verdicts.append(valid)
        assert 0 < sum(verdicts) < MUTATIONS_EACH

    def test_knows_every_element_of_the_schema_and_no_other(self) -> None:
        tree = etree.parse(CORPORA / "finvoice" / "xsd" / "Finvoice3.0.xsd")
        names = {element.get("name") for element in tree.iter("{*}element")}
        ours = {name for block in BLOCKS.values() for name in block} | {"Finvoice"}
        assert ours == names

    def test_stops_telling_when_a_file_is_wrong_throughout(self) -> None:
        root = etree.fromstring("<Finvoice>" + "<x/>" * 3000 + "</Finvoice>")
        assert len(structure_violations(root)) == MOST

    def test_names_rule_place_and_reason(self) -> None:
        root = next(documents(CORPORA / "finvoice" / "examples" / "finvoice_30_example.xml"))
        root.find("InvoiceRow/RowVatRatePercent").text = "24.00"
        (violation,) = structure_violations(root)
        assert (violation.id, violation.where) == ("FINVOICE-VALUE", "/Finvoice/InvoiceRow/RowVatRatePercent")
        assert str(violation.sentence) == "RowVatRatePercent can't be “24.00”."
