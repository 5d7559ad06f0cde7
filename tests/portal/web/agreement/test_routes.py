"""The plan on the screen: dates in words, a change with its price beforehand, consent, cancelling, ending."""

from datetime import date, timedelta

import pytest
from factories.agreeing import agreement_in, changes_in, collaboration_in, put_clock, state_of
from factories.cast import Cast
from factories.forms import post
from flask import Flask


@pytest.fixture
def place(cast: Cast) -> str:
    return f"/w/{cast.kuusi.workspace_id}/agreement"


@pytest.fixture
def today(cast: Cast) -> date:
    first = agreement_in(cast.kuusi.workspace_id).starts_on
    assert first is not None
    return first


class TestAgreement:
    def test_says_when_it_renews_and_until_when_to_cancel(self, cast: Cast, place: str, today: date) -> None:
        page = cast.bob.browser().get(place).get_data(as_text=True)
        assert f"Renews on {today.day} {today:%b} {today.year + 1}; cancel at the latest on" in page

    def test_says_when_it_is_too_late(self, app: Flask, cast: Cast, place: str, today: date) -> None:
        put_clock(app, today + timedelta(days=360))
        page = cast.bob.browser().get(place).get_data(as_text=True)
        assert "be stopped any more; cancelled today it ends on" in page

    def test_lists_what_was_charged(self, cast: Cast, place: str) -> None:
        assert "490.00\N{NO-BREAK SPACE}EUR" in cast.alice.browser().get(place).get_data(as_text=True)

    def test_is_hidden_from_a_stranger(self, cast: Cast, place: str) -> None:
        assert cast.charlie.browser().get(place).status_code == 404


class TestChange:
    def test_shows_what_it_costs_before_it_is_confirmed(self, app: Flask, cast: Cast, place: str, today: date) -> None:
        put_clock(app, today + timedelta(days=100))
        query = {"review": "1", "variant": "smart", "when": "now"}
        page = cast.alice.browser().get(f"{place}/change", query_string=query).get_data(as_text=True)
        assert "355.75\N{NO-BREAK SPACE}EUR" in page  # 490 x 265 / 365
        assert "210.55\N{NO-BREAK SPACE}EUR" in page  # 290 x 265 / 365
        assert "145.20\N{NO-BREAK SPACE}EUR" in page
        assert agreement_in(cast.kuusi.workspace_id).variant == "pro"

    def test_names_what_a_smaller_plan_lacks(self, cast: Cast, place: str) -> None:
        query = {"review": "1", "variant": "smart", "when": "renewal"}
        page = cast.alice.browser().get(f"{place}/change", query_string=query).get_data(as_text=True)
        assert "These would no longer be available:" in page
        assert "Collection with a licensed agency" in page

    def test_of_payer_waits_for_the_client_who_agrees(self, cast: Cast, place: str) -> None:
        answer = post(cast.alice.browser(), f"{place}/change", {"payer": "client", "when": "now"})
        assert answer.status_code == 303
        change = changes_in(cast.kuusi.workspace_id)[0]
        assert change.state == "waiting"
        bob = cast.bob.browser()
        assert f"{place}/changes/{change.id}/consent" in bob.get(place).get_data(as_text=True)
        assert post(bob, f"{place}/changes/{change.id}/consent").status_code == 303
        assert agreement_in(cast.kuusi.workspace_id).payer == "client"

    def test_can_be_refused_with_a_reason(self, cast: Cast, place: str) -> None:
        post(cast.alice.browser(), f"{place}/change", {"payer": "client", "when": "renewal"})
        change = changes_in(cast.kuusi.workspace_id)[0]
        post(cast.bob.browser(), f"{place}/changes/{change.id}/refuse", {"reason": "Not agreed"})
        page = cast.alice.browser().get(place).get_data(as_text=True)
        assert "Reason: Not agreed" in page

    def test_that_changes_nothing_says_so(self, cast: Cast, place: str) -> None:
        answer = post(cast.alice.browser(), f"{place}/change", {"variant": "pro", "when": "now"}, follow_redirects=True)
        assert "That is what is agreed already." in answer.get_data(as_text=True)


class TestCancel:
    def test_says_the_day_before_and_after(self, cast: Cast, place: str, today: date) -> None:
        bob = cast.bob.browser()
        assert "Cancelled today, the agreement ends on" in bob.get(f"{place}/cancel").get_data(as_text=True)
        answer = post(bob, f"{place}/cancel", follow_redirects=True).get_data(as_text=True)
        assert f"Ends on {today.day} {today:%b} {today.year + 1}" in answer


class TestEnd:
    def test_shows_the_checklist_and_ends_on_a_day(self, cast: Cast, place: str, today: date) -> None:
        bob, where = cast.bob.browser(), f"{place}/collaborations/{collaboration_in(cast.kuusi.workspace_id)}/end"
        page = bob.get(where).get_data(as_text=True)
        assert "Open receivables" in page
        assert "The firm pays the plan today." in page
        answer = post(bob, where, {"ends_on": str(today + timedelta(days=9)), "outcome": "continues"})
        assert answer.status_code == 303
        assert state_of(cast.kuusi.workspace_id) == "ending"
        assert "Call the end off" in bob.get(place).get_data(as_text=True)

    def test_asks_for_a_day_and_what_stays(self, cast: Cast, place: str) -> None:
        where = f"{place}/collaborations/{collaboration_in(cast.kuusi.workspace_id)}/end"
        answer = post(cast.bob.browser(), where, {"ends_on": "soon"})
        assert answer.status_code == 422
        assert "Write a day." in answer.get_data(as_text=True)

    def test_today_leads_the_firm_to_its_register(self, cast: Cast, place: str, today: date) -> None:
        where = f"{place}/collaborations/{collaboration_in(cast.kuusi.workspace_id)}/end"
        answer = post(cast.alice.browser(), where, {"ends_on": str(today), "outcome": "read_only"})
        assert answer.headers["Location"].endswith(f"/f/{cast.kuusi.firm_id}/clients")
