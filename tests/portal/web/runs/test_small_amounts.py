"""The small-amount rule on the screens: setting it, seeing what waits, and having it billed all the same."""

import re

from factories.cast import Cast
from factories.forms import post
from factories.screens import RunDesk
from sqlalchemy import update
from werkzeug.test import TestResponse

from billing.requests.queries import RequestQuery, request_rows
from billing.seller.models import Seller
from billing.streams.queries import get_stream
from tenants.kernel.db import db

ALL = {"selected": "all"}
# The smallest of the desk's three requests comes to 11.35 with VAT.
WAITS = "It comes to 11.35 EUR, less than the stream&#39;s least amount of 20.00 EUR."


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True)).replace("\N{NO-BREAK SPACE}", " ")


def set_least(runs: RunDesk, typed: str) -> TestResponse:
    with runs.cast.alice.acting():
        stream = get_stream(runs.workspace_id, runs.stream_id)
    form = {"name": "Sales", "series_id": str(stream.series_id), "due_rule": "days", "least": typed}
    return post(runs.browser, f"/w/{runs.workspace_id}/streams/{runs.stream_id}", form)


def states(runs: RunDesk) -> dict[str, str]:
    with runs.cast.alice.acting():
        found = [*request_rows(runs.workspace_id, RequestQuery())]
        found += request_rows(runs.workspace_id, RequestQuery(state="invoiced"))
    return {row.key: row.state for row in found}


class TestLeastAmount:
    """From the stream's settings to the run."""

    def test_is_kept_with_the_stream_and_refused_where_it_is_none(self, runs: RunDesk) -> None:
        assert set_least(runs, "20,00").status_code == 303
        page = text(runs.browser.get(f"/w/{runs.workspace_id}/streams/{runs.stream_id}"))
        assert 'value="20.00"' in page
        for typed in ("much", "-5"):
            answer = set_least(runs, typed)
            assert (answer.status_code, 'id="field-least-error"' in text(answer)) == (422, True)

    def test_sets_small_ones_aside_and_keeps_them(self, runs: RunDesk) -> None:
        set_least(runs, "20")
        assert WAITS in text(runs.browser.get(f"/w/{runs.workspace_id}/requests"))
        preview = text(post(runs.browser, f"{runs.url}/preview", ALL))
        assert WAITS in preview
        assert "Bill the small ones all the same (1)" in preview
        there = post(runs.browser, runs.url, ALL).location
        runs.work()
        assert WAITS in text(runs.browser.get(there))
        assert states(runs) == {"R-1": "invoiced", "R-2": "invoiced", "R-3": "ready", "R-4": "invalid"}

    def test_bills_them_all_the_same_from_the_preview(self, runs: RunDesk) -> None:
        set_least(runs, "20")
        small = runs.ready()[2]
        ids = " ".join(map(str, runs.ready()))
        page = text(post(runs.browser, f"{runs.url}/preview", {"ids": ids, "release": f"{small}"}))
        assert "least amount" not in page
        post(runs.browser, runs.url, {"ids": ids})
        runs.work()
        assert states(runs)["R-3"] == "invoiced"

    def test_bills_them_all_the_same_from_the_list(self, runs: RunDesk) -> None:
        set_least(runs, "20")
        url = f"/w/{runs.workspace_id}/requests"
        assert "Bill small ones all the same" in text(runs.browser.get(url))
        answer = post(runs.browser, f"{url}/release", {"id": str(runs.ready()[2])}, follow_redirects=True)
        assert "Requests that the next run bills, however little they come to: 1." in text(answer)
        assert WAITS not in text(runs.browser.get(url))

    def test_lets_them_wait_again_before_they_are_billed(self, runs: RunDesk) -> None:
        set_least(runs, "20")
        url, small = f"/w/{runs.workspace_id}/requests", {"id": str(runs.ready()[2])}
        post(runs.browser, f"{url}/release", small)
        assert "Somebody has it billed however little it comes to." in text(runs.browser.get(url))
        answer = post(runs.browser, f"{url}/hold", small, follow_redirects=True)
        assert "Requests that wait again where they come to too little: 1." in text(answer)
        assert WAITS in text(post(runs.browser, f"{runs.url}/preview", ALL))

    def test_is_nothing_for_a_stranger(self, cast: Cast, runs: RunDesk) -> None:
        set_least(runs, "20")
        for path in ("release", "hold"):
            url = f"/w/{runs.workspace_id}/requests/{path}"
            assert post(cast.charlie.browser(), url, ALL).status_code == 404


class TestTheCompanysLeastAmount:
    """What the settings say for all streams that have no such amount of their own."""

    def test_holds_in_a_stream_that_says_nothing_itself(self, runs: RunDesk) -> None:
        set_companys(runs, 2000)
        assert WAITS in text(runs.browser.get(f"/w/{runs.workspace_id}/requests"))
        there = post(runs.browser, runs.url, ALL).location
        runs.work()
        assert WAITS in text(runs.browser.get(there))
        assert states(runs)["R-3"] == "ready"

    def test_gives_way_to_the_streams_own_and_to_none_at_all(self, runs: RunDesk) -> None:
        set_companys(runs, 2000)
        for typed, waits in (("0", False), ("5", False), ("12", True), ("", True)):
            assert set_least(runs, typed).status_code == 303
            assert ("It waits until" in text(post(runs.browser, f"{runs.url}/preview", ALL))) == waits


def set_companys(runs: RunDesk, minor: int) -> None:
    """Have the company's settings say the least amount, in minor units."""
    with runs.cast.alice.acting(in_=runs.workspace_id):
        db.session.execute(update(Seller).where(Seller.workspace_id == runs.workspace_id).values(least_minor=minor))
