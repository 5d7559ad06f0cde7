"""Reading contracts from CSV."""

import pytest
from factories.requests import csv_file

from billing.contracts.formats.contracts_csv import COLUMNS, NoContracts, read_contracts
from billing.contracts.rules.card import read_contract
from tenants.kernel.refusals import Invalid

HEADER = "number;customer_number;months;starts_on;text;unit_price;billed_until"
CHANGED = ";".join((*HEADER.split(";")[:-1], *COLUMNS[-5:]))


class TestReadContracts:
    """Rows with one number are one contract."""

    def test_gathers_the_lines_of_a_contract(self) -> None:
        rows = ("S-1;10001;1;2026-01-01;Rent;300;2026-10-31", "S-1;;;;Heat;40;", "S-2;10002;12;2026-01-01;Care;90;")
        first, second = read_contracts(csv_file(*rows, header=HEADER))
        assert [line["text"] for line in first.typed.lines] == ["Rent", "Heat"]
        assert (first.typed["name"], first.typed["billed_until"], second.typed["months"]) == (
            "Rent",
            "2026-10-31",
            "12",
        )
        assert (first.line, first.problems) == (2, ())

    def test_tells_where_rows_contradict_each_other(self) -> None:
        rows = ("S-1;10001;1;2026-01-01;Rent;300;", "S-1;10001;3;;Heat;40;")
        (found,) = read_contracts(csv_file(*rows, header=HEADER))
        assert [problem.field for problem in found.problems] == ["months"]

    def test_reads_three_decimals_as_the_files_other_numbers_have_them(self) -> None:
        rows = ("S-1;10001;1;2026-01-01;Rent;1.250;", "S-2;10001;1;2026-01-01;Heat;40.5;")
        first, _ = read_contracts(csv_file(*rows, header=HEADER))
        assert (first.typed.lines[0]["unit_price"], first.problems) == ("1.2500", ())
        (found,) = read_contracts(csv_file(rows[0], header=HEADER))
        assert [problem.field for problem in found.problems] == ["unit_price"]

    def test_refuses_a_file_without_contracts(self) -> None:
        with pytest.raises(NoContracts):
            read_contracts(csv_file(header=HEADER))
        with pytest.raises(Invalid):
            read_contracts(csv_file(header="number"))


class TestPriceChanges:
    """Beside a line, or in rows of their own."""

    def test_stand_beside_the_line_they_change_or_in_rows_of_their_own(self) -> None:
        rows = (
            "S-1;10001;1;2026-01-01;Rent;300;1.1.2027;;;310;",
            "S-1;;;;Heat;40;;;;;",
            "S-1;;;;;;2027-07-01;;2;45;Tariff",
            "S-1;;;;;;2028-01-01;2,5;;;Index",
        )
        (found,) = read_contracts(csv_file(*rows, header=CHANGED))
        assert [line["text"] for line in found.typed.lines] == ["Rent", "Heat"]
        read = read_contract(found.typed)
        assert (read.problems, found.problems) == ([], ())
        assert read.values["changes"] == [
            {"from_on": "2027-01-01", "line": "1", "price": "310", "reason": ""},
            {"from_on": "2027-07-01", "line": "2", "price": "45", "reason": "Tariff"},
            {"from_on": "2028-01-01", "percent": "2.5", "reason": "Index"},
        ]

    def test_change_all_prices_by_percent_also_beside_a_line(self) -> None:
        rows = ("S-1;10001;1;2026-01-01;Rent;300;2027-01-01;-2;;;",)
        (found,) = read_contracts(csv_file(*rows, header=CHANGED))
        assert read_contract(found.typed).values["changes"] == [
            {"from_on": "2027-01-01", "percent": "-2", "reason": ""}
        ]

    def test_come_before_the_line_that_they_count_as_well(self) -> None:
        rows = ("S-1;10001;1;2026-01-01;;;2027-01-01;;1;310;", "S-1;;;;Rent;300;;;;;")
        (found,) = read_contracts(csv_file(*rows, header=CHANGED))
        read = read_contract(found.typed)
        assert (read.problems, found.typed["name"]) == ([], "Rent")

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            (";2;;;", "changes.1.from_on"),
            ("soon;2;;;", "changes.1.from_on"),
            ("2027-01-01;;;;", "changes.1.percent"),
            ("2027-01-01;;2;9;", "changes.1.line"),
            ("2027-01-01;;1;-9;", "changes.1.price"),
            ("2027-01-01;2;1;9;", "changes.1.percent"),
        ],
    )
    def test_say_what_is_wrong_with_them(self, change: str, field: str) -> None:
        rows = ("S-1;10001;1;2026-01-01;Rent;300;;;;;", f"S-1;;;;;;{change}")
        (found,) = read_contracts(csv_file(*rows, header=CHANGED))
        assert [problem.field for problem in read_contract(found.typed).problems] == [field]

    def test_are_not_read_in_two_ways(self) -> None:
        row = "S-1;10001;1;2026-01-01;Rent;300;2027-01-01;;;1.250;"
        (found,) = read_contracts(csv_file(row, header=CHANGED))
        assert [problem.field for problem in found.problems] == ["price"]
        (found,) = read_contracts(csv_file(row.replace("300", "1180.5"), header=CHANGED))
        assert (found.problems, found.typed.changes[0]["price"]) == ((), "1.2500")
