"""Faults are told with a number to ask about, never with a trace."""

import io
from collections.abc import Iterator

import pytest
from factories.cast import Cast
from factories.installation import Installation, installation_config
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.auth.gate import anyone
from portal.config import MEGABYTE
from portal.edge.errors import way_back
from portal.edge.transaction import transaction
from tenants.kernel.refusals import Conflict
from tenants.kernel.scope import Scope
from tenants.users.actions import choose


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


def main_of(answer: TestResponse) -> html.HtmlElement:
    """Return the main part of a page."""
    (found,) = html.fromstring(answer.get_data(as_text=True)).xpath("//main")
    return found


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

    def test_log_no_values_of_variables(self, app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
        password = "known to nobody"
        assert app.test_client().get(raising(app, ZeroDivisionError()), query_string={"q": password}).status_code == 500
        logged = capsys.readouterr().out
        assert "ZeroDivisionError" in logged
        assert password not in logged


class TestTooLarge:
    """More than is taken at once."""

    def test_is_told_in_the_persons_language_with_the_limit_and_the_way_back(self, cast: Cast) -> None:
        path = f"/w/{cast.kuusi.workspace_id}/requests/import"
        sent = {"file": (io.BytesIO(b"a" * (25 * MEGABYTE + 1)), "requests.csv")}
        with transaction(scope=Scope(user=cast.bob.user_id)):
            choose(cast.bob.user_id, language="fi")
        answer = cast.bob.browser().post(path, data=sent, headers={"Accept-Language": "en"})
        assert answer.status_code == 413
        main = main_of(answer)
        assert "suurempi kuin 25 Mt" in main.text_content()
        assert main.xpath(".//a/@href") == [path]

    def test_is_told_to_a_visitor_in_the_browsers_language(self, app: Flask) -> None:
        sent = {"email": "x" * (25 * MEGABYTE + 1)}
        answer = app.test_client().post("/sign-in", data=sent, headers={"Accept-Language": "sv"})
        assert answer.status_code == 413
        assert "större än 25 MB" in main_of(answer).text_content()

    def test_is_read_to_its_end_so_that_the_browser_gets_the_answer(self, app: Flask) -> None:
        body = io.BytesIO(b"email=" + b"x" * (30 * MEGABYTE))
        kind = "application/x-www-form-urlencoded"
        answer = app.test_client().post("/sign-in", input_stream=body, content_length=30 * MEGABYTE, content_type=kind)
        assert answer.status_code == 413
        assert body.tell() >= 30 * MEGABYTE

    def test_is_no_form_of_many_fields(self, app: Flask) -> None:
        sent = {f"field-{place}": "x" for place in range(2000)}
        answer = app.test_client().post("/sign-in", data=sent, content_type="multipart/form-data")
        assert answer.status_code != 413


class TestWayBack:
    @pytest.mark.parametrize(
        ("path", "to"), [("/sign-in", ["/sign-in"]), ("/sign-in/none/such", ["/sign-in"]), ("/none", [])]
    )
    def test_leads_to_the_nearest_page(self, app: Flask, path: str, to: list[str]) -> None:
        with app.test_request_context():
            assert [link.url for link in way_back(path)] == to
