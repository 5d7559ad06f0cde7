"""Passkeys in Chromium, with its virtual authenticator, over a site that is really served."""

from collections.abc import Iterator
from threading import Thread

import pytest
from factories.cast import PASSWORD, Cast
from factories.fresh import begin_afresh
from factories.installation import Installation, installation_config
from factories.site import free_port
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from portal.app import create_app

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(installation: Installation, database: str, app: Flask, cast: Cast) -> Iterator[str]:
    port = free_port()
    url = f"http://localhost:{port}"
    served = create_app(installation_config(installation, database, base_url=url))
    begin_afresh(served)
    server = make_server("localhost", port, served, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    installation.let_go(served)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page in a browser that has a device with a fingerprint reader."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()


class TestPasskeys:
    """From the first passkey to signing in with nothing else."""

    def test_are_made_used_as_second_step_and_used_alone(self, site: str, page: Page) -> None:
        page.goto(f"{site}/account")
        page.fill("[name=email]", "bob@bob.example")
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("button", name="Make a passkey").click()
        page.get_by_role("heading", name="Your recovery codes").wait_for()
        assert page.locator(".codes code").count() == 10
        page.get_by_role("link", name="I have kept them").click()
        page.get_by_role("heading", name="Sign-in and security").wait_for()
        assert page.locator("input[name=name]").input_value() == "Chrome on Linux"
        self.sign_out(page)

        page.fill("[name=email]", "bob@bob.example")
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("button", name="Use a passkey").click()
        page.locator("details.person").wait_for()
        self.sign_out(page)

        page.goto(f"{site}/sign-in?after=/account")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("heading", name="Sign-in and security").wait_for()

    def sign_out(self, page: Page) -> None:
        page.locator("details.person summary").click()
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.get_by_role("heading", name="Sign in").wait_for()
