"""Mails that come back."""

from dataclasses import replace

import pytest
from factories.cast import Cast

from billing.delivery.actions import Held, Way, pack, record, record_bounce, resend, take
from billing.delivery.actions.answering import NoSuchDelivery
from billing.delivery.queries import attention_rows, deliveries_of
from billing.delivery.queries.finding import find_workspace_of_delivery
from tenants.access.queries import job_actor
from tenants.kernel.ids import DeliveryId, InvoiceId
from tenants.kernel.journal import journal_rows
from tenants.outside.bounces import Bounce
from tenants.outside.outcome import Done

GONE = Bounce("0" * 32, "failed", "5.1.1", "550 5.1.1 no such user")


@pytest.fixture
def sent(cast: Cast, by_email: InvoiceId) -> DeliveryId:
    """Return a mail that the mail server has taken."""
    where = cast.kuusi.workspace_id
    with cast.alice.acting(in_=where) as (actor, now):
        delivery_id = resend(actor, where, by_email, Way("email"), now=now)
    with cast.alice.acting(in_=where) as (actor, now):
        (load,) = take(where, pack(where, [delivery_id]), Held(1), now=now)
        record(actor, where, load, Done("250 ok"), Held(1), now=now)
    return delivery_id


def reported(cast: Cast, delivery_id: DeliveryId, bounce: Bounce) -> str:
    where = cast.kuusi.workspace_id
    with cast.alice.acting(in_=where) as (_, now):
        return record_bounce(job_actor("workspace", where), where, delivery_id, bounce, now=now)


class TestRecordBounce:
    """`record_bounce`."""

    def test_shows_what_came_back_with_code_and_words_once(
        self, cast: Cast, sent: DeliveryId, by_email: InvoiceId
    ) -> None:
        assert [reported(cast, sent, GONE) for _ in range(2)] == ["bounced", "noted"]
        with cast.alice.acting():
            (row,) = attention_rows([cast.kuusi.workspace_id])
        assert (row.state, row.invoice_id) == ("bounced", by_email)
        assert str(row.reason) == "The mail came back, code 5.1.1: 550 5.1.1 no such user"

    def test_only_notes_what_is_late(self, cast: Cast, sent: DeliveryId, by_email: InvoiceId) -> None:
        late = replace(GONE, action="delayed", status="4.4.1")
        assert reported(cast, sent, late) == "noted"
        where = cast.kuusi.workspace_id
        with cast.alice.acting():
            assert deliveries_of(where, by_email)[-1].state == "handed_over"
            acts = {row.act: row.after for row in journal_rows(where, about_id=sent)}
        assert acts["delivery_reported"]["status"] == "4.4.1"

    def test_hides_the_delivery_from_another_workspace(self, cast: Cast, sent: DeliveryId) -> None:
        theirs = cast.ek.workspace_id
        with pytest.raises(NoSuchDelivery), cast.charlie.acting(in_=theirs) as (_, now):
            record_bounce(job_actor("workspace", theirs), theirs, sent, GONE, now=now)


class TestFindWorkspaceOfDelivery:
    """`find_workspace_of_delivery`."""

    def test_finds_mails_only(self, cast: Cast, sent: DeliveryId, by_einvoice: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            filed = resend(actor, where, by_einvoice, Way("einvoice"), now=now)
        with cast.charlie.acting():
            assert find_workspace_of_delivery(sent) == where
            assert find_workspace_of_delivery(filed) is None
