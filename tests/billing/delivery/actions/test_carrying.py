"""Tries: written before, closed after, and what a dead worker left open is never sent again blindly."""

from datetime import timedelta
from typing import Literal

import pytest
from factories.cast import Cast

from billing.delivery.actions import Held, Load, Way, give_up, pack, record, resend, resolve_unknown, take
from billing.delivery.actions.answering import NoSuchDelivery, NotUnknown
from billing.delivery.channels import EinvoiceParcel, EmailParcel
from billing.delivery.queries import DeliveryRow, attention_counts, attention_rows, deliveries_of
from billing.en16931.model import Identifier
from billing.invoices.queries import InvoiceQuery, invoice_rows
from tenants.access.queries import job_actor
from tenants.kernel.ids import DeliveryId, InvoiceId
from tenants.kernel.outbox.tasks import LeaseLost, waiting
from tenants.kernel.refusals import NotFound
from tenants.outside.outcome import Done, NotDone, Outcome, Unknown


@pytest.fixture
def delivery_id(cast: Cast, by_email: InvoiceId) -> DeliveryId:
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        return resend(actor, cast.kuusi.workspace_id, by_email, Way("email"), now=now)


def taken(cast: Cast, delivery_id: DeliveryId, fence: int = 1) -> Load:
    where = cast.kuusi.workspace_id
    with cast.alice.acting(in_=where) as (_, now):
        (load,) = take(where, pack(where, [delivery_id]), Held(fence), now=now)
    return load


def recorded(
    cast: Cast, load: Load, outcome: Outcome, *, fence: int = 1, later: timedelta = timedelta()
) -> DeliveryRow:
    """Write an outcome down and return the delivery."""
    where = cast.kuusi.workspace_id
    with cast.alice.acting(in_=where) as (_, now):
        record(job_actor("workspace", where), where, load, outcome, Held(fence), now=now + later)
    return newest(cast)


def newest(cast: Cast) -> DeliveryRow:
    """Return the one delivery that there is."""
    where = cast.kuusi.workspace_id
    with cast.alice.acting():
        (invoice,) = invoice_rows(where, InvoiceQuery())
        return deliveries_of(where, invoice.id)[-1]


class TestTake:
    """`take`."""

    def test_writes_the_try_and_gives_the_parcel(self, cast: Cast, delivery_id: DeliveryId) -> None:
        load = taken(cast, delivery_id)
        assert isinstance(load.parcel, EmailParcel)
        assert load.parcel.pdf.startswith(b"%PDF")
        assert (load.place, load.interrupted) == (1, False)
        assert [(each.place, each.ended_at) for each in newest(cast).tries] == [(1, None)]

    def test_says_of_an_open_try_that_it_was_interrupted(self, cast: Cast, delivery_id: DeliveryId) -> None:
        taken(cast, delivery_id)
        assert taken(cast, delivery_id, fence=2).interrupted

    def test_gives_a_stranger_nothing(self, cast: Cast, delivery_id: DeliveryId) -> None:
        ours, theirs = cast.kuusi.workspace_id, cast.ek.workspace_id
        with cast.alice.acting(in_=ours):
            parcels = pack(ours, [delivery_id])
        with cast.charlie.acting(in_=theirs) as (_, now):
            assert pack(ours, [delivery_id]) == pack(theirs, [delivery_id]) == ()
            assert take(ours, parcels, Held(1), now=now) == take(theirs, parcels, Held(1), now=now) == ()

    def test_gives_an_e_invoice_as_its_document_has_it(self, cast: Cast, by_einvoice: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            delivery_id = resend(actor, where, by_einvoice, Way("einvoice"), now=now)
        parcel = taken(cast, delivery_id).parcel
        assert isinstance(parcel, EinvoiceParcel)
        assert (parcel.syntax, parcel.receiver) == ("finvoice", "003792345670")
        assert parcel.xml is not None

    def test_has_an_e_invoice_written_anew_for_another_address(self, cast: Cast, by_einvoice: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            delivery_id = resend(actor, where, by_einvoice, Way("einvoice", "0216:003791234565"), now=now)
        parcel = taken(cast, delivery_id).parcel
        assert isinstance(parcel, EinvoiceParcel)
        assert parcel.xml is None
        assert parcel.content.buyer.electronic_address == Identifier("003791234565", "0216")


class TestRecord:
    """`record`."""

    def test_hands_over_with_the_receipt(self, cast: Cast, delivery_id: DeliveryId) -> None:
        row = recorded(cast, taken(cast, delivery_id), Done("250 kept"))
        assert (row.state, row.receipt, row.tries[0].outcome) == ("handed_over", "250 kept", "done")
        assert row.handed_over_at is not None

    def test_asks_for_another_try_later(self, cast: Cast, delivery_id: DeliveryId) -> None:
        where = cast.kuusi.workspace_id
        row = recorded(cast, taken(cast, delivery_id), NotDone("450 later", final=False, stage="rcpt"))
        assert (row.state, row.tries[0].outcome) == ("queued", "retry")
        with cast.alice.acting():
            assert waiting(where, "deliver") == 2
            assert attention_rows([where]) == ()

    def test_gives_up_after_three_days(self, cast: Cast, delivery_id: DeliveryId) -> None:
        outcome = NotDone("450 later", final=False, stage="rcpt")
        row = recorded(cast, taken(cast, delivery_id), outcome, later=timedelta(days=3))
        assert row.state == "failed"
        assert "450 later" in str(row.reason)

    @pytest.mark.parametrize(("stage", "expected"), [("rcpt", "rejected"), ("reply", "rejected"), ("build", "failed")])
    def test_tells_the_receivers_no_from_our_own_trouble(
        self, cast: Cast, delivery_id: DeliveryId, stage: str, expected: str
    ) -> None:
        assert recorded(cast, taken(cast, delivery_id), NotDone("no", final=True, stage=stage)).state == expected

    def test_leaves_an_unknown_to_a_person(self, cast: Cast, delivery_id: DeliveryId) -> None:
        where = cast.kuusi.workspace_id
        assert recorded(cast, taken(cast, delivery_id), Unknown("reply")).state == "unknown"
        with cast.alice.acting():
            (count,) = attention_counts([where])
            assert (count.state, count.count) == ("unknown", 1)
            assert waiting(where, "deliver") == 1  # the task that is at it; none to send again
        with cast.charlie.acting():
            assert attention_counts([where]) == attention_rows([where]) == ()

    def test_refuses_the_word_of_a_worker_that_lost_the_delivery(self, cast: Cast, delivery_id: DeliveryId) -> None:
        late = taken(cast, delivery_id, fence=1)
        recorded(cast, taken(cast, delivery_id, fence=2), Unknown("interrupted"), fence=2)
        with pytest.raises(LeaseLost):
            recorded(cast, late, Done("250"), fence=1)
        assert newest(cast).state == "unknown"


class TestGiveUp:
    """`give_up`."""

    def test_fails_what_was_never_tried_and_leaves_unknown_what_was(self, cast: Cast, delivery_id: DeliveryId) -> None:
        where = cast.kuusi.workspace_id
        for expected in ("unknown", "failed"):
            if expected == "unknown":
                taken(cast, delivery_id)
            with cast.alice.acting(in_=where) as (_, now):
                give_up(job_actor("workspace", where), where, [delivery_id], now=now)
            row = newest(cast)
            assert row.state == expected
            if expected == "unknown":
                with cast.alice.acting(in_=where) as (actor, now):
                    delivery_id = resend(actor, where, row.invoice_id, Way("email"), now=now)


class TestResolveUnknown:
    """`resolve_unknown`."""

    @pytest.mark.parametrize(("found", "expected"), [("arrived", "delivered"), ("not_arrived", "failed")])
    def test_writes_what_a_person_found(
        self, cast: Cast, delivery_id: DeliveryId, found: Literal["arrived", "not_arrived"], expected: str
    ) -> None:
        where = cast.kuusi.workspace_id
        recorded(cast, taken(cast, delivery_id), Unknown("reply"))
        with cast.bob.acting(in_=where) as (actor, now):
            resolve_unknown(actor, where, delivery_id, found, now=now)
            with pytest.raises(NotUnknown):
                resolve_unknown(actor, where, delivery_id, found, now=now)
        assert newest(cast).state == expected

    def test_hides_the_delivery_from_a_stranger(self, cast: Cast, delivery_id: DeliveryId) -> None:
        with pytest.raises(NoSuchDelivery), cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            resolve_unknown(actor, cast.ek.workspace_id, delivery_id, "arrived", now=now)
        with pytest.raises(NotFound), cast.charlie.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            resolve_unknown(actor, cast.kuusi.workspace_id, delivery_id, "arrived", now=now)
