"""Mails of an agreement's life, sent to a real server on loopback: to the payer's people, once each."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from factories.agreeing import agreement_in, collaboration_in, put_clock
from factories.cast import Cast
from factories.charging_house import live_through
from factories.sink import Sink
from flask import Flask

from tenants.agreements.actions import cancel_agreement, propose_change
from tenants.agreements.queries import Wanted
from tenants.agreements.rules import CLIENT
from tenants.collaborations.ending import Ending, end_collaboration
from tenants.plans.rules import MONTHLY

MAILS = frozenset({"attend_agreement", "tell_renewal", "tell_change", "tell_ending", "mail_agreement"})


@pytest.fixture
def renewal(cast: Cast) -> date:
    renews_on = agreement_in(cast.kuusi.workspace_id).renews_on
    assert renews_on is not None
    return renews_on


def live(worker: Flask, day: date) -> None:
    put_clock(worker, day)
    live_through(worker, MAILS)


def to_kuusi(server: Sink) -> list[str]:
    """Return the subjects of the mails about Kuusi's client, with whom they went to."""
    found = [(str(mail.message["Subject"]), mail.recipients[0]) for mail in server.mails]
    return [f"{subject} -> {recipient}" for subject, recipient in found if "Kuusi" in subject]


class TestRenewal:
    def test_is_told_to_the_payers_people_thirty_and_seven_days_before(
        self, cast: Cast, worker: Flask, server: Sink, renewal: date
    ) -> None:
        for left in (31, 30, 29, 8, 7, 6):
            live(worker, renewal - timedelta(days=left))
        told = to_kuusi(server)
        assert len(told) == 2
        assert all("renews on" in each and each.endswith("alice@alice.example") for each in told)

    def test_says_until_when_it_can_be_stopped(self, cast: Cast, worker: Flask, server: Sink, renewal: date) -> None:
        live(worker, renewal - timedelta(days=30))
        text = next(mail for mail in server.mails if "Kuusi" in str(mail.message["Subject"])).message.get_content()
        assert "at €490.00 without VAT" in text
        assert "To stop it, cancel at the latest on" in text

    def test_tells_a_higher_price_in_both_notices_and_charges_it_then(
        self, cast: Cast, worker: Flask, server: Sink, renewal: date, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        where = cast.kuusi.workspace_id
        live(worker, renewal - timedelta(days=40))
        monkeypatch.setitem(MONTHLY["EUR"], "pro", Decimal("55.00"))
        for left in (30, 7):
            live(worker, renewal - timedelta(days=left))
        texts = [mail.message.get_content() for mail in server.mails if "Kuusi" in str(mail.message["Subject"])]
        assert len(texts) == 2
        for text in texts:
            assert "have cost €490.00 and cost €550.00 from then on" in " ".join(text.split())
            assert "Another plan can be chosen" in text
        told = agreement_in(where)
        assert (told.price, told.next_price, told.cancel_by) == (490, 550, renewal - timedelta(days=1))
        page = cast.alice.browser().get(f"/w/{where}/agreement").get_data(as_text=True)
        assert "Price from the renewal" in page
        live(worker, renewal)
        assert (agreement_in(where).price, agreement_in(where).next_price) == (550, None)

    def test_raises_no_price_that_was_told_too_late(
        self, cast: Cast, worker: Flask, server: Sink, renewal: date, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        live(worker, renewal - timedelta(days=30))
        monkeypatch.setitem(MONTHLY["EUR"], "pro", Decimal("55.00"))
        live(worker, renewal - timedelta(days=7))
        live(worker, renewal)
        assert agreement_in(cast.kuusi.workspace_id).price == 490

    def test_of_a_cancelled_agreement_says_that_it_ends(
        self, app: Flask, cast: Cast, worker: Flask, server: Sink, renewal: date
    ) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            cancel_agreement(actor, cast.kuusi.workspace_id, now=now)
        live(worker, renewal - timedelta(days=30))
        assert "ends on" in to_kuusi(server)[0]


class TestChange:
    def test_is_told_to_whoever_must_agree(self, cast: Cast, worker: Flask, server: Sink, renewal: date) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            propose_change(actor, cast.kuusi.workspace_id, Wanted(payer=CLIENT), when="renewal", now=now)
        live_through(worker, MAILS)
        (told,) = to_kuusi(server)
        assert "waits for your consent" in told
        assert told.endswith("bob@bob.example")


class TestEnding:
    def test_is_told_to_both_sides(self, cast: Cast, worker: Flask, server: Sink, renewal: date) -> None:
        where = cast.kuusi.workspace_id
        collaboration_id, day = collaboration_in(where), renewal - timedelta(days=200)
        with cast.bob.acting(in_=where) as (actor, now):
            ending = Ending(day, "continues")
            end_collaboration(actor, where, collaboration_id, ending, loose=lambda _: (), now=now)
        live_through(worker, MAILS)
        assert {told.rpartition(" ")[2] for told in to_kuusi(server)} == {"alice@alice.example", "bob@bob.example"}
