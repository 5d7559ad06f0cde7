"""Sending many on together at the desk: what goes, what stays and why."""

import re

from factories.working import perform
from factories.written import WritingHouse
from sqlalchemy import text
from werkzeug.test import TestResponse

from billing.desk.actions import DeskInput, claim_written, set_desk
from billing.desk.rules.checklist import CHECKS
from tenants.kernel.db import db
from tenants.kernel.ids import WrittenId

TICKED = {f"check.{name}": "y" for name in CHECKS}


def url(house: WritingHouse, more: str = "") -> str:
    return f"/w/{house.workspace_id}/desk{more}"


def chosen(house: WritingHouse, *ids: WrittenId) -> TestResponse:
    """Return what Alice sees of those she chose."""
    return house.cast.alice.browser().post(url(house, "/together"), data={"id": [str(each) for each in ids]})


def form(house: WritingHouse, answer: TestResponse) -> dict[str, str]:
    """Return the form of the page with every box ticked."""
    marks = re.findall('name="(mark[.][0-9a-f-]+)" value="([0-9a-f]+)"', answer.get_data(as_text=True))
    (batch,) = re.findall('name="batch" value="([0-9a-f-]+)"', answer.get_data(as_text=True))
    return {**dict(marks), **TICKED, "batch": batch, "issued_on": house.today.isoformat()}


def asked(house: WritingHouse, data: dict[str, str]) -> TestResponse:
    return house.cast.alice.browser().post(url(house, "/together/send"), data=data)


def sent(house: WritingHouse, data: dict[str, str]) -> str:
    """Return the page that tells what came of it, once that was done."""
    answer = asked(house, data)
    perform(house.cast.alice.app, "send_together", "workspace", house.workspace_id)
    return said(house, answer.headers["Location"])


def said(house: WritingHouse, path: str) -> str:
    return house.cast.alice.browser().get(path).get_data(as_text=True).split("<main")[1]


class TestChoosing:
    def test_shows_what_each_says_and_takes_nothing_in_hand(self, house: WritingHouse) -> None:
        ids = [
            house.submitted(who, order_reference="PO 17", delivered_on="2026-11-20") for who in (house.aino, house.eero)
        ]
        body = chosen(house, *ids).get_data(as_text=True)
        for said in ("Kiln, large", "Order reference: PO 17", "Delivered on: 20 Nov 2026", "Due: "):
            assert body.count(said) == 2
        assert body.count('name="mark.') == 2
        assert {house.read(house.cast.alice, each).row.state for each in ids} == {"submitted"}

    def test_takes_all_that_match_but_what_was_left_out(self, house: WritingHouse) -> None:
        ids = [house.submitted(house.aino) for _ in range(3)]
        data = {"selected": "all", "but": str(ids[0]), "q": "tuohi"}
        answer = house.cast.alice.browser().post(url(house, "/together"), data=data)
        marks = {name for name in form(house, answer) if name.startswith("mark.")}
        assert marks == {f"mark.{each}" for each in ids[1:]}
        nothing = house.cast.alice.browser().post(url(house, "/together"), data={**data, "q": "nobody"})
        assert nothing.headers["Location"].endswith(url(house))

    def test_is_no_strangers_nor_the_clients(self, house: WritingHouse) -> None:
        data = form(house, chosen(house, house.submitted(house.aino)))
        there = asked(house, data).headers["Location"]
        for person, status in ((house.cast.charlie, 404), (house.cast.bob, 403), (house.aino, 403)):
            assert person.browser().get(there).status_code == status
            assert person.browser().post(f"{there}/restart").status_code == status
        for path in ("/together", "/together/send"):
            assert house.cast.charlie.browser().post(url(house, path), data=data).status_code == 404
            assert house.cast.bob.browser().post(url(house, path), data=data).status_code == 403


class TestSending:
    def test_numbers_each_and_tells_how_many_went(self, house: WritingHouse) -> None:
        ids = [house.submitted(who) for who in (house.aino, house.eero)]
        answer = asked(house, form(house, chosen(house, *ids)))
        there = answer.headers["Location"]
        for shown in ("Asked for: sending on begins", "0 of 2", 'hx-trigger="every 2s"'):
            assert shown in said(house, there)
        assert "Sending on together: 0 of 2 are done" in said(house, url(house))
        perform(house.cast.alice.app, "send_together", "workspace", house.workspace_id)
        for shown in ("2 of 2", "Finished", "All of them were sent on"):
            assert shown in said(house, there)
        rows = [house.read(house.cast.alice, each).row for each in ids]
        assert [row.state for row in rows] == ["approved", "approved"]
        assert len({row.number for row in rows}) == 2
        assert "Sending on together" not in said(house, url(house))

    def test_has_the_page_load_what_came_of_it_at_the_end(self, house: WritingHouse) -> None:
        data = form(house, chosen(house, house.submitted(house.aino)))
        path = f"{asked(house, data).headers['Location']}/progress"
        browser, header = house.cast.alice.browser(), {"HX-Request": "true"}
        assert "HX-Refresh" not in browser.get(path, headers=header).headers
        perform(house.cast.alice.app, "send_together", "workspace", house.workspace_id)
        assert browser.get(path, headers=header).headers["HX-Refresh"] == "true"
        assert browser.get(path).status_code == 303

    def test_is_asked_for_once_however_often_it_is_clicked(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        data = form(house, chosen(house, written_id))
        assert asked(house, data).headers["Location"] == asked(house, data).headers["Location"]
        assert f'name="id" value="{written_id}"' not in said(house, url(house))
        again = chosen(house, written_id).get_data(as_text=True)
        assert ("being sent on together with others already" in again, 'name="mark.' in again) == (True, False)
        assert "1 of 1" in sent(house, data)
        assert house.read(house.aino, written_id).row.number
        vilma = house.colleague("Vilma").browser()
        assert vilma.post(url(house, "/together/send"), data=data).status_code == 404

    def test_can_be_started_again_where_it_stands_still(self, house: WritingHouse) -> None:
        there = asked(house, form(house, chosen(house, house.submitted(house.aino)))).headers["Location"]
        with house.cast.alice.acting(in_=house.workspace_id):
            died = "update task set state = 'dead', attempts = 8 where kind = 'send_together' and scope_id = :at"
            db.session.execute(text(died), {"at": house.workspace_id})
        for shown in ("It was interrupted again and again", "Why it stopped: Its worker ended", "Start again"):
            assert shown in said(house, there)
        browser = house.cast.alice.browser()
        for _click in range(2):
            assert browser.post(f"{there}/restart").headers["Location"] == there
        perform(house.cast.alice.app, "send_together", "workspace", house.workspace_id)
        assert "All of them were sent on" in said(house, there)

    def test_asks_once_for_every_box_and_a_day(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        data = form(house, chosen(house, written_id))
        for missing in ("check.vat", "issued_on"):
            answer = asked(house, {name: value for name, value in data.items() if name != missing})
            assert data["batch"] in answer.get_data(as_text=True)
            assert answer.status_code == 422
            assert f'id="field-{missing}-error"' in answer.get_data(as_text=True)
        assert not house.read(house.aino, written_id).row.number

    def test_says_at_the_field_that_the_day_is_too_far_ahead(self, house: WritingHouse) -> None:
        data = form(house, chosen(house, house.submitted(house.aino)))
        answer = asked(house, {**data, "issued_on": "2062-11-23"})
        assert answer.status_code == 422
        assert 'id="field-issued_on-error"' in answer.get_data(as_text=True)

    def test_sends_the_rest_on_and_names_each_that_is_refused(self, house: WritingHouse) -> None:
        good, changed, gone = (house.submitted(house.aino) for _ in range(3))
        data = {**form(house, chosen(house, good, changed, gone)), f"mark.{changed}": "0"}
        house.returned(gone)
        body = sent(house, data)
        assert "3 of 3" in body
        assert "still at the desk: 1" in said(house, url(house))
        assert "It has been changed since you looked at it." in body
        assert "at the desk any more" in body
        assert house.read(house.aino, good).row.number
        assert house.read(house.aino, changed).row.state == "submitted"

    def test_sends_all_by_one_channel_where_each_can_go_that_way(self, house: WritingHouse) -> None:
        public = {"kind": "public", "delivery": "einvoice", "einvoice_scheme": "0216", "buyer_reference": "7"}
        office = house.customer(house.aino, **public, business_id="9234567-0", einvoice_address="003792345670")
        good, closed = house.submitted(house.aino), house.submitted(house.aino, customer_id=office)
        body = sent(house, {**form(house, chosen(house, good, closed)), "channel": "print"})
        assert "A public body takes e-invoices only." in body
        assert house.read(house.aino, good).row.number
        assert not house.read(house.aino, closed).row.number

    def test_leaves_what_somebody_else_checks_to_them(self, house: WritingHouse) -> None:
        theirs, free = house.submitted(house.aino), house.submitted(house.aino)
        before, vilma = form(house, chosen(house, theirs, free)), house.colleague("Vilma")
        with vilma.acting(in_=house.workspace_id) as (actor, now):
            claim_written(actor, house.workspace_id, theirs, now=now)
        listed = house.cast.alice.browser().get(url(house)).get_data(as_text=True)
        assert f'name="id" value="{theirs}"' not in listed
        shown = chosen(house, theirs, free)
        assert f"mark.{theirs}" not in form(house, shown)
        assert "Vilma checks this invoice already." in shown.get_data(as_text=True)
        body = sent(house, before)
        assert ("2 of 2" in body, "Vilma checks this invoice already." in body) == (True, True)
        row = house.read(house.cast.alice, theirs).row
        assert (row.state, row.claimed_by) == ("in_review", vilma.user_id)

    def test_keeps_four_eyes_for_each(self, house: WritingHouse) -> None:
        alice = house.cast.alice
        own, other = house.submitted(alice), house.submitted(house.aino)
        before = form(house, chosen(house, own, other))
        with alice.acting(in_=house.workspace_id) as (actor, now):
            set_desk(actor, house.workspace_id, DeskInput("15:00", "17:00", four_eyes=True), now=now)
        shown = chosen(house, own, other)
        assert f"mark.{own}" not in form(house, shown)
        assert "asks for four eyes" in shown.get_data(as_text=True)
        assert "asks for four eyes" in sent(house, before)
        assert not house.read(alice, own).row.number
        assert house.read(alice, other).row.number
