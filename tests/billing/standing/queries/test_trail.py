"""The audit trail."""

from datetime import UTC, date, datetime

from factories.books import Books
from factories.cast import Cast

from billing.standing.queries.trail import TrailQuery, acts_done, people_in, trail_count, trail_rows
from tenants.kernel.journal import About, enter

LATE = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # half past midnight in Finland, the next day


def enter_late(cast: Cast) -> None:
    with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, _now):
        about = About("customer", before={"city": "Turku"}, after={"city": "Salo"})
        enter(actor, "customer_changed", about, in_=cast.kuusi.workspace_id, now=LATE)


class TestTrail:
    """Who did what, on whose side."""

    def test_names_the_firm_of_its_staff_and_none_of_the_clients_people(self, cast: Cast, kuusi: Books) -> None:
        enter_late(cast)
        with cast.alice.acting():
            rows = {row.act: row for row in trail_rows(kuusi.workspace_id, TrailQuery())}
        assert (rows["seller_saved"].who, rows["seller_saved"].firm) == ("Alice", "Tilitoimisto Kuusi Oy")
        changed = rows["customer_changed"]
        assert (changed.who, changed.firm) == ("Bob", "")
        assert (changed.before, changed.after) == ({"city": "Turku"}, {"city": "Salo"})

    def test_counts_days_as_the_country_does(self, cast: Cast, kuusi: Books) -> None:
        enter_late(cast)
        with cast.alice.acting():
            night = TrailQuery(since=date(2026, 11, 23), until=date(2026, 11, 23), act="customer_changed")
            before = TrailQuery(until=date(2026, 11, 22), act="customer_changed")
            assert trail_count(kuusi.workspace_id, night) == 1
            assert trail_count(kuusi.workspace_id, before) == 0

    def test_is_narrowed_by_person_and_act(self, cast: Cast, kuusi: Books) -> None:
        enter_late(cast)
        with cast.alice.acting():
            assert {row.who for row in trail_rows(kuusi.workspace_id, TrailQuery(who="Bob"))} == {"Bob"}
            assert acts_done(kuusi.workspace_id)["customer_changed"] == 1
            assert people_in(kuusi.workspace_id) == ("Alice", "Bob")

    def test_shows_a_stranger_nothing(self, cast: Cast, kuusi: Books) -> None:
        with cast.charlie.acting():
            assert trail_rows(kuusi.workspace_id, TrailQuery()) == ()
            assert acts_done(kuusi.workspace_id) == {}
            assert people_in(kuusi.workspace_id) == ()
