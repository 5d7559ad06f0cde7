"""All checks in order: none stops the others, and one failure is a failure."""

import os
from pathlib import Path

import pytest

from launch import checks


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of programs that pass, in place of the real ones."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("ruff", "mypy", "lint-imports", "pytest"):
        answer(folder, name, 0)
    monkeypatch.setattr(checks, "VENV", tmp_path)
    monkeypatch.setattr(checks, "OLDER_SERVER", tmp_path / "postgres")
    (tmp_path / "postgres").touch()
    return folder


def answer(folder: Path, name: str, code: int) -> None:
    (folder / name).write_text(f'#!/bin/sh\necho "{name} $*"\nexit {code}\n')
    (folder / name).chmod(0o755)


class TestCheck:
    def test_takes_the_steps_in_the_order_of_ci(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        assert programs.exists()
        assert checks.check(os.environ) == 0
        lines = [line for line in capfd.readouterr().out.splitlines() if line and "=====" not in line]
        everything = " ".join(checks.PYTEST)
        readers = ["ruff check .", "ruff format --check .", "mypy", "lint-imports"]
        assert lines == [f"{everything} {' '.join(checks.TESTS_OF_DATA)}", *readers, everything]

    @pytest.mark.parametrize("name", ["ruff", "mypy", "lint-imports", "pytest"])
    def test_fails_where_one_step_does(self, programs: Path, name: str) -> None:
        answer(programs, name, 1)
        assert checks.check(os.environ) == 1

    def test_goes_on_after_a_failure_and_names_it(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        answer(programs, "mypy", 1)
        checks.check(os.environ)
        out = capfd.readouterr().out
        assert "pytest -n 3" in out
        assert out.splitlines()[-1] == "Failed before the last tests: mypy."

    def test_ends_with_what_pytest_said(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        answer(programs, "pytest", 0)
        checks.check(os.environ)
        assert capfd.readouterr().out.splitlines()[-1].startswith("pytest -n 3 ")

    def test_tests_data_on_the_older_server_alone(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (programs / "pytest").write_text('#!/bin/sh\necho "server ${SAMLA_TEST_POSTGRES:-newest}"\n')
        checks.check(os.environ)
        assert capfd.readouterr().out.splitlines()[2::15] == ["server 15", "server newest"]

    def test_names_what_failed_before_the_last_tests(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (programs / "pytest").write_text('#!/bin/sh\n[ -z "$SAMLA_TEST_POSTGRES" ]\n')
        assert checks.check(os.environ) == 1
        assert capfd.readouterr().out.splitlines()[-1] == "Failed before the last tests: pytest on PostgreSQL 15."

    def test_tells_both_what_a_reader_said_and_that_it_failed(
        self, programs: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        answer(programs, "lint-imports", 1)
        checks.check(os.environ)
        assert "lint-imports\n===== import contracts failed =====\n" in capfd.readouterr().out

    def test_asks_for_tests_that_exist(self) -> None:
        assert all((checks.PROJECT / path).exists() for path in checks.TESTS_OF_DATA)


class TestWithoutTheOlderServer:
    @pytest.fixture(autouse=True)
    def absent(self, programs: Path) -> None:
        (programs.parent / "postgres").unlink()

    def test_says_so_before_the_tests(self, capfd: pytest.CaptureFixture[str]) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "SAMLA_NO_SKIPS"}
        assert checks.check(environment) == 0
        lines = capfd.readouterr().out.splitlines()
        assert "Left out: pytest on PostgreSQL 15, which Debian's package postgresql-15 would allow." in lines
        assert lines[-1] == " ".join(checks.PYTEST)

    def test_fails_where_nothing_may_be_left_out(self, capfd: pytest.CaptureFixture[str]) -> None:
        assert checks.check({**os.environ, "SAMLA_NO_SKIPS": "1"}) == 1
        assert capfd.readouterr().out.splitlines()[-1].startswith("Failed before the last tests: pytest on PostgreSQL")


class TestRunTests:
    def test_runs_pytest_alone_and_returns_its_code(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        answer(programs, "pytest", 3)
        assert checks.run_tests(["-x", "tests/launch"], os.environ) == 3
        assert capfd.readouterr().out == "pytest -x tests/launch\n"
