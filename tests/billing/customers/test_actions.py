"""Writing customer cards."""

import pytest
from factories.articles import new_list
from factories.cast import Cast
from factories.requests import customer_input, new_customer

from billing.customers.actions import add_customer, change_customer
from billing.customers.queries import CustomerQuery, NoSuchCustomer, customer_rows, find_by_number, get_customer
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound


class TestAddCustomer:
    """Adding."""

    def test_gives_the_next_free_number(self, cast: Cast) -> None:
        for changes in ({}, {"number": "20000"}, {}):
            new_customer(cast.alice, cast.kuusi, **changes)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            rows = customer_rows(cast.kuusi.workspace_id, CustomerQuery(sort="number"))
        assert [row.number for row in rows] == ["10001", "20000", "20001"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"number": "10001"}, "number"),
            ({"number": "a b"}, "number"),
            ({"name": ""}, "name"),
            ({"price_list": "None"}, "price_list"),
        ],
    )
    def test_tells_each_problem_at_its_field(self, cast: Cast, changes: dict[str, str], field: str) -> None:
        new_customer(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(InvalidFields) as refusal:
            add_customer(actor, cast.kuusi.workspace_id, customer_input(**changes), now=now)
        assert [problem.field for problem in refusal.value.problems] == [field]

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            add_customer(actor, cast.kuusi.workspace_id, customer_input(), now=now)


class TestChangeCustomer:
    """Changing."""

    def test_writes_only_what_changed_into_the_journal(self, cast: Cast) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            changed = customer_input(city="Raasepori")
            facts = change_customer(actor, cast.kuusi.workspace_id, customer_id, changed, now=now)
            (entry,) = [row for row in journal_rows(cast.kuusi.workspace_id) if row.act == "customer_changed"]
        assert (facts.city, entry.before, entry.after) == ("Raasepori", {"city": "Ekenäs"}, {"city": "Raasepori"})

    def test_writes_nothing_where_nothing_changed(self, cast: Cast) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            change_customer(actor, cast.kuusi.workspace_id, customer_id, customer_input(), now=now)
            assert "customer_changed" not in {row.act for row in journal_rows(cast.kuusi.workspace_id)}

    def test_leaves_the_number_as_it_is(self, cast: Cast) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(InvalidFields):
            change_customer(actor, cast.kuusi.workspace_id, customer_id, customer_input(number="7"), now=now)

    def test_names_a_price_list_that_is_there(self, cast: Cast) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(InvalidFields):
            change_customer(actor, cast.kuusi.workspace_id, customer_id, customer_input(price_list="Cheap"), now=now)
        new_list(cast.alice, cast.kuusi, "Cheap")
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            card = customer_input(price_list="Cheap")
            assert change_customer(actor, cast.kuusi.workspace_id, customer_id, card, now=now).price_list == "Cheap"

    def test_orders_the_customer_anew(self, cast: Cast) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi, name="Zorn")
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            change_customer(actor, cast.kuusi.workspace_id, customer_id, customer_input(name="Öberg"), now=now)
            rows = customer_rows(cast.kuusi.workspace_id, CustomerQuery())
        assert [row.name for row in rows] == ["Zorn", "Öberg"]

    def test_hides_the_card_from_a_stranger(self, cast: Cast) -> None:
        customer_id = new_customer(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert find_by_number(cast.kuusi.workspace_id, "10001") is None
            with pytest.raises(NoSuchCustomer):
                get_customer(cast.kuusi.workspace_id, customer_id)
            with pytest.raises(NotFound):
                change_customer(actor, cast.kuusi.workspace_id, customer_id, customer_input(), now=now)
