"""`samla`: its commands, their help, and what it exits with."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import click
import pytest
from click.testing import CliRunner
from factories.installation import Installation, installation_config
from flask import Flask
from sqlalchemy import create_engine

from portal.app import create_app
from portal.cli import serving
from portal.cli.main import COMMANDS, main, samla
from portal.config import Config


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `samla` as a process of its own, with an environment that has no settings but the given ones."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAMLA_")}
    command = [sys.executable, "-m", "portal.cli", *arguments]
    return subprocess.run(
        command, env={**clean, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


def every_command() -> tuple[str, ...]:
    """Return the commands, and those of groups too."""
    found = {name: samla.get_command(click.Context(samla), name) for name in COMMANDS}
    parts = (f"{name} {part}" for name, command in found.items() for part in getattr(command, "commands", ()))
    return (*COMMANDS, *parts)


Told = Callable[..., str]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Return a function that runs a command in this process, and returns the one sentence that it is refused with."""

    def say(*arguments: str, **environment: str) -> str:
        for name in [name for name in os.environ if name.startswith("SAMLA_")]:
            monkeypatch.delenv(name)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["samla", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == 1
        output = capsys.readouterr()
        assert output.out == ""
        (line,) = output.err.splitlines()
        return line

    return say


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

    @pytest.mark.parametrize("command", every_command())
    def test_says_in_every_help_what_it_exits_with(self, command: str) -> None:
        told = " ".join(CliRunner().invoke(samla, [*command.split(), "--help"]).output.split())
        assert "Exit code" in told
        assert re.search(r"\b0: .*\b1: .*\b2: wrong use\.", told)

    @pytest.mark.parametrize(
        "arguments",
        [
            ["no-such-command"],
            ["serve", "--no-such-option"],
            *(
                ["serve", "--bind", address]
                for address in ("nonsense", "127.0.0.1:99999", "127.0.0.1:port", "127.0.0.1:")
            ),
        ],
    )
    def test_exits_with_2_on_wrong_use(self, arguments: list[str]) -> None:
        assert CliRunner().invoke(samla, arguments).exit_code == 2

    def test_names_the_setting_that_is_missing(self) -> None:
        answer = run("serve")
        assert answer.returncode == 1
        assert answer.stderr.strip() == "The environment variable SAMLA_DATABASE_URL is missing."


NOWHERE = "postgresql+psycopg://{role}:hush@127.0.0.1:9/samla"
FOUND = "found --country FI --business-id 1234567-1 --name A --email a@b.example --owner B"
ROLES = {"database_url": "samla_app", "owner_database_url": "samla_owner"}
RINGING = ("serve", "worker", "scheduler")


@pytest.fixture
def settings(installation: Installation) -> dict[str, str]:
    """Return settings of which all but one are right: at the database's port nobody answers."""
    nowhere = {
        "database_url": NOWHERE.format(role="samla_app"),
        "owner_database_url": NOWHERE.format(role="samla_owner"),
    }
    return installation_config(installation, "template_samla", **nowhere).environment()


class TestOutages:
    """A server that is away is told in one sentence, with the setting that names it."""

    @pytest.mark.parametrize(
        "command", [*RINGING, FOUND, "terms list", f"import requests {__file__} --workspace {uuid4()}"]
    )
    def test_name_the_database(self, settings: dict[str, str], told: Told, command: str) -> None:
        sentence = told(*command.split(), **settings)
        assert sentence.startswith("The database can't be used (SAMLA_DATABASE_URL): ")
        assert "Connection refused" in sentence
        assert "hush" not in sentence

    def test_name_the_database_of_the_owner(self, settings: dict[str, str], told: Told) -> None:
        assert told("migrate", **settings).startswith("The database can't be used (SAMLA_OWNER_DATABASE_URL): ")

    @pytest.mark.parametrize("command", [*RINGING, "migrate", "terms key"])
    def test_tell_nonsense_by_its_setting(self, settings: dict[str, str], told: Told, command: str) -> None:
        sentence = told(*command.split(), **{**settings, "SAMLA_SEALING_KEY": "hush"})
        assert sentence.startswith("The environment variable SAMLA_SEALING_KEY isn't")
        assert "hush" not in sentence

    @pytest.mark.parametrize("command", RINGING)
    def test_name_the_queue(self, app: Flask, monkeypatch: pytest.MonkeyPatch, told: Told, command: str) -> None:
        config: Config = replace(app.extensions["samla_config"], redis_url="redis://:hush@127.0.0.1:9/0")
        away = create_app(config)
        monkeypatch.setattr(serving, "ready_app", lambda: away)
        sentence = told(command)
        assert sentence.startswith("Valkey or Redis can't be used (SAMLA_REDIS_URL): ")
        assert "hush" not in sentence

    def test_leave_einvoices_to_be_checked_without_any_setting(self, tmp_path: Path, told: Told) -> None:
        file = tmp_path / "no.xml"
        file.write_text("<no/>", "ascii")
        assert "SAMLA_" not in told(
            "einvoice", "check", str(file), SAMLA_DATABASE_URL="nonsense", SAMLA_SEALING_KEY="x"
        )


class TestMigrate:
    """`samla migrate` of a database that it can't bring to this version."""

    def test_leaves_a_newer_one_alone(self, installation: Installation, database: str, told: Told) -> None:
        engine = create_engine(installation.postgres.url("samla_owner", database))
        with engine.begin() as connection:
            connection.exec_driver_sql("update alembic_version set version_num = '9999'")
        engine.dispose()
        sentence = told("migrate", **installation_config(installation, database).environment())
        assert sentence.startswith("The database wasn't changed, it is newer than this program or another's: ")
        assert "9999" in sentence
