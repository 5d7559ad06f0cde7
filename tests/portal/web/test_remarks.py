"""Remarks as a reader reads them."""

from flask import Flask

from portal.web.remarks import remark_words
from tenants.kernel.language import Message


class TestRemarkWords:
    """Figures in the reader's language, the rest as it is."""

    def test_write_figures_and_leave_words(self, app: Flask) -> None:
        with app.test_request_context(headers={"Accept-Language": "en"}):
            (said,) = remark_words([Message("x", {"price": "1234.5", "line": "2", "before": "10.00 EUR"})])
        assert (said.params["line"], said.params["before"]) == ("2", "10.00 EUR")
        assert said.params["price"] != "1234.5"
