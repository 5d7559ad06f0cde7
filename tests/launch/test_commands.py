"""The command line of run.py, as somebody types it on a machine that may lack things."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


def run(project: Path, *arguments: str, python: Path = Path(sys.executable)) -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, project / "run.py", *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def fresh_copy(tmp_path: Path) -> Path:
    """Return a copy of the launcher in a project where nothing is set up."""
    shutil.copytree(PROJECT / "launch", tmp_path / "launch")
    shutil.copy(PROJECT / "run.py", tmp_path)
    (tmp_path / "requirements.lock").write_text("flask==3.1.3\n")
    return tmp_path


class TestUsage:
    def test_names_every_command(self) -> None:
        done = run(PROJECT, "--help")
        assert done.returncode == 0
        assert all(f"run.py {name}" in done.stderr for name in ("demo", "test", "soak", "setup"))

    def test_refuses_a_command_it_does_not_know(self) -> None:
        assert run(PROJECT, "dmeo").returncode == 2


class TestSetUp:
    def test_tells_in_one_line_that_pip_is_missing(self, fresh_copy: Path, tmp_path: Path) -> None:
        bare = tmp_path / "bare"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", bare], check=True)
        done = run(fresh_copy, "setup", python=bare / "bin" / "python")
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1] == "pip is missing: install it first (Debian: apt-get install python3-pip)."

    def test_leaves_no_half_environment_that_passes_for_a_whole_one(self, fresh_copy: Path, tmp_path: Path) -> None:
        bare = tmp_path / "bare"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", bare], check=True)
        run(fresh_copy, "setup", python=bare / "bin" / "python")
        assert run(fresh_copy, "setup", python=bare / "bin" / "python").returncode == 1

    def test_does_nothing_the_second_time(self) -> None:
        run(PROJECT, "setup")
        assert run(PROJECT, "setup").stderr == "Everything is there.\n"


class TestTest:
    def test_runs_only_the_tests_that_are_named_and_hands_on_their_code(self) -> None:
        done = run(PROJECT, "test", "tests/launch/test_browser.py", "-k", "no_such_test")
        assert done.returncode == 5
        assert "===== ruff" not in done.stdout
