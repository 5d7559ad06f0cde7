"""Two layers keep the authors of one workspace apart, and each does it alone, as with strangers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest
from factories.books import CONTENT, MORNING, PDF, Books
from factories.cast import Cast, Member
from factories.installation import Installation, installation_config
from factories.written import author
from flask import Flask
from sqlalchemy import text

from billing.corrections.queries import corrections_of
from billing.delivery.models import ByHandInvoice, DeliveryTry, NotSentInvoice
from billing.delivery.queries import attention_counts, deliveries_of, unsent_counts
from billing.delivery.queries.attention import attention_rows
from billing.delivery.queries.documents import document_of
from billing.delivery.queries.unsent import unsent_rows
from billing.delivery.queries.withheld import find_withheld
from billing.invoices.queries import get_invoice
from billing.standing.queries.finding import find_everywhere
from billing.standing.queries.overview import open_totals
from billing.standing.queries.waiting import waiting_in
from portal.app import create_app
from portal.edge.clock import real_clock
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.conversations.actions import Question, Subject, start_conversation
from tenants.conversations.digests import digest_lines
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, WorkspaceId
from tenants.workspaces.actions import let_in

CANARY, NUMBER, CREDIT = "Kanarialintu Oy", "77000001", "88000001"
OF_INVOICES = (
    "document",
    "delivery",
    "delivery_try",
    "unsent_invoice",
    "not_sent_invoice",
    "ledger_entry",
    "by_hand_invoice",
)
PLACES = ("workspace_id", "invoice_id", "customer_id", "run_id")


@dataclass(frozen=True, slots=True)
class Written:
    """What Aino wrote: an invoice that bounced, and one that waits to be sent and isn't to be."""

    cast: Cast
    books: Books
    aino: Member
    eero: Member
    customer_id: UUID
    bounced: UUID
    unsent: UUID

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the workspace of both authors."""
        return self.cast.kuusi.workspace_id


@pytest.fixture
def written(app: Flask, cast: Cast) -> Written:
    """Fill the books with one author's invoices, and a request of the company's."""
    aino, eero = author(cast, app, "Aino"), author(cast, app, "Eero")
    books = Books(cast.alice, cast.kuusi.workspace_id)
    customer = books.customer(CANARY, author_id=aino.user_id)
    books.request("invalid", customer_name=CANARY)
    content = {**CONTENT, "number": NUMBER}
    bounced = books.invoice(customer, number=NUMBER, content=content, author_id=aino.user_id)
    delivery = books.delivery(bounced, "bounced")
    unsent = books.invoice(customer, number="77000002", author_id=aino.user_id)
    with cast.alice.acting(in_=books.workspace_id):
        here = {"workspace_id": books.workspace_id}
        db.session.add(DeliveryTry(**here, delivery_id=delivery, place=1, fence=1, started_at=MORNING))
        marked = {"marked_by": cast.alice.user_id, "marked_at": MORNING}
        chosen = {"printing_id": unsent, "chosen_by": cast.alice.user_id, "chosen_at": MORNING}
        db.session.add(ByHandInvoice(**here, invoice_id=unsent, **chosen))
        db.session.add(NotSentInvoice(**here, invoice_id=unsent, **marked))
    return Written(cast, books, aino, eero, customer, bounced, unsent)


def seen(table: str) -> int:
    """Return how many rows a query shows that filters by nothing."""
    return db.session.scalar(text(f"select count(*) from {table}")) or 0


@pytest.fixture
def crossing(written: Written) -> UUID:
    """Return a credit note of Eero's that names an invoice of Aino's."""
    preceding = {"preceding_invoices": [{"number": NUMBER}]}
    content = {**CONTENT, "number": CREDIT, "type_code": "381", **preceding}
    theirs = {"number": CREDIT, "kind": "credit_note", "content": content, "author_id": written.eero.user_id}
    return written.books.invoice(written.customer_id, made=False, **theirs)


def linked(written: Written, person: Member, invoice_id: UUID) -> list[str]:
    """Return the numbers that the page of an invoice links it to for somebody."""
    with person.acting(in_=written.workspace_id):
        found = corrections_of(written.workspace_id, get_invoice(written.workspace_id, InvoiceId(invoice_id)))
        return [row.number for row in (*found.credits, *found.corrects)]


class TestRowSecurityAlone:
    """The database, asked without any filter, for what belongs to an invoice."""

    def test_shows_an_author_nothing_of_another_ones_invoices(self, written: Written) -> None:
        with written.eero.acting(in_=written.workspace_id):
            assert {table: seen(table) for table in OF_INVOICES} == dict.fromkeys(OF_INVOICES, 0)

    def test_shows_an_author_what_is_their_own_and_staff_all(self, written: Written) -> None:
        for person in (written.aino, written.cast.alice):
            with person.acting(in_=written.workspace_id):
                assert all(seen(table) for table in OF_INVOICES)

    def test_gives_out_no_file_of_another_ones_invoice(self, written: Written) -> None:
        for name, status in (("aino", 200), ("eero", 404)):
            browser = getattr(written, name).browser()
            for rest in ("/pdf", "/xml/ubl"):
                answer = browser.get(f"/w/{written.workspace_id}/invoices/{written.bounced}{rest}")
                assert answer.status_code == status, rest

    def test_links_a_credit_note_to_no_invoice_that_its_author_does_not_see(
        self, written: Written, crossing: UUID
    ) -> None:
        assert linked(written, written.cast.alice, crossing) == [NUMBER]
        assert linked(written, written.cast.alice, written.bounced) == [CREDIT]
        assert linked(written, written.eero, crossing) == linked(written, written.aino, written.bounced) == []


@pytest.fixture
def unguarded(installation: Installation, database: str, written: Written) -> Iterator[Flask]:
    """Return an application that connects as superuser, whom row security doesn't hold."""
    app = create_app(
        installation_config(installation, database, database_url=installation.postgres.url("postgres", database))
    )
    with app.app_context():
        yield app
    installation.let_go(app)


class TestFiltersAlone:
    """The queries, in a database that would show everything."""

    def test_count_and_list_for_an_author_nothing_of_another(self, written: Written, unguarded: Flask) -> None:
        where = written.workspace_id
        with unguarded.app_context(), written.eero.acting(in_=where):
            assert seen("invoice") == 2
            assert attention_counts([where]) == attention_rows([where]) == ()
            assert unsent_counts([where]) == unsent_rows([where]) == ()
            assert waiting_in([where], now=real_clock()) == ()
            assert open_totals(where, on=date(2026, 12, 31)) == ()
            found = [find_everywhere([where], typed) for typed in (CANARY, NUMBER, "125,50")]
            assert not any((*one.customers, *one.invoices) for one in found)
            assert deliveries_of(where, InvoiceId(written.bounced)) == ()
            assert document_of(where, InvoiceId(written.bounced)) is None
            assert find_withheld(where, InvoiceId(written.unsent)) is None

    def test_tell_whoever_is_more_elsewhere_nothing_of_another_author_in_their_mail(
        self, written: Written, unguarded: Flask
    ) -> None:
        about = Subject("invoice", written.bounced, NUMBER, author_id=written.aino.user_id)
        with written.cast.alice.acting(in_=written.workspace_id) as (actor, now):
            start_conversation(actor, written.workspace_id, about, Question(subject="Kiln?", body="Which?"), now=now)
        elsewhere = written.cast.ek.workspace_id
        with transaction(scope=job_actor("workspace", elsewhere).scope(acting=elsewhere)) as now:
            let_in(elsewhere, written.eero.user_id, "viewer", now=now)
        with unguarded.app_context():
            for person, lines in ((written.eero, 0), (written.aino, 1)):
                with person.acting() as (actor, now):
                    told = digest_lines(actor, person.user_id, since=MORNING, now=now, on=date(2026, 11, 22))
                    assert len(told) == lines

    def test_show_an_author_nothing_of_another_on_any_page(self, written: Written, unguarded: Flask) -> None:
        browser = replace(written.eero, app=unguarded).browser()
        ids = {"workspace_id": written.workspace_id, "invoice_id": written.bounced, "customer_id": written.customer_id}
        seen = 0
        for rule in unguarded.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or "workspace_id" not in rule.arguments or rule.arguments - ids.keys():
                continue
            built = rule.build({name: str(ids[name]) for name in rule.arguments})
            assert built is not None
            for asked in ({}, {"q": "Kanarialintu"}, {"q": NUMBER}):
                answer = browser.get(built[1], query_string=asked)
                told = answer.get_data(as_text=True).replace(f'value="{asked.get("q", "")}"', "")
                assert CANARY not in told, rule.rule
                assert not answer.data.startswith(PDF), rule.rule
                assert NUMBER not in told or asked, rule.rule
                seen += answer.status_code == 200
        assert seen > 10

    def test_link_a_credit_note_to_no_invoice_that_its_author_does_not_see(
        self, written: Written, crossing: UUID, unguarded: Flask
    ) -> None:
        with unguarded.app_context():
            assert linked(written, written.eero, crossing) == linked(written, written.aino, written.bounced) == []
