"""The company and the firm of a request are read once."""

import pytest
from factories.cast import Cast
from factories.statements import statements
from flask import Flask

from portal.web.here import firm_here, workspace_here
from tenants.kernel.refusals import NotFound


class TestHere:
    """`workspace_here` and `firm_here`."""

    def test_ask_the_database_once_each(self, app: Flask, cast: Cast) -> None:
        with app.test_request_context(), cast.alice.acting():
            workspace_here(cast.kuusi.workspace_id)
            firm_here(cast.kuusi.firm_id)
            with statements() as sent:
                assert workspace_here(cast.kuusi.workspace_id).name == "Kuusi Keramiikka Oy"
                assert firm_here(cast.kuusi.firm_id).name == "Tilitoimisto Kuusi Oy"
        assert sent == []

    def test_hide_a_strangers(self, app: Flask, cast: Cast) -> None:
        with app.test_request_context(), cast.charlie.acting(), pytest.raises(NotFound):
            workspace_here(cast.kuusi.workspace_id)
