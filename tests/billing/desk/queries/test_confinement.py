"""What authors see of one another: nothing, also where a query forgets to say so."""

import pytest
from factories.written import WritingHouse
from sqlalchemy import text

from tenants.kernel.db import db

# What an invoice is kept and sent as is tied to it alike; tests of jobs make such rows.
TABLES = ("written_request", "customer", "invoice", "number_series", "invoice_run", "billing_request", "run_item")


class TestConfinement:
    @pytest.mark.parametrize("table", TABLES)
    def test_is_kept_by_the_database_alone(self, house: WritingHouse, table: str) -> None:
        house.prefix(house.aino, "21")
        house.sent_on(house.submitted(house.aino))
        counted = text(f"select count(*) from {table} where workspace_id = :at")
        with house.cast.alice.acting(in_=house.workspace_id):
            assert db.session.scalar(counted, {"at": house.workspace_id})
        with house.eero.acting(in_=house.workspace_id):
            assert db.session.scalar(counted, {"at": house.workspace_id}) == 0

    def test_leaves_what_is_their_own(self, house: WritingHouse) -> None:
        house.sent_on(house.submitted(house.aino))
        with house.aino.acting(in_=house.workspace_id):
            for table in ("written_request", "customer", "invoice"):
                assert db.session.scalar(text(f"select count(*) from {table}")) == 1
