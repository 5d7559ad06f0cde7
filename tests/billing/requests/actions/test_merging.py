"""Merging two cards of one customer."""

import pytest
from factories.cast import Cast
from factories.requests import csv_file, customer_input, imported, new_customer, ready_house, some_requests
from factories.written import author
from flask import Flask

from billing.customers.queries import CustomerQuery, NoSuchCustomer, customer_rows, duplicates_of, get_customer
from billing.desk.actions import write_customer
from billing.invoices.queries import InvoiceQuery, invoice_count
from billing.requests.actions import merge_customers, merge_plan
from billing.requests.actions.merging import (
    AlreadyMerged,
    DifferentAuthors,
    DifferentCompanies,
    DifferentCountries,
    DifferentKinds,
    SameCard,
)
from billing.requests.queries import RequestQuery, request_rows
from billing.runs.actions import Chunk, issue_chunk, start_run
from tenants.kernel.country import local_day
from tenants.kernel.ids import CustomerId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import Conflict, NotFound


def merged(cast: Cast, stays: CustomerId, rests: CustomerId) -> None:
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        merge_customers(actor, cast.kuusi.workspace_id, stays, rests, now=now)


class TestMergeCustomers:
    """One stays, the other rests."""

    def test_moves_what_isnt_invoiced_and_lists_what_is(self, cast: Cast) -> None:
        where, stream = cast.kuusi.workspace_id, ready_house(cast.alice, cast.kuusi)
        rests = new_customer(cast.alice, cast.kuusi)
        stays = new_customer(cast.alice, cast.kuusi, name="Terva", email="new@terva.example")
        some_requests(cast.alice, cast.kuusi, stream, 3)
        with cast.alice.acting(in_=where) as (actor, now):
            first = request_rows(where, RequestQuery())[0]
            run = start_run(actor, where, stream, [first.id], issued_on=local_day(now, "FI"), fingerprint=None, now=now)
            issue_chunk(actor, where, Chunk(run, 0), now=now)
            plan = merge_plan(where, stays, rests)
        assert (plan.requests, plan.invoices, plan.refusal) == (2, 1, None)
        merged(cast, stays, rests)
        imported(cast.alice, where, stream, csv_file("R-9;10001;Late;1;10;25,5"))
        with cast.alice.acting(in_=where):
            rows = request_rows(where, RequestQuery())
            assert {(row.customer_id, row.customer_name, row.customer_number) for row in rows} == {
                (stays, "Terva", "10002")
            }
            assert (len(rows), invoice_count(where, InvoiceQuery(customer_id=stays))) == (3, 1)
            assert get_customer(where, rests).merged_into_id == stays
            assert next(row.act for row in journal_rows(where, about_id=rests)) == "customer_rested"
            (entry,) = [row for row in journal_rows(where, about_id=stays) if row.act == "customer_merged"]
        assert entry.after == {"merged": "10001 Tuohi & Terva Oy", "requests": 2, "invoices": 1}

    def test_leads_cards_merged_before_to_the_one_that_stays(self, cast: Cast) -> None:
        first, second, third = (new_customer(cast.alice, cast.kuusi) for _ in range(3))
        merged(cast, second, first)
        merged(cast, third, second)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            assert get_customer(cast.kuusi.workspace_id, first).merged_into_id == third
        with pytest.raises(AlreadyMerged):
            merged(cast, first, third)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"kind": "consumer"}, DifferentKinds),
            ({"country": "SE", "postal_code": "111 22"}, DifferentCountries),
            ({"business_id": "2622222-6"}, DifferentCompanies),
        ],
    )
    def test_refuses_cards_of_two_customers(self, cast: Cast, changes: dict[str, str], refusal: type[Conflict]) -> None:
        stays = new_customer(cast.alice, cast.kuusi, business_id="9234567-0")
        rests = new_customer(cast.alice, cast.kuusi, **changes)
        with pytest.raises(refusal):
            merged(cast, stays, rests)
        with pytest.raises(SameCard):
            merged(cast, stays, stays)

    def test_leaves_an_author_their_own_customer(self, cast: Cast, app: Flask) -> None:
        aino = author(cast, app, "Aino")
        with aino.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            own = [write_customer(actor, cast.kuusi.workspace_id, customer_input(), now=now) for _ in range(2)]
        companys = new_customer(cast.alice, cast.kuusi)
        with pytest.raises(DifferentAuthors):
            merged(cast, companys, own[0])
        merged(cast, own[0], own[1])

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        stays, rests = (new_customer(cast.alice, cast.kuusi) for _ in range(2))
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            with pytest.raises(NotFound):
                merge_customers(actor, cast.kuusi.workspace_id, stays, rests, now=now)
            with pytest.raises(NoSuchCustomer):
                merge_plan(cast.kuusi.workspace_id, stays, rests)


class TestDuplicates:
    """Which cards may be of one customer."""

    @pytest.mark.parametrize(
        ("one", "other", "alike"),
        [
            ({"business_id": "9234567-0"}, {"business_id": "92345670"}, True),
            ({"vat_id": "FI92345670"}, {"vat_id": "fi 9234567-0"}, True),
            ({"einvoice_address": "003792345670"}, {"einvoice_address": "0037 92345670"}, True),
            ({"name": "Méri  Oy"}, {"name": "MERI OY"}, True),
            ({"name": "Meri"}, {"name": "Meri", "postal_code": "00100"}, False),
            ({"name": "Meri"}, {"name": "Mari"}, False),
        ],
    )
    def test_share_an_id_an_address_or_name_and_place(
        self, cast: Cast, one: dict[str, str], other: dict[str, str], *, alike: bool
    ) -> None:
        first = new_customer(cast.alice, cast.kuusi, **{"name": "First", **one})
        second = new_customer(cast.alice, cast.kuusi, **{"name": "Second", **other})
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where):
            found = [each.id for each in duplicates_of(where, get_customer(where, first))]
            listed = {row.id for row in customer_rows(where, CustomerQuery(standing="duplicate"))}
        assert (found, listed) == (([second], {first, second}) if alike else ([], set()))

    def test_leave_the_list_when_they_are_merged(self, cast: Cast) -> None:
        stays, rests = (new_customer(cast.alice, cast.kuusi) for _ in range(2))
        merged(cast, stays, rests)
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where):
            assert [row.id for row in customer_rows(where, CustomerQuery())] == [stays]
            assert [row.id for row in customer_rows(where, CustomerQuery(standing="resting"))] == [rests]
            assert customer_rows(where, CustomerQuery(standing="duplicate")) == ()
            assert duplicates_of(where, get_customer(where, rests)) == ()
