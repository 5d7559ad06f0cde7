"""The environment: which Python it is made of."""

import sys
from pathlib import Path

from launch.environment import VENV, interpreter, remembering

NAME = f"python3.{sys.version_info.minor}"


def put(folder: Path, script: str) -> Path:
    """Put a program in the place of the system's Python."""
    program = folder / NAME
    program.write_text(f"#!/bin/sh\n{script}\n", "ascii")
    program.chmod(0o755)
    return program


class TestInterpreter:
    """`interpreter`."""

    def test_is_the_systems_of_the_running_version(self, tmp_path: Path) -> None:
        system = put(tmp_path, f'exec "{sys.executable}" "$@"')
        assert interpreter(tmp_path) == system

    def test_is_the_running_one_where_the_system_has_another_version(self, tmp_path: Path) -> None:
        (tmp_path / "python3.4").touch()
        assert interpreter(tmp_path) == Path(sys.executable)

    def test_is_the_running_one_where_the_systems_lacks_its_library(self, tmp_path: Path) -> None:
        put(tmp_path, "exit 1")
        assert interpreter(tmp_path) == Path(sys.executable)


class TestRemembering:
    """`remembering`."""

    def test_has_python_keep_what_it_compiled_whatever_the_machine_says(self) -> None:
        told = remembering({"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"})
        assert "PYTHONDONTWRITEBYTECODE" not in told
        assert told["LANG"] == "C.UTF-8"
        assert Path(told["PYTHONPYCACHEPREFIX"]).is_relative_to(VENV)

    def test_leaves_a_place_that_somebody_chose(self) -> None:
        assert remembering({"PYTHONPYCACHEPREFIX": "/elsewhere"})["PYTHONPYCACHEPREFIX"] == "/elsewhere"
