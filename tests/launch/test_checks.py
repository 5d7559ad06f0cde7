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
    return folder


def answer(folder: Path, name: str, code: int) -> None:
    (folder / name).write_text(f'#!/bin/sh\necho "{name} $*"\nexit {code}\n')
    (folder / name).chmod(0o755)


class TestCheck:
    def test_takes_the_steps_in_the_order_of_ci(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        assert programs.exists()
        assert checks.check(os.environ) == 0
        lines = [line for line in capfd.readouterr().out.splitlines() if line and "=====" not in line]
        assert lines == ["ruff check .", "ruff format --check .", "mypy ", "lint-imports ", "pytest -n 2"]

    @pytest.mark.parametrize("name", ["ruff", "mypy", "lint-imports", "pytest"])
    def test_fails_where_one_step_does(self, programs: Path, name: str) -> None:
        answer(programs, name, 1)
        assert checks.check(os.environ) == 1

    def test_goes_on_after_a_failure_and_names_it(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        answer(programs, "mypy", 1)
        checks.check(os.environ)
        out = capfd.readouterr().out
        assert "pytest -n 2" in out
        assert out.splitlines()[-1] == "Failed before the tests: mypy."

    def test_ends_with_what_pytest_said(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        answer(programs, "pytest", 0)
        checks.check(os.environ)
        assert capfd.readouterr().out.splitlines()[-1] == "pytest -n 2"


class TestRunTests:
    def test_runs_pytest_alone_and_returns_its_code(self, programs: Path, capfd: pytest.CaptureFixture[str]) -> None:
        answer(programs, "pytest", 3)
        assert checks.run_tests(["-x", "tests/launch"], os.environ) == 3
        assert capfd.readouterr().out == "pytest -x tests/launch\n"
