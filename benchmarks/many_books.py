"""Books of many workspaces, multiplied from the rows of one inside the database."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from factories.books import Books
from factories.cast import Cast
from sqlalchemy import Connection, Engine

# What stands in a copied row instead of its pattern's value; `place` counts a workspace's rows, `one` has their ids.
ROWS = {
    "company": {"id": "house.id", "business_id": "house.id::text"},
    "workspace": {"id": "house.id", "company_id": "house.id"},
    "seller": {"workspace_id": "house.id"},
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
        "issued_on": "date '2026-11-20' - mod(one.place, 300)",
    },
    "ledger_entry": {
        "workspace_id": "one.house", "id": "gen_random_uuid()", "event_id": "one.request", "invoice_id": "one.invoice",
    },
    "document": {"workspace_id": "one.house", "id": "one.document", "invoice_id": "one.invoice"},
    "delivery": {
        "workspace_id": "one.house", "id": "gen_random_uuid()", "invoice_id": "one.invoice",
        "document_id": "one.document",
    },
}  # fmt: skip
# Triggers and foreign keys rest: the rows are patterns of what the product wrote, and what is unsent is noted below.
PLACES = (
    "set session_replication_role = replica",
    "create temp table house as select gen_random_uuid() id from generate_series(1, %(workspaces)s)",
    (
        "create temp table one as select house.id house, place, gen_random_uuid() customer, gen_random_uuid() request,"
        " gen_random_uuid() invoice, gen_random_uuid() document"
        " from house, generate_series(1, %(invoices)s / %(workspaces)s) place"
    ),
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
    books.request(customer=customer)
    books.delivery(books.invoice(customer), "handed_over")


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
    places = "house" if table in {"company", "workspace", "seller"} else "one"
    connection.exec_driver_sql(
        f"insert into {table} ({', '.join(values)}) select {', '.join(values.values())}"
        f" from {places}, (select * from {table} limit 1) pattern"
    )
