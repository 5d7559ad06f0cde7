"""The deliveries of an invoice, and how a run's stand."""

from factories.cast import Cast
from factories.issued import BY_EINVOICE, BY_EMAIL, issue, rendered

from billing.delivery.actions import Way, resend, resolve_unknown, send_invoices
from billing.delivery.models import Delivery
from billing.delivery.queries import attention_rows, deliveries_of, run_delivery_counts
from billing.invoices.queries import get_invoice
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId


class TestDeliveriesOf:
    """`deliveries_of`."""

    def test_lists_every_sending_oldest_first_with_the_reason_of_its_way(self, cast: Cast, by_email: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            send_invoices(actor, where, [by_email], now=now)
            db.session.query(Delivery).update({"state": "unknown"})
        with cast.alice.acting(in_=where) as (actor, now):
            resend(actor, where, by_email, Way("email", "johto@matkailu.example"), now=now)
        with cast.bob.acting():
            first, second = deliveries_of(where, by_email)
            assert (first.state, second.state) == ("unknown", "queued")
            assert str(second.route.reason) == "A person had it sent this way."
            # What was sent again is history: it needs nobody's attention any more.
            assert attention_rows([where]) == ()
        with cast.alice.acting(in_=where) as (actor, now):
            resolve_unknown(actor, where, first.id, "not_arrived", now=now)
            assert attention_rows([where]) == ()

    def test_shows_a_stranger_nothing(self, cast: Cast, by_email: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            send_invoices(actor, where, [by_email], now=now)
        with cast.charlie.acting():
            assert deliveries_of(where, by_email) == ()
            assert deliveries_of(cast.ek.workspace_id, by_email) == ()


class TestRunDeliveryCounts:
    """`run_delivery_counts`."""

    def test_counts_documents_channels_and_what_is_unsent(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        ids = rendered(cast.alice, where, [BY_EMAIL, BY_EINVOICE, BY_EMAIL])
        with cast.alice.acting(in_=where) as (actor, now):
            run_id = get_invoice(where, ids[0]).row.run_id
            send_invoices(actor, where, ids[:2], now=now)
            counts = run_delivery_counts(where, run_id)
        assert (counts.issued, counts.rendered, counts.unsent) == (3, 3, 1)
        assert counts.by_state == {("email", "queued"): 1, ("einvoice", "queued"): 1}
        with cast.charlie.acting():
            assert run_delivery_counts(where, run_id).issued == 0

    def test_knows_what_isnt_rendered_yet(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        run_id = issue(cast.alice, where, [BY_EMAIL])
        with cast.alice.acting():
            counts = run_delivery_counts(where, run_id)
        assert (counts.issued, counts.rendered, counts.unsent, counts.by_state) == (1, 0, 1, {})
