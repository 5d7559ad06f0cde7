"""What happened to one invoice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from factories.books import BY_EMAIL, MORNING, Books
from factories.cast import Cast

from billing.delivery.models import DeliveryTry
from billing.invoices.queries import NoSuchInvoice
from billing.standing.queries.timeline import TimelineRow, timeline_of
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg


def story(cast: Cast, books: Books, invoice_id: object) -> tuple[TimelineRow, ...]:
    with cast.alice.acting():
        return timeline_of(books.workspace_id, InvoiceId(invoice_id))


class TestTimeline:
    """The story of an invoice."""

    def test_begins_with_the_run_and_the_document(self, cast: Cast, kuusi: Books) -> None:
        rows = story(cast, kuusi, kuusi.invoice(kuusi.customer()))
        assert [str(row.text) for row in rows] == ["Issued in run 1", "The document was made"]
        assert (rows[0].who, rows[0].at, rows[0].run_id) == ("Alice", MORNING, kuusi.run_id)

    def test_says_which_way_was_chosen_and_why_and_what_came_of_it(self, cast: Cast, kuusi: Books) -> None:
        invoice = kuusi.invoice(kuusi.customer())
        reason = msg("The mailbox doesn't exist.")
        kuusi.delivery(invoice, "bounced", reason=reason, settled_at=MORNING + timedelta(minutes=9))
        chosen, ended = story(cast, kuusi, invoice)[2:]
        assert str(chosen.text) == "To be sent by e-mail to talous@matkailu.example"
        assert chosen.reason.id == BY_EMAIL.id
        assert (ended.kind, str(ended.reason), ended.at) == ("bounced", str(reason), MORNING + timedelta(minutes=9))

    def test_tells_each_try_with_the_other_sides_words(self, cast: Cast, kuusi: Books) -> None:
        invoice = kuusi.invoice(kuusi.customer())
        delivery = kuusi.delivery(
            invoice, "handed_over", handed_over_at=MORNING + timedelta(minutes=8), receipt="2.0.0"
        )
        with cast.alice.acting(in_=kuusi.workspace_id):
            for place, outcome in ((1, "retry"), (2, "done")):
                at = MORNING + timedelta(minutes=2 + place)
                one = {"delivery_id": delivery, "place": place, "fence": 1, "started_at": at, "ended_at": at}
                db.session.add(
                    DeliveryTry(
                        workspace_id=kuusi.workspace_id, **one, outcome=outcome, stage="reply", detail="451 later"
                    )
                )
        tried = story(cast, kuusi, invoice)[3:]
        assert [(row.kind, str(row.text), str(row.reason or row.detail)) for row in tried] == [
            ("try", "Try 1 didn't succeed and is repeated", "The receiving mail server refused it: 451 later"),
            ("try", "Try 2 was taken", "451 later"),
            ("handed_over", "Handed over", "2.0.0"),
        ]

    def test_names_who_had_it_sent_and_for_which_firm(self, cast: Cast, kuusi: Books) -> None:
        invoice = kuusi.invoice(kuusi.customer())
        with cast.alice.acting(in_=kuusi.workspace_id) as (actor, _now):
            at = MORNING + timedelta(minutes=2)
            enter(actor, "documents_sent", About("workspace", kuusi.workspace_id), in_=kuusi.workspace_id, now=at)
            about = About("delivery", kuusi.workspace_id)
            enter(actor, "delivery_resolved", about, in_=kuusi.workspace_id, now=at)
        kuusi.delivery(invoice, "queued")
        chosen = story(cast, kuusi, invoice)[-1]
        assert (chosen.kind, chosen.who, chosen.firm) == ("route", "Alice", "Tilitoimisto Kuusi Oy")

    def test_hides_the_invoice_from_another_firm(self, cast: Cast, kuusi: Books) -> None:
        invoice = kuusi.invoice(kuusi.customer())
        with cast.charlie.acting(), pytest.raises(NoSuchInvoice):
            timeline_of(kuusi.workspace_id, InvoiceId(invoice))

    def test_of_no_invoice_is_refused(self, cast: Cast, kuusi: Books) -> None:
        with pytest.raises(NoSuchInvoice):
            story(cast, kuusi, uuid4())
