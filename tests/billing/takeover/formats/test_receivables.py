"""Reading lists of open receivables."""

from datetime import date
from decimal import Decimal

import pytest
from factories.opening import COLUMNS, LIST
from factories.requests import csv_file

from billing.takeover.formats.receivables import NoReceivables, read_receivables
from tenants.kernel.refusals import Invalid


class TestReadReceivables:
    """One row an invoice, or one a VAT rate."""

    def test_reads_what_is_stated(self) -> None:
        first, second, credit = read_receivables(LIST, "EUR")
        assert (first.number, first.due_on, first.open, first.currency) == (
            "10000411", date(2026, 9, 15), Decimal("125.50"), "EUR",
        )  # fmt: skip
        assert [(one.sent_on, one.fee) for one in first.reminders] == [(date(2026, 10, 1), Decimal("5.00"))]
        assert (second.due_on, second.total, second.problems) == (date(2026, 10, 15), Decimal("100.40"), ())
        assert credit.is_credit_note

    def test_takes_rows_with_one_number_for_the_rates_of_one_invoice(self) -> None:
        rows = ("7;1;2026-09-01;2026-09-15;125,5;50;25,5;;;", "7;;;;11;;10;;;")
        (found,) = read_receivables(csv_file(*rows, header=COLUMNS), "EUR")
        assert [(part.total, part.treatment.rate) for part in found.parts] == [
            (Decimal("125.5"), Decimal("25.5")),
            (Decimal(11), Decimal(10)),
        ]
        assert (found.total, found.open, found.problems) == (Decimal("136.5"), Decimal(50), ())

    def test_tells_what_cant_be_read_at_its_field(self) -> None:
        rows = ("7;1;soon;2026-09-15;much;1;a;;;5", "7;2;;;1;;;;;", ";1;2026-09-01;2026-09-15;1;1;;;;")
        first, nameless = read_receivables(csv_file(*rows, header=COLUMNS), "EUR")
        wrong = sorted({problem.field for problem in first.problems})
        assert wrong == ["customer_number", "issued_on", "reminder_1_on", "total", "vat_rate"]
        assert nameless.number == ""

    def test_tells_an_amount_that_could_be_read_as_two_at_its_field(self) -> None:
        row = "7;1;2026-09-01;2026-09-15;1.250;1.250;24;;;"
        (found,) = read_receivables(csv_file(row, header=COLUMNS), "EUR")
        assert sorted({problem.field for problem in found.problems}) == ["open", "total"]
        decided = csv_file(row, "8;1;2026-09-01;2026-09-15;12.50;2.5;24;;;", header=COLUMNS)
        assert read_receivables(decided, "EUR")[0].open == Decimal("1.25")

    def test_reads_of_which_kind_each_reminder_was(self) -> None:
        kinds = "reminder_1_kind;reminder_2_on;reminder_2_kind;reminder_2_fee;reminder_3_on;reminder_3_kind"
        row = "7;1;2026-09-01;2026-09-15;125,5;50;25,5;;2026-10-01;5;;2026-10-20;inkassovarsel;37,5;2026-11-10;DEMAND"
        (found,) = read_receivables(csv_file(row, header=f"{COLUMNS};{kinds}"), "NOK")
        assert [(one.kind, one.fee) for one in found.reminders] == [
            ("reminder", Decimal(5)),
            ("collection_warning", Decimal("37.5")),
            ("demand", Decimal(0)),
        ]
        assert found.problems == ()

    @pytest.mark.parametrize(
        ("written", "kind"),
        [
            ("Maksumuistutus", "reminder"),
            ("påminnelse", "reminder"),
            ("purring", "reminder"),
            ("rykker", "reminder"),
            ("collection_warning", "collection_warning"),
            ("PÅKRAV", "collection_warning"),
            ("maksuvaatimus", "demand"),
            ("inkassokrav", "demand"),
            ("betalingsoppfordring", "demand"),
        ],
    )
    def test_knows_the_words_of_each_country(self, written: str, kind: str) -> None:
        row = f"7;1;2026-09-01;2026-09-15;125,5;50;25,5;;2026-10-01;5;{written}"
        (found,) = read_receivables(csv_file(row, header=f"{COLUMNS};reminder_1_kind"), "EUR")
        assert ([one.kind for one in found.reminders], found.problems) == ([kind], ())

    def test_tells_a_kind_that_it_doesnt_know_and_one_without_a_day(self) -> None:
        header = f"{COLUMNS};reminder_1_kind;reminder_2_kind"
        row = "7;1;2026-09-01;2026-09-15;125,5;50;25,5;;2026-10-01;5;a letter;reminder"
        (found,) = read_receivables(csv_file(row, header=header), "EUR")
        assert [problem.field for problem in found.problems] == ["reminder_1_kind", "reminder_2_on"]

    def test_refuses_a_file_without_invoices_or_columns(self) -> None:
        with pytest.raises(NoReceivables):
            read_receivables(csv_file(header=COLUMNS), "EUR")
        with pytest.raises(Invalid):
            read_receivables(csv_file(header="number;total"), "EUR")
