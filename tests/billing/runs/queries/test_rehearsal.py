"""The rehearsal shows what the run does, and leaves no trace."""

from collections.abc import Callable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from factories.crediting import crediting, issued
from factories.desk import Desk
from sqlalchemy import text

from billing.documents.invoice.view import invoice_document
from billing.documents.look import Look
from billing.en16931.ubl import write_ubl
from billing.exchange.actions import keep_rates
from billing.exchange.rules import Rate
from billing.invoices.queries import InvoiceQuery, get_invoice, invoice_rows
from billing.runs.queries import DateBeforeLast, get_run, rehearse
from billing.seller.queries import SellerMissing
from billing.streams.actions import StreamCard, change_stream
from billing.streams.queries import NoSuchStream, get_stream
from billing.streams.rules import StreamTerms
from tenants.kernel.db import db
from tenants.kernel.language import LANGUAGES


class TestRehearse:
    """Same code as the run, up to the number."""

    def test_shows_exactly_what_the_run_then_issues(self, desk: Desk) -> None:
        shown = desk.rehearse()
        run_id = desk.run()
        with desk.cast.alice.acting(in_=desk.workspace_id):
            run = get_run(desk.workspace_id, run_id)
            query = InvoiceQuery(run_id=run_id, sort="number", descending=False)
            issued = [get_invoice(desk.workspace_id, row.id).content for row in invoice_rows(desk.workspace_id, query)]
        assert (shown.count, shown.first_number, shown.last_number) == (5, run.row.first_number, run.row.last_number)
        assert (shown.totals, shown.sums) == (run.totals, run.sums)
        assert list(shown.samples) == issued[:3]

    def test_bears_the_streams_texts_and_term(self, desk: Desk) -> None:
        before = desk.rehearse().fingerprint
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            stream = get_stream(desk.workspace_id, desk.stream_id)
            every = {language: f"Kiitos {language}" for language in LANGUAGES}
            card = StreamCard(name="Sales", series_id=stream.series_id, terms=StreamTerms(payment_days=3, above=every))
            change_stream(actor, desk.workspace_id, desk.stream_id, card, now=now)
        shown = desk.rehearse()
        assert shown.fingerprint != before
        for invoice in shown.samples:
            assert invoice.notes[0].text.startswith("Kiitos ")
            assert invoice_document(invoice, Look(), "fi").greeting == invoice.notes[0].text
            assert invoice.notes[0].text in write_ubl(invoice).decode()

    def test_states_the_vat_in_the_national_currency_too(self, desk: Desk) -> None:
        """Directive 2006/112/EC art. 230: without a rate it is refused with the reason; the run then says the same."""
        with desk.cast.alice.acting(in_=desk.workspace_id):
            change = "update billing_request set currency = 'SEK', content = content || '{\"currency\": \"SEK\"}'"
            db.session.execute(text(f"{change} where workspace_id = :workspace"), {"workspace": desk.workspace_id})
        shown = desk.rehearse()
        assert shown.count == 0
        assert str(shown.set_aside[0].reason).startswith("The VAT has to be stated in EUR too")
        with desk.cast.alice.acting(in_=desk.workspace_id) as (_actor, now):
            keep_rates([Rate("SEK", desk.today - timedelta(days=2), Decimal(10), "ECB")], now=now)
        shown = desk.rehearse()
        sample = shown.samples[0]
        assert (shown.count, sample.vat_currency) == (5, "EUR")
        assert sample.totals.vat_in_vat_currency == (sample.totals.vat / 10).quantize(Decimal("0.01"), ROUND_HALF_UP)
        run_id = desk.run()
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert get_run(desk.workspace_id, run_id).totals == shown.totals

    def test_leaves_no_trace(self, desk: Desk, snapshot: Callable[[], object]) -> None:
        before = snapshot()
        desk.rehearse()
        assert snapshot() == before
        desk.run()
        assert snapshot() != before

    def test_tells_who_would_be_set_aside_and_why(self, desk: Desk) -> None:
        desk.change("update billing_request set state = 'dismissed' where id = :id", id=desk.requests[1])
        shown = desk.rehearse()
        assert (shown.chosen, shown.count) == (5, 4)
        assert [(one.request_id, str(one.reason)) for one in shown.set_aside] == [
            (desk.requests[1], "The request has been dismissed.")
        ]

    def test_says_which_credit_notes_take_more_than_is_left(self, desk: Desk) -> None:
        """The same as the run does, also for two that credit one invoice; and nothing is set off by it."""
        desk.run()
        first = issued(desk)[0]
        chosen = [crediting(desk, first, share) for share in ("0.7", "0.5", "0.25")]
        shown = desk.rehearse(*chosen)
        assert [one.request_id for one in shown.set_aside] == [chosen[1]]
        assert (shown.count, issued(desk)[0].row.open) == (2, first.row.total)
        run_id = desk.run(*chosen)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            run = get_run(desk.workspace_id, run_id)
        assert (run.totals, [one.reason for one in run.set_aside]) == (shown.totals, [shown.set_aside[0].reason])
        assert list(shown.samples) == [one.content for one in issued(desk)[5:]]

    def test_shows_numbers_for_none_when_nothing_is_ready(self, desk: Desk) -> None:
        desk.change("update billing_request set state = 'cancelled'")
        shown = desk.rehearse()
        assert (shown.count, shown.first_number, shown.last_number, shown.totals) == (0, "", "", ())

    def test_sets_aside_what_has_no_number_left(self, desk: Desk) -> None:
        desk.change("update number_series set next_number = 10 ^ digits - 2")
        shown = desk.rehearse()
        assert (shown.count, len(shown.set_aside)) == (2, 3)
        assert "full" in str(shown.set_aside[0].reason)

    def test_says_that_the_terms_stop_every_invoice(self, desk: Desk) -> None:
        desk.change("update agreement set state = 'ended'")
        shown = desk.rehearse()
        assert (shown.count, {str(one.reason) for one in shown.set_aside}) == (
            0,
            {"The client has no agreement in force any more."},
        )

    def test_refuses_a_day_before_the_newest_invoice(self, desk: Desk) -> None:
        desk.run(desk.requests[0])
        with pytest.raises(DateBeforeLast, match="choose that day or a later one"):
            desk.rehearse(on=desk.today - timedelta(days=1))

    def test_asks_the_database_as_often_for_many_as_for_few(self, desk: Desk) -> None:
        with desk.asking() as few:
            desk.rehearse(desk.requests[0])
        with desk.asking() as all_five:
            desk.rehearse()
        assert len(few) == len(all_five)

    def test_hides_the_stream_from_a_stranger(self, desk: Desk) -> None:
        ek = desk.cast.ek.workspace_id
        with desk.cast.charlie.acting(in_=ek) as (_actor, now):
            with pytest.raises(NoSuchStream):
                rehearse(ek, desk.stream_id, desk.requests, desk.today, now=now)
            with pytest.raises((NoSuchStream, SellerMissing)):
                rehearse(desk.workspace_id, desk.stream_id, desk.requests, desk.today, now=now)


class TestFingerprint:
    """What was rehearsed is what may be run."""

    def test_stays_the_same_while_nothing_is_changed(self, desk: Desk) -> None:
        assert desk.rehearse().fingerprint == desk.rehearse().fingerprint

    @pytest.mark.parametrize(
        "change",
        [
            "update billing_request set checked_at = checked_at + interval '1 second'",
            "update billing_request set state = 'cancelled'",
            "update customer set changed_at = changed_at + interval '1 second'",
            "update seller set changed_at = changed_at + interval '1 second'",
        ],
    )
    def test_differs_when_something_has_been_changed(self, desk: Desk, change: str) -> None:
        before = desk.rehearse().fingerprint
        desk.change(change)
        assert desk.rehearse().fingerprint != before

    def test_differs_for_another_day_or_choice(self, desk: Desk) -> None:
        prints = {
            desk.rehearse().fingerprint,
            desk.rehearse(on=desk.today + timedelta(days=1)).fingerprint,
            desk.rehearse(*desk.requests[1:]).fingerprint,
        }
        assert len(prints) == 3
