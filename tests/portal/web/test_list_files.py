"""Lists as CSV files."""

import pytest

from portal.web.list_files import MOST_ROWS, ListTooLarge, NotAList, list_rows, packed, unpacked
from tenants.kernel.spreadsheets import harmless, unguarded


class TestListRows:
    """A list, read."""

    def test_has_its_rows_in_order(self) -> None:
        rows = list_rows(b"code;name\nA;x\nB;y\n", needed=("code",), known=("code", "name"))
        assert [(row.line, row["code"]) for row in rows] == [(2, "A"), (3, "B")]

    def test_is_neither_too_long_nor_something_else(self) -> None:
        with pytest.raises(ListTooLarge):
            list_rows(b"code\n" + b"A\n" * (MOST_ROWS + 1), needed=("code",), known=("code",))
        with pytest.raises(NotAList):
            list_rows(b"%PDF-1.7", needed=(), known=())


class TestPacked:
    """A file in a form's field."""

    def test_comes_back(self) -> None:
        assert unpacked(packed(b"\x00\xff")) == b"\x00\xff"
        with pytest.raises(NotAList):
            unpacked("%")


class TestHarmless:
    """Cells for spreadsheets."""

    @pytest.mark.parametrize("given", ["=1", " +1", "-10 %", "@x", "plain", "'quoted", ""])
    def test_comes_back_unguarded(self, given: str) -> None:
        assert unguarded(harmless(given)) == given
