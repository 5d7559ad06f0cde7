"""Lists as CSV files."""

from io import BytesIO

import pytest
from flask import Flask

from portal.web.list_files import (
    MOST_BYTES,
    MOST_ROWS,
    ListTooLarge,
    NoFileChosen,
    NotAList,
    list_rows,
    packed,
    posted_list,
    unpacked,
)
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


class TestPostedList:
    """A list as a form posts it."""

    def test_is_read_with_its_name(self) -> None:
        with Flask(__name__).test_request_context(data={"file": (BytesIO(b"code"), "list.csv")}, method="POST"):
            assert posted_list() == ("list.csv", b"code")

    def test_is_neither_missing_nor_too_large(self) -> None:
        with Flask(__name__).test_request_context(data={}, method="POST"), pytest.raises(NoFileChosen):
            posted_list()
        large = {"file": (BytesIO(b"x" * (MOST_BYTES + 1)), "list.csv")}
        with Flask(__name__).test_request_context(data=large, method="POST"), pytest.raises(ListTooLarge):
            posted_list()


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
