"""How what waits at the desk is read."""

from uuid import uuid4

from factories.kept_plans import kept_plans
from factories.written import WritingHouse

from billing.desk.queries import desk_counts, waiting_rows
from tenants.kernel.ids import WorkspaceId

INDEX = "ix_written_request_waiting"


class TestWaiting:
    def test_is_found_among_all_that_was_ever_written(self, house: WritingHouse) -> None:
        house.submitted(house.aino)
        with house.cast.alice.acting(in_=house.workspace_id) as (_, now):
            _, rows = kept_plans(lambda: waiting_rows([house.workspace_id], now=now))
        assert INDEX in rows

    def test_is_counted_so_too_over_many(self, house: WritingHouse) -> None:
        house.submitted(house.aino)
        among = [house.workspace_id, *(WorkspaceId(uuid4()) for _ in range(300))]
        with house.cast.alice.acting(in_=house.workspace_id) as (_, now):
            counts, _ = kept_plans(lambda: desk_counts(among, now=now))
        assert INDEX in counts
