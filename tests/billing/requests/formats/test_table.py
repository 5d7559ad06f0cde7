"""CSV as rows."""

import pytest

from billing.requests.formats.table import ColumnTwice, TooManyRows, decoded, read_table
from tenants.kernel.refusals import Refusal


def rows(data: bytes) -> list[tuple[int, str]]:
    return [(row.line, row["a"]) for row in read_table(data, needed=["a"], known=["a", "b"])]


class TestReadTable:
    """Rows and their lines."""

    def test_takes_columns_in_any_order_and_case_and_leaves_blank_rows_out(self) -> None:
        assert rows(b"B;A\r\n1;2\r\n;\r\n\r\n3;4\r\n") == [(2, "2"), (5, "4")]

    def test_counts_the_lines_inside_quotation_marks(self) -> None:
        assert rows(b'a;b\n"1\n2";x\n3;y\n') == [(3, "1 2"), (4, "3")]

    def test_refuses_a_column_that_is_named_twice(self) -> None:
        with pytest.raises(ColumnTwice):
            rows(b"a;a\n1;2\n")

    def test_refuses_more_rows_than_it_reads(self) -> None:
        with pytest.raises(TooManyRows):
            rows(b"a;b\n" + b"1;2\n" * 100_001)


class TestDecoded:
    """Encodings."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_reads_either(self, encoding: str) -> None:
        assert decoded("Käyttöönotto €".encode(encoding)) == "Käyttöönotto €"

    def test_refuses_neither(self) -> None:
        with pytest.raises(Refusal):
            decoded(b"\x81")
