"""Values as XPath reads them."""

from decimal import Decimal

import pytest
from lxml import etree

from billing.en16931.checks.peppol.reading import day, decimal, is_number, raw, text, true

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
NOTE = etree.fromstring(f'<Invoice xmlns:cbc="{CBC}"><cbc:Note> two  words\n</cbc:Note></Invoice>')


class TestText:
    """The function `text`."""

    def test_joins_blanks(self) -> None:
        assert text(NOTE, "cbc:Note") == "two words"

    def test_is_empty_where_nothing_is_found(self) -> None:
        assert text(NOTE, "cbc:ID") == ""


class TestRaw:
    """The function `raw`."""

    def test_keeps_blanks(self) -> None:
        assert raw(NOTE, "cbc:Note") == " two  words\n"


class TestTrue:
    """The function `true`."""

    def test_judges_the_element_it_is_given(self) -> None:
        holds = true("cbc:Note")
        assert holds(NOTE)
        assert not holds(NOTE[0])


class TestDecimal:
    """The function `decimal`."""

    @pytest.mark.parametrize(("written", "number"), [("-1.", "-1"), (".5", "0.5"), ("+2", "2")])
    def test_reads_what_the_schema_allows(self, written: str, number: str) -> None:
        assert decimal(written) == Decimal(number)

    @pytest.mark.parametrize("written", ["1,5", "1_000", "NaN", "Infinity", "٣", "1 000"])
    def test_reads_nothing_else(self, written: str) -> None:
        assert decimal(written) is None


class TestIsNumber:
    """The function `is_number`."""

    @pytest.mark.parametrize("written", ["1e3", "-INF", " 7\t"])
    def test_takes_a_double(self, written: str) -> None:
        assert is_number(written)

    @pytest.mark.parametrize("written", ["NaN", "nan", "1_0", "0x1", "\u00a07"])
    def test_takes_nothing_else(self, written: str) -> None:
        assert not is_number(written)


class TestDay:
    """The function `day`."""

    @pytest.mark.parametrize("written", ["2026-W01-1", "2026-2-3", " 2026-02-03", "2026-02-03Z", ""])
    def test_is_none_for_other_ways_to_write_one(self, written: str) -> None:
        assert day(written) is None
