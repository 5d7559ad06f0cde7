"""What a request may see is decided before its view runs: all that is its person's, or the workspace it is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from factories.business_ids import y_tunnus
from factories.cast import Cast, make_client
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tenants.kernel.db import db


@contextmanager
def scopes() -> Iterator[list[str]]:
    """Give the workspaces that transactions are told they may see, in the order they begin."""
    told: list[str] = []

    def note(_: Any, __: Any, ___: str, parameters: Any, *____: Any) -> None:
        if isinstance(parameters, dict) and "visible" in parameters:
            told.append(parameters["visible"])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def seen_last(browser: FlaskClient, path: str) -> str:
    with scopes() as told:
        assert browser.get(path).status_code == 200
    return told[-1]


class TestSignedOut:
    """What is asked for without being signed in any more."""

    def test_comes_back_to_the_page_of_which_a_part_was_asked_for(self, app: Flask) -> None:
        app.config["WTF_CSRF_ENABLED"] = False
        page = f"/w/{uuid4()}/written/{uuid4()}"
        for told, back in (({"HX-Current-URL": f"http://localhost{page}"}, f"/sign-in?after={page}"), ({}, "/sign-in")):
            answer = app.test_client().post(f"{page}/save", headers={"HX-Request": "true", **told})
            assert (answer.status_code, unquote(answer.headers["HX-Redirect"])) == (204, back)


class TestGate:
    """What the pages of a firm's member may see."""

    def test_shows_a_page_of_one_workspace_no_other(self, cast: Cast) -> None:
        browser, here = cast.alice.browser(), str(cast.kuusi.workspace_id)
        _, second = make_client(cast.alice, cast.kuusi.firm_id, "FI", y_tunnus(2_644_443), "Toinen Oy", "Erik")
        assert seen_last(browser, f"/w/{here}/invoices") == here
        assert set(seen_last(browser, "/").split(",")) == {here, str(second.workspace_id)}
