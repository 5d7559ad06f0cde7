"""Sending many on together at the desk: what goes, what stays and why."""

import re

from factories.written import WritingHouse
from werkzeug.test import TestResponse

from billing.desk.actions import DeskInput, claim_written, set_desk
from billing.desk.rules.checklist import CHECKS
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
    return {**dict(marks), **TICKED, "issued_on": house.today.isoformat()}


def sent(house: WritingHouse, data: dict[str, str]) -> TestResponse:
    return house.cast.alice.browser().post(url(house, "/together/send"), data=data)


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
        for path in ("/together", "/together/send"):
            assert house.cast.charlie.browser().post(url(house, path), data=data).status_code == 404
            assert house.cast.bob.browser().post(url(house, path), data=data).status_code == 403


class TestSending:
    def test_numbers_each_and_tells_how_many_went(self, house: WritingHouse) -> None:
        ids = [house.submitted(who) for who in (house.aino, house.eero)]
        assert sent(house, form(house, chosen(house, *ids))).headers["Location"].endswith(url(house))
        rows = [house.read(house.cast.alice, each).row for each in ids]
        assert [row.state for row in rows] == ["approved", "approved"]
        assert len({row.number for row in rows}) == 2

    def test_asks_once_for_every_box_and_a_day(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        data = form(house, chosen(house, written_id))
        for missing in ("check.vat", "issued_on"):
            answer = sent(house, {name: value for name, value in data.items() if name != missing})
            assert answer.status_code == 422
            assert f'id="field-{missing}-error"' in answer.get_data(as_text=True)
        assert not house.read(house.aino, written_id).row.number

    def test_sends_the_rest_on_and_names_each_that_is_refused(self, house: WritingHouse) -> None:
        good, changed, gone = (house.submitted(house.aino) for _ in range(3))
        data = {**form(house, chosen(house, good, changed, gone)), f"mark.{changed}": "0"}
        house.returned(gone)
        body = sent(house, data).get_data(as_text=True)
        assert "Sent on: 1. Not sent on: 2." in body
        assert "It has been changed since you looked at it." in body
        assert "at the desk any more" in body
        assert house.read(house.aino, good).row.number
        assert house.read(house.aino, changed).row.state == "submitted"

    def test_sends_all_by_one_channel_where_each_can_go_that_way(self, house: WritingHouse) -> None:
        public = {"kind": "public", "delivery": "einvoice", "einvoice_scheme": "0216", "buyer_reference": "7"}
        office = house.customer(house.aino, **public, business_id="9234567-0", einvoice_address="003792345670")
        good, closed = house.submitted(house.aino), house.submitted(house.aino, customer_id=office)
        body = sent(house, {**form(house, chosen(house, good, closed)), "channel": "print"}).get_data(as_text=True)
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
        assert "Sent on: 1. Not sent on: 1." in sent(house, before).get_data(as_text=True)
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
        assert "asks for four eyes" in sent(house, before).get_data(as_text=True)
        assert not house.read(alice, own).row.number
        assert house.read(alice, other).row.number
