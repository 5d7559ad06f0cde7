"""What a contract must have."""

from datetime import date

import pytest
from factories.contracts import LINE, contract_input

from billing.contracts.rules.card import read_contract


def wrong(**changes: object) -> list[str]:
    return [problem.field for problem in read_contract(contract_input(**changes)).problems]  # type: ignore[arg-type]  # fields by their names


class TestReadContract:
    """Field by field."""

    def test_reads_what_is_typed(self) -> None:
        change = {"from_on": "1.1.2027", "percent": "3,5", "reason": "Index"}
        read = read_contract(contract_input((LINE, {}), (change, {}), ends_on="31.12.2027", billed="after"))
        assert read.problems == []
        values = read.values
        assert (values["ends_on"], values["in_advance"], values["by_calendar"]) == (date(2027, 12, 31), False, True)
        assert len(values["lines"]) == 1
        assert values["changes"] == [{"from_on": "2027-01-01", "percent": "3.5", "reason": "Index"}]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"number": "a b"}, ["number"]),
            ({"name": ""}, ["name"]),
            ({"months": "5"}, ["months"]),
            ({"starts_on": ""}, ["starts_on"]),
            ({"starts_on": "soon"}, ["starts_on", "starts_on"]),
            ({"ends_on": "2026-11-14"}, ["ends_on"]),
            ({"paused_until": "2026-12-01"}, ["paused_until"]),
            ({"lines": ()}, ["lines.1.text"]),
            ({"lines": ({"quantity": "2"},)}, ["lines.1.text", "lines.1.unit_price"]),
            ({"lines": ({**LINE, "quantity": "many"},)}, ["lines.1.quantity"]),
            ({"lines": ({**LINE, "unit_price": "-1"},)}, ["lines.1.unit_price"]),
            ({"lines": ({**LINE, "unit_price": "1.250"},)}, ["lines.1.unit_price"]),
            ({"changes": ({"percent": "3"},)}, ["changes.1.from_on"]),
            ({"changes": ({"from_on": "2027-01-01", "line": "1", "price": "1.250"},)}, ["changes.1.price"]),
            ({"changes": ({"from_on": "2027-01-01", "percent": "-100"},)}, ["changes.1.percent"]),
            ({"changes": ({"from_on": "2027-01-01", "line": "2", "price": "9"},)}, ["changes.1.line"]),
            ({"changes": ({"from_on": "2027-01-01", "line": "1", "price": ""},)}, ["changes.1.price"]),
            (
                {"changes": ({"from_on": "2027-01-01", "line": "1", "price": "9", "percent": "1"},)},
                ["changes.1.percent"],
            ),
        ],
    )
    def test_says_what_is_wrong(self, changes: dict[str, object], expected: list[str]) -> None:
        assert wrong(**changes) == expected

    def test_takes_no_more_price_changes_than_it_keeps(self) -> None:
        changes = tuple({"from_on": f"{year}-01-01", "percent": "2"} for year in range(2027, 2038))
        assert read_contract(contract_input((LINE,), changes[:10])).problems == []
        assert wrong(changes=changes) == ["changes.11.from_on"]

    def test_keeps_a_new_price_with_its_line_when_one_above_is_taken_out(self) -> None:
        change = {"from_on": "2027-01-01", "line": "3", "price": "9"}
        read = read_contract(contract_input((LINE, {}, {**LINE, "text": "The third"}), (change,)))
        assert read.problems == []
        assert [line["text"] for line in read.values["lines"]][1:] == ["The third"]
        assert [(one["line"], one["price"]) for one in read.values["changes"]] == [("2", "9")]

    def test_keeps_three_decimals_so_that_they_can_be_typed_again(self) -> None:
        change = {"from_on": "2027-01-01", "line": "1", "price": "1,250"}
        values = read_contract(contract_input(({**LINE, "unit_price": "1,125"},), (change,))).values
        assert read_contract(contract_input(values["lines"], tuple(values["changes"]))).problems == []
        assert (values["lines"][0]["unit_price"], values["changes"][0]["price"]) == ("1,1250", "1.2500")

    def test_refuses_a_new_price_of_a_line_that_is_taken_out(self) -> None:
        change = {"from_on": "2027-01-01", "line": "2", "price": "9"}
        assert wrong(lines=(LINE, {}, LINE), changes=(change,)) == ["changes.1.line"]

    def test_needs_no_price_beside_an_article(self) -> None:
        assert wrong(lines=({"article": "KILN"},)) == []
