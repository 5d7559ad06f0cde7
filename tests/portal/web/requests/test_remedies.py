"""Where problems are put right."""

import pytest
from factories.screens import RequestDesk
from flask import Flask

from portal.web.anchors import anchor
from portal.web.requests.remedies import card_url, is_of_article, remedies
from tenants.kernel.language import Message
from tenants.kernel.refusals import Problem


class TestRemedies:
    """The way from a problem to its field."""

    @pytest.mark.parametrize(
        ("key", "path", "in_file"),
        [("R-3", "/customers/", False), ("R-4", "#field-line.1.vat", False), ("R-6", "/customers/new?", False)],
    )
    def test_lead_to_the_card_or_to_the_line(
        self, app: Flask, desk: RequestDesk, key: str, path: str, *, in_file: bool
    ) -> None:
        with app.test_request_context():
            found = remedies(desk.workspace_id, desk.row(key), "")
        assert path in found[0].url
        assert found[0].is_in_file is in_file

    @pytest.mark.parametrize(
        ("field", "params", "expected"),
        [("article", {"code": "A"}, True), ("price", {"code": "A"}, True), ("price", {}, False), ("text", {}, False)],
    )
    def test_lead_to_the_articles_where_they_lack_something(
        self, field: str, params: dict[str, str], *, expected: bool
    ) -> None:
        assert is_of_article(Problem(f"lines.2.{field}", Message("x", params))) is expected

    def test_lead_to_the_card_itself_where_nothing_is_wrong(self, app: Flask, desk: RequestDesk) -> None:
        row = desk.row("R-1")
        with app.test_request_context():
            assert card_url(desk.workspace_id, row, "q=a").endswith(f"/customers/{row.customer_id}?back=q%3Da")

    @pytest.mark.parametrize(
        ("field", "element"),
        [("lines.1.2.unit", "line-1.2"), ("lines", "lines"), ("vat", "amounts"), ("period", "facts")],
    )
    def test_find_the_element_that_shows_it(self, field: str, element: str) -> None:
        assert anchor(field) == element
