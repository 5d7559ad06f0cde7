"""Printing here, and handing over."""

from dataclasses import replace
from uuid import uuid4

import pytest
from factories.cast import Cast
from factories.issued import BY_EMAIL, issue, issued, rendered
from flask import Flask

from billing.delivery.actions import (
    NotChosen,
    NothingOnPaper,
    Way,
    hand_over,
    print_here,
    resend,
    send_invoices,
    take_back_by_hand,
)
from billing.delivery.actions.withholding import withhold
from billing.delivery.queries import deliveries_of, unsent_rows
from billing.delivery.queries.by_hand import NoSuchPrinting, find_chosen, get_printing, printed_files
from billing.invoices.queries import InvoiceQuery, invoice_rows
from billing.standing.queries.sendings import delivered_as, delivery_states
from tenants.kernel.ids import InvoiceId
from tenants.kernel.journal import journal_rows
from tenants.kernel.outbox.tasks import waiting
from tenants.kernel.refusals import Forbidden, NotFound

ON_PAPER = replace(BY_EMAIL, name="Paperi Oy", email="", delivery="print")


@pytest.fixture
def by_paper(cast: Cast) -> InvoiceId:
    return rendered(cast.alice, cast.kuusi.workspace_id, [ON_PAPER])[0]


def state(cast: Cast, invoice_id: InvoiceId) -> str:
    with cast.alice.acting():
        return delivery_states(cast.kuusi.workspace_id, [invoice_id])[invoice_id]


class TestHandOver:
    """`hand_over`."""

    def test_counts_an_invoice_as_delivered_only_from_then_on(self, cast: Cast, by_paper: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            printed = print_here(actor, where, [by_paper], now=now)
        assert state(cast, by_paper) == "by_hand"
        with cast.alice.acting(in_=where) as (actor, now):
            assert deliveries_of(where, by_paper) == ()
            assert [row.printing_id for row in unsent_rows([where])] == [printed.printing_id]
            assert hand_over(actor, where, [by_paper], now=now).invoice_ids == (by_paper,)
        with cast.alice.acting():
            (delivery,) = deliveries_of(where, by_paper)
            assert (delivery.channel, delivery.state, delivery.handed_over_at) == ("print", "delivered", now)
            assert unsent_rows([where]) == ()
            assert waiting(where, "deliver") == 0
            acts = [row.act for row in journal_rows(where)]
            assert {"documents_printed", "documents_handed_over"} <= set(acts)
        assert state(cast, by_paper) == "delivered"

    def test_needs_no_printing_by_us(self, cast: Cast, by_paper: InvoiceId) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            hand_over(actor, cast.kuusi.workspace_id, [by_paper], now=now)
        assert state(cast, by_paper) == "delivered"

    def test_refuses_to_do_it_twice(self, cast: Cast, by_paper: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            hand_over(actor, where, [by_paper], now=now)
        with pytest.raises(NothingOnPaper, match="gone out already"), cast.bob.acting(in_=where) as (actor, now):
            hand_over(actor, where, [by_paper], now=now)
        with cast.alice.acting():
            assert len(deliveries_of(where, by_paper)) == 1

    def test_leaves_out_what_goes_another_way_and_does_the_rest(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        paper, mail = rendered(cast.alice, where, [ON_PAPER, BY_EMAIL])
        with cast.alice.acting(in_=where) as (actor, now):
            result = hand_over(actor, where, [paper, mail], now=now)
        assert (result.invoice_ids, result.left_out) == ((paper,), {"other_way": 1})
        with cast.alice.acting(in_=where) as (actor, now):
            assert hand_over(actor, where, [mail], any_way=True, now=now).invoice_ids == (mail,)

    def test_never_hands_over_what_is_marked_as_not_sent(self, cast: Cast, by_paper: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (_, now):
            withhold(where, [by_paper], by=cast.alice.user_id, now=now)
        with pytest.raises(NothingOnPaper, match="credited in full"), cast.alice.acting(in_=where) as (actor, now):
            hand_over(actor, where, [by_paper], any_way=True, now=now)

    def test_waits_for_the_document(self, app: Flask, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        ids = issued(app, where, issue(cast.alice, where, [ON_PAPER]))
        with pytest.raises(NothingOnPaper, match="hasn't been made"), cast.alice.acting(in_=where) as (actor, now):
            hand_over(actor, where, ids, now=now)

    def test_is_nothing_that_a_stranger_can_do(self, cast: Cast, by_paper: InvoiceId) -> None:
        ours, theirs = cast.kuusi.workspace_id, cast.ek.workspace_id
        with pytest.raises(NotFound), cast.charlie.acting(in_=ours) as (actor, now):
            hand_over(actor, ours, [by_paper], now=now)
        with pytest.raises(NothingOnPaper), cast.charlie.acting(in_=theirs) as (actor, now):
            hand_over(actor, theirs, [by_paper], any_way=True, now=now)
        assert state(cast, by_paper) == "unsent"


class TestPrintHere:
    """`print_here`."""

    def test_binds_what_was_chosen_together(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        ids = rendered(cast.alice, where, [ON_PAPER, ON_PAPER])
        with cast.alice.acting(in_=where) as (actor, now):
            printing_id = print_here(actor, where, ids, now=now).printing_id
        assert printing_id is not None
        with cast.alice.acting():
            found = get_printing(where, printing_id)
            assert ([row.invoice_id for row in found.rows], found.who, found.parts) == (list(ids), actor.name, 1)
            assert len(printed_files(where, found, 1)) == 2
            with pytest.raises(NoSuchPrinting):
                printed_files(where, found, 2)
            with pytest.raises(NoSuchPrinting):
                get_printing(where, uuid4())
        with pytest.raises(NoSuchPrinting), cast.charlie.acting():
            get_printing(where, printing_id)

    def test_keeps_every_sending_off_whatever_the_card_says(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        (mail,) = rendered(cast.alice, where, [BY_EMAIL])
        with cast.alice.acting(in_=where) as (actor, now):
            print_here(actor, where, [mail], any_way=True, now=now)
            result = send_invoices(actor, where, [mail], now=now)
            assert (result.by_hand, result.queued) == (1, {})
            assert [row.route.channel for row in unsent_rows([where], channel="print")] == ["print"]
        with cast.alice.acting(in_=where) as (actor, now):
            take_back_by_hand(actor, where, mail, now=now)
            assert send_invoices(actor, where, [mail], now=now).queued == {"email": 1}

    def test_is_over_once_it_is_sent_another_way(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        (mail,) = rendered(cast.alice, where, [BY_EMAIL])
        with cast.alice.acting(in_=where) as (actor, now):
            print_here(actor, where, [mail], any_way=True, now=now)
            resend(actor, where, mail, Way("email"), now=now)
            assert find_chosen(where, mail) is None
        with pytest.raises(NothingOnPaper, match="on its way"), cast.alice.acting(in_=where) as (actor, now):
            print_here(actor, where, [mail], any_way=True, now=now)

    def test_asks_for_the_right_to_send(self, cast: Cast, by_paper: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with pytest.raises((NotFound, Forbidden)), cast.dora.acting(in_=where) as (actor, now):
            print_here(actor, where, [by_paper], now=now)


class TestTakeBackByHand:
    """`take_back_by_hand`."""

    def test_refuses_what_nobody_chose_and_what_has_gone_out(self, cast: Cast, by_paper: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with pytest.raises(NotChosen), cast.alice.acting(in_=where) as (actor, now):
            take_back_by_hand(actor, where, by_paper, now=now)
        with cast.alice.acting(in_=where) as (actor, now):
            print_here(actor, where, [by_paper], now=now)
            hand_over(actor, where, [by_paper], now=now)
        with pytest.raises(NotChosen), cast.alice.acting(in_=where) as (actor, now):
            take_back_by_hand(actor, where, by_paper, now=now)


class TestDeliveredAs:
    """`delivered_as` of what waits to be handed over."""

    def test_names_what_was_chosen_and_hasnt_gone_out(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        first, second, _third = rendered(cast.alice, where, [ON_PAPER, ON_PAPER, ON_PAPER])
        with cast.alice.acting(in_=where) as (actor, now):
            print_here(actor, where, [first, second], now=now)
            hand_over(actor, where, [second], now=now)
            found = invoice_rows(where, InvoiceQuery(also=delivered_as(where, "by_hand")))
        assert [row.id for row in found] == [first]
