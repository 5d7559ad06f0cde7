"""Elements by name, values checked."""

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from billing.en16931.finvoice.reading.block import Block
from billing.en16931.finvoice.refusals import MissingElement, NotAValue, OtherCurrency
from billing.en16931.model import Identifier

BLOCK = Block(
    etree.fromstring(
        """<B><Text> a
        b </Text><Text/><Text>c</Text><Empty/><Code SchemeID="0216">x</Code><Day>20260302</Day>
        <Sum AmountCurrencyIdentifier="EUR">1,50</Sum><Bad>1,5,0</Bad><Sub><Text>d</Text></Sub><!-- e --></B>"""
    )
)


class TestBlock:
    """Elements of one block."""

    def test_gives_texts_on_one_line(self) -> None:
        assert (BLOCK.text("Text"), BLOCK.texts("Text")) == ("a b", ["a b", "c"])

    @pytest.mark.parametrize("name", ["Empty", "Nothing"])
    def test_gives_nothing_for_what_is_empty_or_missing(self, name: str) -> None:
        assert (BLOCK.text(name), BLOCK.number(name), BLOCK.day(name), BLOCK.identifier(name)) == (None,) * 4

    def test_gives_values_of_their_kinds(self) -> None:
        assert (BLOCK.day("Day"), BLOCK.amount("Sum", "EUR")) == (date(2026, 3, 2), Decimal("1.50"))
        assert BLOCK.identifier("Code") == Identifier("x", "0216")
        assert BLOCK.identifiers("Text") == (Identifier("a b"), Identifier("c"))

    def test_gives_blocks_that_are_empty_where_there_are_none(self) -> None:
        assert BLOCK.block("Sub").text("Text") == "d"
        assert not BLOCK.block("Nothing")
        assert BLOCK.blocks("Nothing") == []

    def test_refuses_what_must_be_there_and_isnt(self) -> None:
        with pytest.raises(MissingElement, match="Empty"):
            BLOCK.needed("Empty")

    def test_refuses_what_is_no_value_with_its_line(self) -> None:
        with pytest.raises(NotAValue, match=r"^Bad in line 3 has the value “1,5,0”"):
            BLOCK.number("Bad")
        with pytest.raises(NotAValue, match=r"^Text in line 1"):
            BLOCK.day("Text")

    def test_refuses_another_currency(self) -> None:
        with pytest.raises(OtherCurrency, match=r"^Sum in line 3 is in EUR, but the invoice is in SEK\.$"):
            BLOCK.amount("Sum", "SEK")
