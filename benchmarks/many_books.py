"""Books of many workspaces, multiplied from the rows of one inside the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from factories.articles import new_article, new_list, priced
from factories.books import Books
from factories.cast import Cast
from factories.contracts import contract_input, new_contract
from sqlalchemy import Connection, Engine

from billing.delivery.models import ByHandInvoice
from billing.desk.actions import begin_written, save_written, submit_written
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.runs.models import RunItem
from tenants.kernel.db import db

# What stands in a copied row instead of its pattern's value; `place` counts a workspace's rows, `one` has their ids.
ROWS = {
    "company": {"id": "house.id", "business_id": "house.id::text"},
    "workspace": {"id": "house.id", "company_id": "house.id"},
    "seller": {"workspace_id": "house.id"},
    "number_series": {"workspace_id": "house.id"},
    "stream": {"workspace_id": "house.id"},
    "price_list": {"workspace_id": "house.id"},
    "customer": {"workspace_id": "one.house", "id": "one.customer", "number": "(20000 + one.place)::text"},
    "billing_request": {
        "workspace_id": "one.house", "id": "one.request", "customer_id": "one.customer", "key": "one.request::text",
        # What has its invoice is invoiced; one in twenty still waits.
        "state": "case when mod(one.place, 20) = 0 then 'ready' else 'invoiced' end",
    },
    "invoice": {
        "workspace_id": "one.house", "id": "one.invoice", "customer_id": "one.customer", "request_id": "one.request",
        "number": "'10' || lpad(one.place::text, 6, '0')", "place_in_series": "one.place",
        "reference": "'910' || lpad(one.place::text, 6, '0')",
        "issued_on": "date '2026-11-20' - mod(one.place, 300)", "run_id": "one.run",
    },
    "invoice_run": {"workspace_id": "run.house", "id": "run.id", "number": "run.number"},
    "run_item": {
        "workspace_id": "one.house", "run_id": "one.run", "request_id": "one.request", "invoice_id": "one.invoice",
        "place": "one.place",
    },
    "ledger_entry": {
        "workspace_id": "one.house", "id": "gen_random_uuid()", "event_id": "one.request", "invoice_id": "one.invoice",
    },
    "document": {"workspace_id": "one.house", "id": "one.document", "invoice_id": "one.invoice"},
    "delivery": {
        "workspace_id": "one.house", "id": "gen_random_uuid()", "invoice_id": "one.invoice",
        "document_id": "one.document",
    },
    "by_hand_invoice": {
        # A workspace has one printing, under its own id.
        "workspace_id": "printed.house", "invoice_id": "printed.invoice", "printing_id": "printed.house",
    },
    "article": {"workspace_id": "one.house", "id": "one.article", "code": "'A' || one.place"},
    "price": {"workspace_id": "one.house", "id": "gen_random_uuid()", "article_id": "one.article"},
    "contract": {
        "workspace_id": "one.house", "id": "gen_random_uuid()", "customer_id": "one.customer",
        "number": "'S-' || one.place",
    },
    "written_request": {
        "workspace_id": "one.house", "id": "gen_random_uuid()", "customer_id": "one.customer",
        "state": "case when mod(one.place, 20) = 0 then 'submitted' else 'approved' end",
        "invoice_id": "case when mod(one.place, 20) = 0 then null else one.invoice end",
    },
    "journal": {
        "scope_id": "one.house", "id": "gen_random_uuid()", "scope_kind": "'workspace'",
        "at": "pattern.at - one.place * interval '1 hour'",
    },
}  # fmt: skip
# Of what there is one a workspace, a run or a printed invoice; all else is one an invoice.
PLACE_OF = {
    **dict.fromkeys(("company", "workspace", "seller", "number_series", "stream", "price_list"), "house"),
    "invoice_run": "run",
    "by_hand_invoice": "printed",
}
# Triggers and foreign keys rest: the rows are patterns of what the product wrote, and what is unsent is noted below.
PLACES = (
    "set session_replication_role = replica",
    "create temp table house as select gen_random_uuid() id from generate_series(1, %(workspaces)s)",
    (
        "create temp table one as select house.id house, place, gen_random_uuid() customer, gen_random_uuid() request,"
        " gen_random_uuid() invoice, gen_random_uuid() document, gen_random_uuid() article,"
        " md5(house.id::text || '/' || place / 10)::uuid run"
        " from house, generate_series(1, %(invoices)s / %(workspaces)s) place"
    ),
    "create temp table run as select distinct house, run id, place / 10 + 1 number from one",
    "create temp table printed as select * from one where place between 11 and 30",
)
COLUMNS = "select column_name from information_schema.columns where table_schema = 'public' and table_name = %s"
TWO_UNSENT_EACH = (
    "insert into unsent_invoice select house, invoice from one where place <= 2",
    (
        "delete from delivery using unsent_invoice as unsent"
        " where unsent.workspace_id = delivery.workspace_id and unsent.invoice_id = delivery.invoice_id"
    ),
)


def make_pattern(cast: Cast) -> None:
    """Write one row of each kind for the others to be copied from."""
    books = Books(cast.alice, cast.kuusi.workspace_id)
    customer = books.customer()
    request, invoice = books.request(customer=customer), books.invoice(customer)
    books.delivery(invoice, "handed_over")
    price_list, article = new_list(cast.alice, cast.kuusi), new_article(cast.alice, cast.kuusi)
    priced(cast.alice, cast.kuusi, article, price_list, "12.50", date(2026, 1, 1))
    new_contract(cast.alice, cast.kuusi, contract_input())
    at: dict[str, Any] = {"workspace_id": books.workspace_id, "invoice_id": invoice}
    with cast.alice.acting(in_=books.workspace_id) as (actor, now):
        db.session.add(RunItem(run_id=books.run_id, request_id=request, chunk=0, place=0, state="issued", **at))
        db.session.add(ByHandInvoice(printing_id=uuid4(), chosen_by=actor.user_id, chosen_at=now, **at))
        written_id = begin_written(actor, books.workspace_id, now=now)
        typed = TypedInvoice(
            customer_id=str(customer), lines=(TypedLine(text="Kiln", quantity="2", price="1250", vat="O"),)
        )
        version = save_written(actor, books.workspace_id, written_id, typed, version=1, now=now)
        submit_written(actor, books.workspace_id, written_id, version=version, now=now)


def multiply(superuser: Engine, *, workspaces: int, invoices: int) -> Sequence[UUID]:
    """Fill so many workspaces with so many invoices in all, and all that belongs to them; returns the workspaces."""
    with superuser.begin() as connection:
        for statement in PLACES:
            connection.exec_driver_sql(statement, {"workspaces": workspaces, "invoices": invoices})
        for table, changes in ROWS.items():
            _copy(connection, table, changes)
        for statement in TWO_UNSENT_EACH:
            connection.exec_driver_sql(statement)
        made = connection.exec_driver_sql("select id from house").scalars().all()
    with superuser.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("vacuum analyze")
    return made


def _copy(connection: Connection, table: str, changes: Mapping[str, str]) -> None:
    columns = connection.exec_driver_sql(COLUMNS, (table,)).scalars()
    values = {name: changes.get(name, f"pattern.{name}") for name in columns}
    connection.exec_driver_sql(
        f"insert into {table} ({', '.join(values)}) select {', '.join(values.values())}"
        f" from {PLACE_OF.get(table, 'one')}, (select * from {table} limit 1) pattern"
    )
