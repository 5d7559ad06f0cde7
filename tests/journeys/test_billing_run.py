"""Journey B in every language: two streams are fetched, put right, run and sent, one page leading to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from factories.cast import Cast
from factories.looking import serve, signed_in
from factories.requests import csv_file, new_customer, ready_house
from factories.screens import HEADER, RunDesk
from factories.working import worker_of
from flask import Flask
from playwright.sync_api import Browser

from billing.streams.actions import open_stream
from billing.streams.rules.series import NewStream
from tenants.kernel.ids import StreamId
from tenants.kernel.language import Language
from tests.journeys.invoicing import ERROR
from tests.journeys.walking import Walker, walk

# The business's own names of its two streams.
FIRST, SECOND = "Myynti", "Advertisements"
SUBSCRIPTIONS = (
    "S-1;10001;;;;;;;Subscription;1;100,00;25,5;",
    "S-2;5002;Aino Asiakas;Tie 1;;Helsinki;FI;aino@customers.example;Subscription;1;12,50;25,5;",
    "S-3;10001;;;;;;;Called off;1;10,00;25,5;cancelled",
)
ADVERTISEMENTS = ("A-1;10001;;;;;;;Advertisement 88 mm;1;240,00;25,5;",)


@dataclass(frozen=True, slots=True)
class Scene:
    """Alice's desk with two streams and one customer who takes invoices by e-mail, and the address of the portal."""

    desk: RunDesk
    streams: tuple[StreamId, StreamId]
    site: str


@pytest.fixture
def scene(app: Flask, cast: Cast) -> Iterator[Scene]:
    first = ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi, number="10001")
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        second = open_stream(actor, cast.kuusi.workspace_id, NewStream("ads", SECOND, "20", 6), now=now)
    with serve(app) as site:
        yield Scene(RunDesk(cast, first, cast.alice.browser(), worker_of(app)), (first, second), site)


def enter(browser: Browser, scene: Scene, language: Language) -> Walker:
    """Return Alice at the requests of her client, reading her language."""
    desk, site = scene.desk, scene.site
    walker = walk(browser, site, language)
    # Gone over by axe in one language; the words differ, not the pages.
    walker.careful_at = "/runs/" if language == "fi" else "nowhere"
    walker.page.context.add_cookies([{"name": "samla", "value": signed_in(desk.cast.alice), "url": site}])
    walker.page.goto(f"{site}/account")
    walker.page.evaluate(
        "async language => { const token = document.querySelector('meta[name=csrf-token]').content;"
        " await fetch('/language', {method: 'POST', body: new URLSearchParams({csrf_token: token, language})}); }",
        language,
    )
    walker.go(f"/w/{desk.workspace_id}/requests")
    return walker


def fetch(walker: Walker, desk: RunDesk, stream_id: StreamId, rows: tuple[str, ...], folder: Path) -> None:
    file = folder / f"{stream_id}.csv"
    file.write_bytes(csv_file(*rows, header=HEADER))
    walker.go(f"/w/{desk.workspace_id}/requests")
    walker.follow("Fetch billing requests")
    walker.choose(stream=str(stream_id))
    walker.page.locator("main [name=file]").set_input_files(file)
    walker.press("Fetch")


def put_right(walker: Walker, desk: RunDesk) -> None:
    """Dismiss what was called off, and fill in on the card what is missing; the notice counts it down."""
    walker.go(f"/w/{desk.workspace_id}/requests")
    walker.sees("%(stuck)s of %(all)s requests can't be invoiced.", stuck="2", all="4")
    assert walker.page.locator("tbody tr").filter(has_text=ERROR[walker.language]).count() == 2
    walker.press("Dismiss all %(count)s cancelled", count="1")
    walker.sees("%(stuck)s of %(all)s requests can't be invoiced.", stuck="1", all="3")
    walker.page.locator("tbody tr").filter(has_text=ERROR[walker.language]).locator("a").first.click()
    walker.fill(postal_code="00100")
    walker.press("Save")
    walker.go(f"/w/{desk.workspace_id}/requests")
    assert walker.page.locator(".notice.tone-bad").count() == 0


def run(walker: Walker, desk: RunDesk, *, count: int) -> None:
    """Select all of the stream, look at what would be done, run it, and read what it came to."""
    walker.press("Select all %(count)s", count=str(count))
    walker.press("Preview")
    walker.confirm("Run")
    desk.work()
    # The page asks for itself until the run is done, and then loads anew: one more reload would be broken off.
    walker.sees("It came out as the preview showed.")
    walker.sees("What comes next")


def follow_step(walker: Walker, label: str) -> None:
    walker.page.locator(".next-steps li").filter(has_text=walker.word("Waits")).get_by_role("link", name=label).click()
    walker.look()


@pytest.mark.parametrize("language", ["fi", "sv", "nb", "da", "en"])
def test_billing_run(browser: Browser, scene: Scene, language: Language, tmp_path: Path) -> None:
    desk, streams = scene.desk, scene.streams
    walker = enter(browser, scene, language)
    fetch(walker, desk, streams[0], SUBSCRIPTIONS, tmp_path)
    fetch(walker, desk, streams[1], ADVERTISEMENTS, tmp_path)
    put_right(walker, desk)
    walker.go(f"/w/{desk.workspace_id}/requests?stream={streams[0]}")
    run(walker, desk, count=2)
    follow_step(walker, SECOND)
    run(walker, desk, count=1)
    assert walker.page.locator(".next-steps li").filter(has_text=walker.word("Done")).count() >= 2
    follow_step(walker, walker.word("Send: %(channel)s", channel=walker.word("E-mail")))
    walker.press("Select all %(count)s", count="3")
    walker.confirm("Send")
    desk.work()
    with desk.cast.alice.acting(in_=desk.workspace_id):
        assert not desk.ready()
    assert walker.faults == []
    walker.page.context.close()
