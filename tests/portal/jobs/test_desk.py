"""What the desk sends on is drawn, sent and told of; and nobody else can open it."""

import re
from dataclasses import replace

from factories.cast import Cast
from factories.sink import Caught, Sink
from factories.written import KILN, WritingHouse, writing_house
from flask import Flask
from sqlalchemy import text

from billing.delivery.actions import Way, hand_over, keep_documents, record_bounce, resend
from billing.delivery.queries import deliveries_of
from billing.delivery.queries.by_hand import find_chosen
from billing.delivery.queries.sheets import sheets_of
from billing.delivery.rendering import render
from billing.desk.actions import release_written, save_written
from billing.desk.queries import WrittenQuery, written_rows
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import WrittenId
from tenants.kernel.letters import long_day
from tenants.outside.bounces import Bounce
from tenants.workspaces.people import let_go

RECEIVED = "has been received"


def mails_to(address: str, server: Sink) -> list[Caught]:
    """Return the mails to an address, but for those that an invoice was received to be checked."""
    sent = [mail for mail in server.mails if address in mail.recipients]
    return [mail for mail in sent if RECEIVED not in mail.message["Subject"]]


class TestReceived:
    """The mail to whoever submitted something."""

    def test_says_by_which_day_it_goes_out_and_nothing_of_what_was_written(
        self, cast: Cast, worker: Flask, server: Sink
    ) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        due_out_at = house.read(house.aino, written_id).row.due_out_at
        assert due_out_at is not None
        house.work()
        (mail,) = server.mails
        body = mail.message.get_content()
        assert (mail.recipients, RECEIVED in mail.message["Subject"]) == (("aino@aino.example",), True)
        assert long_day(local_day(due_out_at, "FI"), "en") in body
        assert f"/w/{house.workspace_id}/written/{written_id}" in body
        assert "Kiln" not in body


class TestSentOn:
    """From the click to the customer's mail, and the mail to its author."""

    def test_leaves_by_its_channel_and_is_told_once_it_has_gone(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        invoice_id = house.sent_on(written_id)
        house.work()
        with house.aino.acting(in_=house.workspace_id):
            (row,) = written_rows(house.workspace_id, WrittenQuery(state="invoiced"))
            (delivery,) = deliveries_of(house.workspace_id, invoice_id)
        assert (row.id, delivery.state) == (written_id, "handed_over")
        (told,) = mails_to("aino@aino.example", server)
        assert row.number in told.message.get_content()
        assert len(mails_to("ostot@tuohi.example", server)) == 1

    def test_can_be_downloaded_by_its_author_and_no_other(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        invoice_id = house.sent_on(house.submitted(house.aino))
        house.work()
        path = f"/w/{house.workspace_id}/invoices/{invoice_id}"
        for more in ("", "/pdf"):
            assert house.aino.browser().get(f"{path}{more}").status_code == 200
            assert house.eero.browser().get(f"{path}{more}").status_code == 404
        for table in ("document", "delivery"):
            counted = text(f"select count(*) from {table} where workspace_id = :at")
            for person, seen in ((house.aino, 1), (house.eero, 0)):
                with person.acting(in_=house.workspace_id):
                    assert db.session.scalar(counted, {"at": house.workspace_id}) == seen


class TestHandedOver:
    """What is printed here: its author is told when somebody has handed it over, and not before."""

    def test_is_told_once_it_was_handed_over(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        customer = house.customer(house.aino, delivery="print")
        written_id = house.submitted(house.aino, customer_id=customer)
        invoice_id = house.sent_on(written_id)
        house.work()
        row = house.read(house.aino, written_id).row
        (told,) = mails_to("aino@aino.example", server)
        assert row.state == "approved"
        assert f"{row.number} to Tuohi & Terva Oy has its number, and waits to be printed" in told.message.get_content()
        with cast.alice.acting(in_=house.workspace_id) as (actor, now):
            hand_over(actor, house.workspace_id, [invoice_id], now=now)
        house.work()
        assert house.read(house.aino, written_id).row.state == "invoiced"
        assert len(mails_to("aino@aino.example", server)) == 2

    def test_is_told_that_it_waits_only_while_it_does(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        invoice_id = house.sent_on(house.submitted(house.aino), way=Way("print"))
        with cast.alice.acting(in_=house.workspace_id) as (_actor, now):
            keep_documents(
                house.workspace_id, [render(one) for one in sheets_of(house.workspace_id, [invoice_id])], now=now
            )
        with cast.alice.acting(in_=house.workspace_id) as (actor, now):
            hand_over(actor, house.workspace_id, [invoice_id], now=now)
        house.work()
        (told,) = mails_to("aino@aino.example", server)
        assert "has gone out" in told.message.get_content()


class TestTakenInHand:
    """Its author is told that somebody checks it, as long as that is so, and once for each time it was sent in."""

    def test_is_told_once(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        for _ in range(2):
            house.claim(written_id)
            house.work()
            with cast.alice.acting(in_=house.workspace_id) as (actor, now):
                release_written(actor, house.workspace_id, written_id, now=now)
        (told,) = mails_to("aino@aino.example", server)
        assert "has begun to check your invoice to Tuohi & Terva Oy" in told.message.get_content()
        assert f"/w/{house.workspace_id}/written/{written_id}" in told.message.get_content()
        assert mails_to("eero@eero.example", server) == []

    def test_is_not_told_once_it_went_on(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        house.sent_on(written_id)
        house.work()
        (told,) = mails_to("aino@aino.example", server)
        assert "has gone out" in told.message.get_content()

    def test_is_not_told_of_oneself(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        house.claim(house.submitted(cast.alice))
        house.work()
        assert mails_to("alice@kuusi.example", server) == []


class TestGone:
    """Whoever has left the company isn't told of its invoices any more."""

    def test_is_told_nothing(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        house.work()
        with cast.bob.acting(in_=house.workspace_id) as (actor, now):
            let_go(actor, house.workspace_id, house.aino.user_id, now=now)
        house.sent_on(written_id)
        house.work()
        assert mails_to("aino@aino.example", server) == []
        assert len(mails_to("ostot@tuohi.example", server)) == 1


class TestChangedInReview:
    """What the desk corrects: its author is told once for each time that it is taken in hand."""

    def test_is_told_once_and_shown_who_it_was(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        for price in ("100", "101"):
            found = house.read(cast.alice, written_id)
            with cast.alice.acting(in_=house.workspace_id) as (actor, now):
                better = replace(found.typed, lines=(replace(KILN, price=price),))
                save_written(actor, house.workspace_id, written_id, better, version=found.version, now=now)
        house.work()
        (_checked, told) = mails_to("aino@aino.example", server)
        body = told.message.get_content()
        assert "corrected something in your invoice to Tuohi & Terva Oy" in body
        assert f"/w/{house.workspace_id}/written/{written_id}" in body
        page = house.aino.browser().get(f"/w/{house.workspace_id}/written/{written_id}").get_data(as_text=True)
        assert re.search(r"Also changed by</dt>\s*<dd>Alice</dd>", page)
        assert house.eero.browser().get(f"/w/{house.workspace_id}/written/{written_id}").status_code == 404

    def test_is_not_told_of_ones_own_changes(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(cast.alice)
        house.claim(written_id)
        found = house.read(cast.alice, written_id)
        with cast.alice.acting(in_=house.workspace_id) as (actor, now):
            better = replace(found.typed, message="Thanks")
            save_written(actor, house.workspace_id, written_id, better, version=found.version, now=now)
        house.work()
        assert [mail for mail in server.mails if RECEIVED not in mail.message["Subject"]] == []


class TestSentAnotherWay:
    """What the desk sends by another way than the customer's card says."""

    def test_goes_to_the_address_given_and_is_told(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        customer = house.customer(house.aino, delivery="print")
        written_id = house.submitted(house.aino, customer_id=customer)
        house.sent_on(written_id, way=Way("email", "muu@tuohi.example"))
        house.work()
        assert len(mails_to("muu@tuohi.example", server)) == 1
        assert house.read(house.aino, written_id).row.state == "invoiced"

    def test_waits_for_whoever_hands_it_over_where_paper_was_chosen(
        self, cast: Cast, worker: Flask, server: Sink
    ) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        invoice_id = house.sent_on(written_id, way=Way("print"))
        house.work()
        with cast.alice.acting():
            assert deliveries_of(house.workspace_id, invoice_id) == ()
            assert find_chosen(house.workspace_id, invoice_id) is not None
        assert house.read(house.aino, written_id).row.state == "approved"
        assert mails_to("ostot@tuohi.example", server) == []
        (told,) = mails_to("aino@aino.example", server)
        assert "waits to be printed" in told.message.get_content()

    def test_is_left_to_be_sent_where_somebody_sent_it_before_the_job(
        self, cast: Cast, worker: Flask, server: Sink
    ) -> None:
        house = writing_house(cast, worker)
        invoice_id = house.sent_on(house.submitted(house.aino), way=Way("email", "muu@tuohi.example"))
        with cast.alice.acting(in_=house.workspace_id) as (actor, now):
            keep_documents(
                house.workspace_id, [render(one) for one in sheets_of(house.workspace_id, [invoice_id])], now=now
            )
            hand_over(actor, house.workspace_id, [invoice_id], any_way=True, now=now)
        house.work()
        assert mails_to("muu@tuohi.example", server) == []


def page(house: WritingHouse, written_id: WrittenId) -> str:
    """Return what its author sees of an invoice that was sent on."""
    return said_on(house, f"/w/{house.workspace_id}/written/{written_id}")


def list_page(house: WritingHouse) -> str:
    return said_on(house, f"/w/{house.workspace_id}/written")


def said_on(house: WritingHouse, path: str) -> str:
    """Return the main part of a page that the author sees."""
    return house.aino.browser().get(path).get_data(as_text=True).split("<main")[1]


class TestNotDelivered:
    """What was sent on and didn't arrive is no sent invoice; whoever wrote it sees that, and is told."""

    def test_is_sent_on_and_not_gone_out_where_the_mail_is_refused(
        self, cast: Cast, worker: Flask, server: Sink
    ) -> None:
        house = writing_house(cast, worker)
        server.answers["ostot@tuohi.example"] = "550 No such user"
        written_id = house.submitted(house.aino)
        invoice_id = house.sent_on(written_id)
        house.work()
        assert house.read(house.aino, written_id).row.state == "approved"
        said = page(house, written_id)
        assert "it could not be delivered. The address is refused: 550 No such user" in said
        assert "Rejected" in said
        assert "Rejected" in list_page(house)
        (told,) = mails_to("aino@aino.example", server)
        assert "could not be delivered" in told.message["Subject"]
        with cast.alice.acting(in_=house.workspace_id) as (actor, now):
            resend(actor, house.workspace_id, invoice_id, Way("email", "muu@tuohi.example"), now=now)
        assert "is on its way" in page(house, written_id)
        house.work()
        assert house.read(house.aino, written_id).row.state == "invoiced"
        assert "has its number" not in page(house, written_id)
        assert ["sent" in mail.message["Subject"] for mail in mails_to("aino@aino.example", server)] == [False, True]

    def test_is_told_at_once_where_no_way_is_open_any_more(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        house.sent_on(written_id)
        with cast.alice.acting(in_=house.workspace_id):
            here = {"at": house.workspace_id}
            db.session.execute(text("update customer set email = '' where workspace_id = :at"), here)
        house.work()
        assert house.read(house.aino, written_id).row.state == "approved"
        assert "it could not be delivered" in page(house, written_id)
        (told,) = mails_to("aino@aino.example", server)
        assert "could not be delivered" in told.message["Subject"]

    def test_is_no_more_gone_out_once_the_mail_came_back(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        invoice_id = house.sent_on(written_id)
        house.work()
        with cast.alice.acting(in_=house.workspace_id) as (actor, now):
            (delivery,) = deliveries_of(house.workspace_id, invoice_id)
            bounce = Bounce("0" * 32, "failed", "5.1.1", "550 5.1.1 no such user")
            record_bounce(actor, house.workspace_id, delivery.id, bounce, now=now)
        house.work()
        assert house.read(house.aino, written_id).row.state == "approved"
        assert "Bounced" in page(house, written_id)
        assert ["sent" in mail.message["Subject"] for mail in mails_to("aino@aino.example", server)] == [True, False]


class TestReturned:
    """The mail to whoever has to correct something."""

    def test_says_where_to_look_and_nothing_of_what_was_written(self, cast: Cast, worker: Flask, server: Sink) -> None:
        house = writing_house(cast, worker)
        written_id = house.submitted(house.aino)
        house.returned(written_id)
        house.work()
        (mail,) = mails_to("aino@aino.example", server)
        body = mail.message.get_content()
        assert "needs correction" in mail.message["Subject"]
        assert f"/w/{house.workspace_id}/written/{written_id}" in body
        assert "Which kiln?" not in body
