"""The ways in in a real browser: nothing serious for axe, nothing wider than a phone, no complaints."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from factories.business_ids import y_tunnus
from factories.cast import Cast
from factories.invited import invite_one
from factories.looking import Visitor, serve, signed_in
from factories.ways import charlie_registers
from flask import Flask
from playwright.sync_api import Browser

from portal.edge.transaction import transaction
from tenants.kernel.scope import Scope
from tenants.users.actions import choose

PAGES = (
    "",
    "/new",
    "/requests",
    "/import",
    "/{client}",
    "/{client}/contacts",
    "/{client}/engagements/{engagement}",
    "/{client}/collaboration",
    "/{client}/collaboration?step=payer&engagement={engagement}",
    "/{client}/collaboration?step=review&engagement={engagement}&payer_after=client",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A running site on which Charlie's firm is about to ask a subscriber."""

    url: str
    clients: str
    client: str
    engagement: str


@pytest.fixture
def place(app: Flask, cast: Cast) -> Iterator[Place]:
    invite_one(cast)
    charlie_registers(cast, y_tunnus())
    client_id, engagement_id = charlie_registers(cast)
    with serve(app) as url:
        yield Place(url, f"/f/{cast.ek.firm_id}/clients", str(client_id), str(engagement_id))


class TestWaysIn:
    """Every page of the way in, in the language with the longest words."""

    def test_is_sound_on_a_desk_and_on_a_phone(self, browser: Browser, place: Place, cast: Cast) -> None:
        with transaction(scope=Scope()):
            choose(cast.charlie.user_id, language="fi")
        visitor, token = Visitor(browser, place.url), signed_in(cast.charlie)
        for path in PAGES:
            visitor.visit(token, place.clients + path.format(client=place.client, engagement=place.engagement))
        visitor.close()
        assert visitor.wrong == []
