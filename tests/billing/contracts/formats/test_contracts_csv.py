"""Reading contracts from CSV."""

import pytest
from factories.requests import csv_file

from billing.contracts.formats.contracts_csv import NoContracts, read_contracts
from tenants.kernel.refusals import Invalid

HEADER = "number;customer_number;months;starts_on;text;unit_price;billed_until"


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
