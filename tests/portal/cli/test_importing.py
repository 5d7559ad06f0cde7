"""The command `samla import`, as a shell sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from factories.cast import Cast
from factories.installation import Installation, installation_config
from factories.requests import csv_file, new_customer, ready_house
from sqlalchemy import text

from billing.requests.formats.reading import MOST_BYTES
from billing.streams.actions import open_stream
from billing.streams.rules import NewStream
from portal.app import create_app
from portal.cli import importing
from portal.cli.importing import importing as command
from tenants.kernel.db import db
from tenants.kernel.journal import journal_rows

Run = Callable[..., Result]


@pytest.fixture
def run(installation: Installation, database: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs the command against the test's database, whose first company may invoice."""
    ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    # The command's own start refuses a database without forced writes, which is what tests run on.
    monkeypatch.setattr(importing, "ready_app", lambda: create_app(installation_config(installation, database)))
    return lambda *arguments: CliRunner().invoke(command, ["requests", *map(str, arguments)])


class TestImportRequests:
    """Importing."""

    def test_prints_counts_and_each_reason_with_its_place(self, run: Run, cast: Cast, tmp_path: Path) -> None:
        file = tmp_path / "requests.csv"
        file.write_bytes(csv_file("A;10001;Mug;1;10;25,5", "B;999;Mug;1;10;24"))
        result = run(file, "--workspace", cast.kuusi.workspace_id, "--stream", "sales")
        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            "read 2: ready 1, invalid 1, cancelled 0",
            "imported before: 0, new customers: 0",
            "error at 3, B:",
            "    customer_number: There is no customer with the number 999.",
            result.stdout.splitlines()[-1],
        ]
        assert "lines.1.vat: 24 % isn't a VAT rate in force on" in result.stdout

    def test_acts_as_the_operator(self, run: Run, cast: Cast, tmp_path: Path) -> None:
        file = tmp_path / "requests.csv"
        file.write_bytes(csv_file("A;10001;Mug;1;10;25,5"))
        assert run(file, "--workspace", cast.kuusi.workspace_id).exit_code == 0
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (entry,) = [row for row in journal_rows(cast.kuusi.workspace_id) if row.act == "requests_imported"]
        assert entry.who == "samla import"

    def test_refuses_a_broken_file_with_the_reason_on_stderr(self, run: Run, cast: Cast, tmp_path: Path) -> None:
        file = tmp_path / "requests.csv"
        file.write_bytes(csv_file("A;10001"))
        result = run(file, "--workspace", cast.kuusi.workspace_id)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "Line 2 has 2 fields" in result.stderr

    def test_reads_no_more_of_a_device_than_of_a_file(self) -> None:
        assert len(importing.content(Path("/dev/zero"))) == MOST_BYTES + 1

    def test_names_the_streams_where_none_is_called_so(self, run: Run, cast: Cast, tmp_path: Path) -> None:
        file = tmp_path / "requests.csv"
        file.write_bytes(csv_file("A;10001;Mug;1;10;25,5"))
        result = run(file, "--workspace", cast.kuusi.workspace_id, "--stream", "hours")
        assert (result.exit_code, "sales" in result.stderr) == (1, True)

    def test_fills_a_second_stream_only_where_the_plan_has_several(self, run: Run, cast: Cast, tmp_path: Path) -> None:
        file = tmp_path / "requests.csv"
        file.write_bytes(csv_file("A;10001;Mug;1;10;25,5"))
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            open_stream(actor, cast.kuusi.workspace_id, NewStream("hours", "Hours", "20", 6), now=now)
            db.session.execute(text("update agreement set variant = 'invoice'"))
        into = (file, "--workspace", cast.kuusi.workspace_id, "--stream")
        refused = run(*into, "hours")
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "Several invoicing streams are part of Start." in refused.stderr
        assert run(*into, "sales").exit_code == 0

    def test_is_used_wrongly_without_a_file_or_workspace(self, run: Run, tmp_path: Path) -> None:
        assert run(tmp_path / "none.csv", "--workspace", "x").exit_code == 2
        assert run().exit_code == 2

    def test_says_that_there_is_nothing_where_nobody_agreed(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "requests.csv"
        file.write_bytes(csv_file("A;10001;Mug;1;10;25,5"))
        result = run(file, "--workspace", "00000000-0000-0000-0000-000000000000")
        assert result.exit_code == 1
        assert "There is no workspace with this id, or nothing has been agreed there yet." in result.stderr

    def test_tells_the_columns_in_its_help(self) -> None:
        result = CliRunner().invoke(command, ["requests", "--help"])
        assert "\n    needed     request_id customer_number" in result.stdout
        assert all(column in result.stdout for column in ("request_id", "discount_percent", "customer_vat_id"))
