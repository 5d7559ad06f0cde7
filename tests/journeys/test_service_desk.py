"""The service desk, from an author's first line to the customer's mail, with a correction round, in each language."""

from collections.abc import Iterator
from threading import Thread

import pytest
from factories.cast import Cast, Member
from factories.installation import Installation, installation_config
from factories.sink import Sink, mail_sink
from factories.written import WritingHouse, writing_house
from playwright.sync_api import Browser
from sqlalchemy import update
from werkzeug.serving import make_server

from billing.desk.rules.checklist import CHECKS
from portal.app import create_app
from portal.edge.transaction import transaction
from tenants.kernel.db import db
from tenants.kernel.language import LANGUAGES, Language
from tenants.kernel.scope import Scope
from tenants.users.models import User
from tests.journeys.walking import Walker, walk


@pytest.fixture
def mails() -> Iterator[Sink]:
    with mail_sink() as started:
        yield started


@pytest.fixture
def desk(installation: Installation, database: str, cast: Cast, mails: Sink) -> Iterator[tuple[WritingHouse, str]]:
    """Serve a house with two authors, each with a prefix; the test does the work of workers."""
    app = create_app(installation_config(installation, database, smtp_url=mails.url))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    with app.app_context():
        house = writing_house(cast.on(app), app)
        for person, prefix in ((house.aino, "21"), (house.eero, "22")):
            house.prefix(person, prefix)
        thread.start()
        yield house, f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    installation.let_go(app)


def enter(browser: Browser, base_url: str, person: Member, language: Language) -> Walker:
    """Return somebody who is signed in, and reads the portal in a language; axe has gone over these pages elsewhere."""
    with transaction(scope=Scope()):
        db.session.execute(update(User).where(User.id == person.user_id).values(language=language))
    cookie = person.browser().get_cookie("samla")
    assert cookie is not None
    walker = walk(browser, base_url, language)
    walker.careful_at = "nowhere"
    walker.page.context.add_cookies([{"name": "samla", "value": cookie.value, "url": base_url}])
    return walker


def write(author: Walker, written: str, *, customer: str, text: str) -> None:
    """Write an invoice to a customer of one's own: it is saved as it is typed, and then submitted."""
    author.go(written)
    author.press("Write an invoice")
    author.follow("New customer")
    author.fill(name=customer, street="Katu 1", postal_code="00100", city="Helsinki", email="ostot@savi.example")
    author.press("Save the card")
    for name, value in (("text", text), ("quantity", "2"), ("price", "100")):
        author.page.locator(f"[name='lines.1.{name}']").fill(value)
    with author.page.expect_response(lambda answer: answer.url.endswith("/save")):
        author.page.locator("[name=message]").click()
    author.page.locator("#saved dd").nth(2).filter(has_text="251").wait_for()
    author.press("Submit it to be checked and sent")
    author.page.get_by_role("status").first.wait_for()


def check(staff: Walker, desk: str, customer: str) -> None:
    """Take an invoice of a customer in hand."""
    staff.go(desk)
    staff.page.get_by_role("link", name=customer, exact=True).click()
    staff.look()
    staff.press("Take it in hand")


def send(staff: Walker) -> None:
    """Tick everything, and send it on."""
    for name in CHECKS:
        staff.page.locator(f"[name='check.{name}']").check()
    staff.confirm("Number it and send it on")


@pytest.mark.parametrize("language", LANGUAGES)
def test_service_desk(desk: tuple[WritingHouse, str], mails: Sink, browser: Browser, language: Language) -> None:
    house, base_url = desk
    written, at_desk = f"/w/{house.workspace_id}/written", f"/w/{house.workspace_id}/desk"
    aino, eero, alice = (
        enter(browser, base_url, person, language) for person in (house.aino, house.eero, house.cast.alice)
    )

    write(aino, written, customer="Savipaja Oy", text="Kiln")
    write(eero, written, customer="Lasipaja Oy", text="Glass")
    house.work()

    check(alice, at_desk, "Savipaja Oy")
    alice.page.locator("summary", has_text=alice.word("Return it to be corrected")).click()
    alice.page.locator("[name='reason.lines']").fill("Which kiln?")
    alice.fill(message="Please say more.")
    alice.press("Return as needs correction")

    aino.go(written)
    aino.page.get_by_role("link", name="Savipaja Oy", exact=True).click()
    aino.sees("From the check: %(reason)s", reason="Which kiln?")
    aino.page.locator("[name='lines.1.text']").fill("Kiln, 200 litres")
    aino.press("Submit it again")
    house.work()

    for customer in ("Savipaja Oy", "Lasipaja Oy"):
        check(alice, at_desk, customer)
        send(alice)
    house.work()

    aino.go(f"{written}?state=invoiced")
    assert "210001" in aino.page.locator("main").inner_text()
    assert "220001" not in aino.page.locator("main").inner_text()
    aino.go("/search?q=22%25")
    assert "Lasipaja" not in aino.page.locator("main").inner_text()
    alice.go("/search?q=21%25")
    assert "210001" in alice.page.locator("main").inner_text()
    told = [mail for mail in mails.mails if "aino@aino.example" in mail.recipients]
    assert len(told) == 4  # received, returned, received again, sent
    assert len([mail for mail in mails.mails if "ostot@savi.example" in mail.recipients]) == 2
    assert {walker.page.url: walker.faults for walker in (aino, eero, alice) if walker.faults} == {}
    for walker in (aino, eero, alice):
        walker.page.context.close()
