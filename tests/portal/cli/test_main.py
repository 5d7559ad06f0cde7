"""`samla`: its commands, their help, and what it exits with."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from portal.cli.main import COMMANDS, samla


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `samla` as a process of its own, with an environment that has no settings but the given ones."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAMLA_")}
    command = [sys.executable, "-m", "portal.cli", *arguments]
    return subprocess.run(
        command, env={**clean, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


class TestSamla:
    """The command line as a person meets it."""

    def test_lists_every_command(self) -> None:
        answer = CliRunner().invoke(samla, ["--help"])
        assert answer.exit_code == 0
        assert all(f"\n  {name} " in answer.output for name in COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_helps_with_every_command(self, command: str) -> None:
        answer = CliRunner().invoke(samla, [command, "--help"])
        assert answer.exit_code == 0
        assert answer.output.startswith("Usage:")

    @pytest.mark.parametrize("arguments", [["no-such-command"], ["serve", "--no-such-option"]])
    def test_exits_with_2_on_wrong_use(self, arguments: list[str]) -> None:
        assert CliRunner().invoke(samla, arguments).exit_code == 2

    @pytest.mark.parametrize("command", ["serve", "worker", "scheduler", "migrate"])
    def test_names_the_setting_that_is_missing(self, command: str) -> None:
        answer = run(command)
        assert answer.returncode == 1
        assert answer.stderr.strip() == "The environment variable SAMLA_DATABASE_URL is missing."
