"""The environment: which Python it is made of."""

import sys
from pathlib import Path

from launch.environment import interpreter

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
