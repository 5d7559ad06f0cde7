"""Posting a form as a browser does: with the token of a page that was opened before."""

import re
from http import HTTPStatus
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


def token_of(client: FlaskClient, page: str = "/sign-in") -> str:
    """Return a form token from a page."""
    found = TOKEN.search(client.get(page).get_data(as_text=True))
    if found is None:
        raise AssertionError(page)
    return found[1]


def told_above(answer: TestResponse) -> list[str]:
    """Return what the list above a form says has to be changed, of a page that refuses it."""
    if answer.status_code != HTTPStatus.UNPROCESSABLE_ENTITY:
        raise AssertionError(answer.status)
    page = html.fromstring(answer.get_data(as_text=True))
    return [" ".join(entry.text_content().split()) for entry in page.xpath("//*[@data-errors]//li")]


def post(client: FlaskClient, url: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
    """Post a form with a valid token."""
    fields = {"csrf_token": token_of(client), **(data or {})}
    return client.post(url, data=fields, **options)
