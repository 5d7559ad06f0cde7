"""Faults are told with a number to ask about, never with a trace."""

from collections.abc import Iterator

import pytest
from factories.installation import Installation, installation_config
from flask import Flask

from portal.app import create_app
from portal.auth.gate import anyone
from tenants.kernel.refusals import Conflict


class NotToday(Conflict):
    """The state of things doesn't allow that now."""


@pytest.fixture
def app(installation: Installation, database: str) -> Iterator[Flask]:
    """Return an application of the test's own, which gets pages of the test's own."""
    app = create_app(installation_config(installation, database))
    with app.app_context():
        yield app
    installation.let_go(app)


def raising(app: Flask, error: Exception) -> str:
    """Give an application a page that raises."""

    @anyone
    def page() -> str:
        raise error

    app.add_url_rule("/raising", "raising", page)
    return "/raising"


class TestErrors:
    """Every kind of no."""

    def test_hide_a_fault_behind_a_reference(self, app: Flask) -> None:
        answer = app.test_client().get(raising(app, ZeroDivisionError("secret detail")))
        text = answer.get_data(as_text=True)
        assert answer.status_code == 500
        assert "secret detail" not in text
        assert "Traceback" not in text
        assert "<code>" in text

    def test_say_a_refusal_in_the_readers_language(self, app: Flask) -> None:
        answer = app.test_client().get(raising(app, NotToday()), headers={"Accept-Language": "fi"})
        assert answer.status_code == 409
        assert "Tilanne ei salli sitä nyt." in answer.get_data(as_text=True)

    def test_show_nobody_what_is_not_there(self, app: Flask) -> None:
        answer = app.test_client().get("/nowhere", headers={"Accept-Language": "sv-FI,sv;q=0.9"})
        assert answer.status_code == 404
        assert "Sidan finns inte" in answer.get_data(as_text=True)

    def test_refuse_a_body_that_is_too_large(self, app: Flask) -> None:
        app.config["MAX_CONTENT_LENGTH"] = 100
        answer = app.test_client().post("/sign-in", data={"email": "x" * 200})
        assert answer.status_code == 413

    def test_log_no_values_of_variables(self, app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
        password = "known to nobody"
        assert app.test_client().get(raising(app, ZeroDivisionError()), query_string={"q": password}).status_code == 500
        logged = capsys.readouterr().out
        assert "ZeroDivisionError" in logged
        assert password not in logged
