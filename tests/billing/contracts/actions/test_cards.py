"""Writing contracts."""

from datetime import date

import pytest
from factories.cast import Cast
from factories.contracts import LINE, contract_input, new_contract
from factories.requests import csv_file, new_customer, ready_house

from billing.contracts.actions.cards import add_contract, change_contract, judge_contract, kept_contract
from billing.contracts.actions.importing import ContractsWrong, import_contracts, plan_contracts
from billing.contracts.actions.making import make_requests
from billing.contracts.queries.contracts import ContractQuery, contract_count, contract_rows, get_contract
from billing.requests.queries import RequestQuery, request_rows
from billing.streams.actions import switch_off
from tenants.kernel.ids import StreamId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound

HEADER = "number;customer_number;months;starts_on;text;unit_price;billed_until"


@pytest.fixture(autouse=True)
def ready(cast: Cast) -> None:
    ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)


class TestAddContract:
    """Adding."""

    def test_is_listed_and_written_down(self, cast: Cast) -> None:
        contract_id = new_contract(cast.alice, cast.kuusi)
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where):
            (row,) = contract_rows(where, ContractQuery(on=date(2026, 11, 20), search="tuohi"))
            counts = [
                contract_count(where, ContractQuery(on=date(2026, 11, day), standing=standing))
                for day, standing in ((14, "coming"), (15, "active"), (15, "ended"), (15, "paused"))
            ]
            acts = [entry.act for entry in journal_rows(where, about_id=contract_id)]
        assert (row.id, row.lines[0]["text"]) == (contract_id, "Rent")
        assert counts == [1, 1, 0, 0]
        assert acts == ["contract_added"]

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [({"customer_number": "7"}, "customer_number"), ({"stream": "none"}, "stream"), ({"number": "S-1"}, "number")],
    )
    def test_tells_each_problem_at_its_field(self, cast: Cast, fields: dict[str, str], expected: str) -> None:
        new_contract(cast.alice, cast.kuusi)
        with pytest.raises(InvalidFields) as refusal:
            new_contract(cast.alice, cast.kuusi, contract_input(**{"number": "S-2", **fields}))
        assert [problem.field for problem in refusal.value.problems] == [expected]

    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            add_contract(actor, cast.kuusi.workspace_id, contract_input(), now=now)


class TestChangeContract:
    """Changing."""

    def test_keeps_what_requests_were_made_by(self, cast: Cast) -> None:
        contract_id, where = new_contract(cast.alice, cast.kuusi), cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            make_requests(actor, where, until=date(2026, 12, 1), now=now)
        moved = contract_input(starts_on="2026-11-01", months="3", ends_on="2026-12-30")
        with pytest.raises(InvalidFields) as refusal, cast.alice.acting(in_=where) as (actor, now):
            change_contract(actor, where, contract_id, moved, now=now)
        assert {problem.field for problem in refusal.value.problems} == {"starts_on", "months", "ends_on"}
        with cast.alice.acting(in_=where) as (actor, now):
            dearer = contract_input(({**LINE, "unit_price": "310"},), ends_on="2027-12-31")
            change_contract(actor, where, contract_id, dearer, now=now)
            contract = get_contract(where, contract_id)
        assert (contract.lines[0]["unit_price"], contract.billed_until) == ("310", date(2026, 12, 31))


class TestBilled:
    """What has been billed already."""

    @pytest.mark.parametrize(
        ("paused", "wrong"),
        [
            ({"paused_from": "2026-12-10", "paused_until": "2026-12-20"}, ["paused_from"]),
            ({"paused_from": "2026-12-10"}, ["paused_from"]),
            ({"paused_from": "2027-01-01"}, []),
        ],
    )
    def test_is_not_paused_afterwards(self, cast: Cast, paused: dict[str, str], wrong: list[str]) -> None:
        contract_id, where = new_contract(cast.alice, cast.kuusi), cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            make_requests(actor, where, until=date(2026, 12, 1), now=now)
            judged = judge_contract(where, contract_input(**paused), kept_contract(where, contract_id))
        assert [problem.field for problem in judged.problems] == wrong

    def test_may_have_been_paused_before(self, cast: Cast) -> None:
        typed = contract_input(paused_from="2026-11-20", paused_until="2026-11-25")
        contract_id, where = new_contract(cast.alice, cast.kuusi, typed), cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            make_requests(actor, where, until=date(2026, 12, 1), now=now)
            assert judge_contract(where, typed, kept_contract(where, contract_id)).problems == ()

    def test_stays_in_a_stream_that_is_switched_off(self, cast: Cast) -> None:
        contract_id, where = new_contract(cast.alice, cast.kuusi), cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            row = kept_contract(where, contract_id)
            typed, own = contract_input(stream=str(row.stream_id), ends_on="2027-12-31"), StreamId(row.stream_id)
            switch_off(actor, where, own, now=now)
            change_contract(actor, where, contract_id, typed, now=now)
            assert get_contract(where, contract_id).stream_id == own
            other = judge_contract(where, contract_input(number="S-2", stream=str(own)))
        assert [problem.field for problem in other.problems] == ["stream"]


class TestImportContracts:
    """From a file, with what was billed elsewhere."""

    def test_goes_on_after_what_was_billed_elsewhere(self, cast: Cast) -> None:
        where, data = cast.kuusi.workspace_id, csv_file("S-9;10001;1;2024-01-01;Rent;300;2026-10-31", header=HEADER)
        with cast.alice.acting(in_=where) as (actor, now):
            assert import_contracts(actor, where, data, now=now) == 1
            made = make_requests(actor, where, until=date(2026, 11, 30), now=now)
        assert made.requests == 1

    def test_takes_the_price_changes_with_it(self, cast: Cast) -> None:
        where, header = cast.kuusi.workspace_id, f"{HEADER};change_from;change_price"
        data = csv_file("S-9;10001;1;2024-01-01;Rent;300;2026-10-31;2026-12-01;310", header=header)
        with cast.alice.acting(in_=where) as (actor, now):
            import_contracts(actor, where, data, now=now)
            made = make_requests(actor, where, until=date(2026, 12, 31), now=now)
            rows = request_rows(where, RequestQuery())
        assert made.requests == 2
        assert sorted(row.net or 0 for row in rows) == [300, 310]

    def test_takes_all_or_nothing(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        rows = ("S-8;10001;1;2026-01-01;Rent;300;", "S-9;7;1;2026-01-01;Rent;300;")
        data = csv_file(*rows, header=HEADER)
        with cast.alice.acting(in_=where):
            planned = [[problem.field for problem in each.problems] for each in plan_contracts(where, data)]
        assert planned == [[], ["customer_number"]]
        with pytest.raises(ContractsWrong), cast.alice.acting(in_=where) as (actor, now):
            import_contracts(actor, where, data, now=now)
        with cast.alice.acting(in_=where):
            assert contract_count(where, ContractQuery(on=date(2026, 11, 20))) == 0
