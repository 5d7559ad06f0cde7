"""Two layers keep strangers out, and each does it alone: row security in the database, filters in the queries."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from factories.books import Books
from factories.cast import Cast
from factories.installation import Installation, installation_config
from flask import Flask
from sqlalchemy import text

from portal.app import create_app
from tenants.kernel.db import Base, db

CANARY = "Kanarialintu Oy"
TENANT = ("workspace_id", "firm_id", "scope_id")


@pytest.fixture
def books(cast: Cast) -> Books:
    """Fill the books of Kuusi's client, so that there is something to be seen."""
    books = Books(cast.alice, cast.kuusi.workspace_id)
    customer = books.customer(CANARY)
    books.request("invalid", customer=customer, customer_name=CANARY)
    books.delivery(books.invoice(customer), "failed")
    books.invoice(customer)
    return books


def tenants_seen(table: str, column: str) -> set[UUID]:
    """Return whose rows of a table a query shows that filters by nothing."""
    quoted = db.engine.dialect.identifier_preparer.quote(table)
    return set(db.session.scalars(text(f"select distinct {column} from {quoted}")))


class TestRowSecurityAlone:
    """The database, asked without any filter, table by table."""

    def test_shows_a_stranger_no_row(self, cast: Cast, books: Books) -> None:
        kuusi = {cast.kuusi.workspace_id, cast.kuusi.firm_id}
        with cast.charlie.acting(in_=cast.ek.workspace_id):
            for table in Base.metadata.sorted_tables:
                for column in (name for name in TENANT if name in table.columns):
                    assert not tenants_seen(table.name, column) & kuusi, table.name

    def test_shows_its_own_people_the_rows(self, cast: Cast, books: Books) -> None:
        with cast.alice.acting():
            for table in ("customer", "billing_request", "invoice", "ledger_entry", "document", "delivery", "file"):
                assert tenants_seen(table, "workspace_id") == {cast.kuusi.workspace_id}, table


@pytest.fixture
def unguarded(installation: Installation, database: str, cast: Cast) -> Iterator[Flask]:
    """Return an application that connects as superuser, whom row security doesn't hold."""
    config = installation_config(installation, database, database_url=installation.postgres.url("postgres", database))
    app = create_app(config)
    with app.app_context():
        yield app
    installation.let_go(app)


class TestFiltersAlone:
    """The queries, in a database that would show everything."""

    def test_show_its_own_people_what_is_theirs(self, cast: Cast, books: Books, unguarded: Flask) -> None:
        client = cast.on(unguarded).alice.browser()
        assert CANARY in client.get(f"/w/{cast.kuusi.workspace_id}/customers").get_data(as_text=True)

    def test_show_a_stranger_nothing_on_any_page(self, cast: Cast, books: Books, unguarded: Flask) -> None:
        with unguarded.app_context():
            assert db.session.scalar(text("select count(*) from customer")) > 0
            client = cast.on(unguarded).charlie.browser()
        places = {"workspace_id": cast.ek.workspace_id, "firm_id": cast.ek.firm_id}
        seen = 0
        for rule in unguarded.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.arguments - places.keys():
                continue
            built = rule.build({name: str(places[name]) for name in rule.arguments})
            assert built is not None
            answer = client.get(built[1], query_string={"q": "Kanarialintu"})
            assert CANARY.encode() not in answer.data, rule.rule
            seen += answer.status_code == 200
        assert seen > 10
