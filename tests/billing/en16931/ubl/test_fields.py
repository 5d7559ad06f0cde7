"""Single fields of a UBL document."""

from datetime import date
from decimal import Decimal

import pytest

from billing.en16931.model import Identifier
from billing.en16931.ubl import fields
from billing.en16931.ubl.names import CAC, CBC
from billing.en16931.xmlsafe import Node, parse

SPACES = f'xmlns:cac="{CAC[1:-1]}" xmlns:cbc="{CBC[1:-1]}"'


def node(inside: str) -> Node:
    return parse(f"<a {SPACES}>{inside}</a>".encode())


class TestText:
    """Texts and identifiers."""

    def test_is_stripped_and_none_where_blank(self) -> None:
        assert fields.text(node("<cbc:ID> 7 </cbc:ID>"), "cbc:ID") == "7"
        assert fields.text(node("<cbc:ID> </cbc:ID>"), "cbc:ID") is None
        assert fields.text(node(""), "cac:Party/cbc:ID") is None

    def test_keeps_the_scheme_of_an_identifier(self) -> None:
        found = fields.identifier(node('<cbc:ID schemeID="0216">0037</cbc:ID>'), "cbc:ID")
        assert found == Identifier("0037", "0216")

    def test_names_what_is_missing(self) -> None:
        with pytest.raises(fields.FieldMissing, match="BT-1 is missing: cbc:ID in line 1"):
            fields.need(node(""), "cbc:ID", "BT-1")


class TestNumber:
    """Numbers as xsd:decimal writes them."""

    @pytest.mark.parametrize("text", ["1", "-1.50", "+2", ".5", "5.", "0.0000001"])
    def test_is_read_as_written(self, text: str) -> None:
        assert fields.number(node(f"<cbc:ID>{text}</cbc:ID>"), "cbc:ID") == Decimal(text)

    @pytest.mark.parametrize("text", ["1,5", "1e3", "NaN", "INF", "1_000", "1 000", "--1", ".", "٣", "9" * 29])
    def test_is_refused_else(self, text: str) -> None:
        with pytest.raises(fields.NotANumber):
            fields.number(node(f"<cbc:ID>{text}</cbc:ID>"), "cbc:ID")


class TestDay:
    """Days as xsd:date writes them."""

    @pytest.mark.parametrize("text", ["2026-02-28", "2026-02-28Z", "2026-02-28+02:00"])
    def test_is_read(self, text: str) -> None:
        assert fields.day(node(f"<cbc:ID>{text}</cbc:ID>"), "cbc:ID") == date(2026, 2, 28)

    @pytest.mark.parametrize("text", ["2026-02-29", "28.2.2026", "20260228", "2026-W09-6"])
    def test_is_refused_else(self, text: str) -> None:
        with pytest.raises(fields.NotADay):
            fields.day(node(f"<cbc:ID>{text}</cbc:ID>"), "cbc:ID")


class TestEnclosed:
    """What is enclosed in base64."""

    def test_may_be_broken_over_lines(self) -> None:
        assert fields.enclosed(node("aGV\n s")) == b"hel"

    def test_is_refused_where_it_is_none(self) -> None:
        with pytest.raises(fields.BrokenAttachment):
            fields.enclosed(node("a*b"))
