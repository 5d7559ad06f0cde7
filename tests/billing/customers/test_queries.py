"""The list of customers."""

import pytest
from factories.cast import Cast
from factories.requests import new_customer
from factories.statements import statements

from billing.customers.queries import CustomerQuery, customer_count, customer_rows, customers_by_number

NAMES = ("Aalto", "Älvdalen", "Zorn", "Åkesson", "Öberg", "Aaltonen")


@pytest.fixture
def named(cast: Cast) -> Cast:
    """Return the cast with some customers."""
    for name in NAMES:
        new_customer(cast.alice, cast.kuusi, name=name)
    return cast


class TestCustomerRows:
    """Searching, ordering, paging."""

    def test_are_ordered_by_the_sellers_alphabet(self, named: Cast) -> None:
        with named.alice.acting(in_=named.kuusi.workspace_id):
            rows = customer_rows(named.kuusi.workspace_id, CustomerQuery())
        assert [row.name for row in rows] == ["Aalto", "Aaltonen", "Zorn", "Åkesson", "Älvdalen", "Öberg"]

    @pytest.mark.parametrize(
        ("search", "names"), [("aalto", ["Aalto", "Aaltonen"]), ("ÄLV", ["Älvdalen"]), ("10003", ["Zorn"]), ("zz", [])]
    )
    def test_are_found_by_the_beginning_of_name_or_number(self, named: Cast, search: str, names: list[str]) -> None:
        query = CustomerQuery(search=search)
        with named.alice.acting(in_=named.kuusi.workspace_id):
            assert [row.name for row in customer_rows(named.kuusi.workspace_id, query)] == names
            assert customer_count(named.kuusi.workspace_id, query) == len(names)

    def test_come_a_page_at_a_time_in_either_direction(self, named: Cast) -> None:
        query = CustomerQuery(sort="number", descending=True, offset=1, limit=2)
        with named.alice.acting(in_=named.kuusi.workspace_id):
            assert [row.number for row in customer_rows(named.kuusi.workspace_id, query)] == ["10005", "10004"]

    def test_cost_the_same_whatever_their_number(self, named: Cast) -> None:
        with named.alice.acting(in_=named.kuusi.workspace_id), statements() as sent:
            customer_rows(named.kuusi.workspace_id, CustomerQuery(search="a"))
        assert len(sent) <= 3

    def test_are_not_shown_to_a_stranger(self, named: Cast) -> None:
        with named.charlie.acting(in_=named.ek.workspace_id):
            assert customer_rows(named.kuusi.workspace_id, CustomerQuery()) == ()


class TestCustomersByNumber:
    """Many at once."""

    def test_are_read_in_one_query(self, named: Cast) -> None:
        with named.alice.acting(in_=named.kuusi.workspace_id):
            customers_by_number(named.kuusi.workspace_id, ["10001"])
            with statements() as sent:
                found = customers_by_number(named.kuusi.workspace_id, ["10001", "10002", "77"])
        assert (set(found), len(sent)) == ({"10001", "10002"}, 1)
