"""Writing single elements."""

from decimal import Decimal

import pytest
from lxml import etree

from billing.en16931.model import Identifier
from billing.en16931.ubl import elements
from billing.en16931.xmlsafe import Node


@pytest.fixture
def root() -> Node:
    return etree.Element("root")


class TestTexts:
    """Texts with and without attributes."""

    @pytest.mark.parametrize("value", [None, "", "  ", "\n"])
    def test_write_no_empty_element(self, root: Node, value: str | None) -> None:
        elements.cbc(root, "ID", value)
        elements.coded(root, "ID", value, schemeID="1")
        elements.wrapped(root, "Party", "ID", value)
        assert len(root) == 0

    def test_write_a_scheme_only_where_there_is_one(self, root: Node) -> None:
        elements.identifier(root, "ID", Identifier("1"))
        elements.identifier(root, "ID", Identifier("1", "0216"))
        assert [dict(child.attrib) for child in root] == [{}, {"schemeID": "0216"}]

    def test_leave_out_what_xml_cannot_say(self, root: Node) -> None:
        elements.cbc(root, "ID", "a\x00b\x1fc\ufffe\tä€😀")
        assert root[0].text == "abc\tä€😀"


class TestAmounts:
    """Amounts and figures."""

    @pytest.mark.parametrize(
        ("value", "text"),
        [("1", "1.00"), ("1.5", "1.50"), ("1.500", "1.50"), ("1.005", "1.005"), ("-0.1", "-0.10"), ("1E+3", "1000.00")],
    )
    def test_have_two_decimals_unless_more_say_something(self, root: Node, value: str, text: str) -> None:
        elements.amount(root, "Amount", Decimal(value), "EUR")
        assert (root[0].text, root[0].get("currencyID")) == (text, "EUR")

    def test_may_be_as_long_as_a_number_from_outside(self, root: Node) -> None:
        elements.amount(root, "Amount", Decimal("9" * 28), "EUR")
        assert root[0].text == "9" * 28 + ".00"

    def test_never_have_an_exponent(self, root: Node) -> None:
        elements.figure(root, "Percent", Decimal("1E+2"))
        elements.figure(root, "Percent", Decimal("1E-7"))
        assert [child.text for child in root] == ["100", "0.0000001"]
