"""The work screens in a real browser: nothing serious for axe, nothing wider than a phone, no complaints."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from factories.books import Books
from factories.cast import Cast
from factories.looking import Visitor, serve, signed_in
from flask import Flask
from playwright.sync_api import Browser

from tenants.kernel.language import msg

PAGES = (
    "/",
    "/waiting/invalid",
    "/waiting/unsent",
    "/search?q=100",
    "/w/{ws}",
    "/w/{ws}/invoices",
    "/w/{ws}/invoices/{invoice}",
    "/w/{ws}/sending",
    "/w/{ws}/sending/attention",
    "/w/{ws}/settings",
    "/w/{ws}/streams",
    "/w/{ws}/audit",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A running site with something of everything in it, and Alice's cookie."""

    url: str
    token: str
    workspace_id: UUID
    invoice_id: UUID


@pytest.fixture
def place(app: Flask, cast: Cast) -> Iterator[Place]:
    books = Books(cast.alice, cast.kuusi.workspace_id)
    customer = books.customer("Kustens Segelmakeri och Skeppshandel i Ekenäs Ab")
    for state in ("ready", "invalid", "cancelled"):
        books.request(state, customer=customer)
    books.invoice(customer)
    bounced = books.invoice(customer)
    books.delivery(bounced, "bounced", reason=msg("The mailbox doesn't exist."))
    books.delivery(books.invoice(customer), "unknown")
    with serve(app) as url:
        yield Place(url, signed_in(cast.alice), books.workspace_id, bounced)


class TestWorkScreens:
    """What axe, a ruler and the browser's console find."""

    def test_are_fit_for_everybody(self, browser: Browser, place: Place) -> None:
        visitor = Visitor(browser, place.url)
        for path in PAGES:
            visitor.visit(place.token, path.format(ws=place.workspace_id, invoice=place.invoice_id))
        visitor.close()
        assert visitor.wrong == []
