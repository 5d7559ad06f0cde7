"""Everything CI runs, in its order: style, types, import contracts, tests."""

import subprocess
from collections.abc import Mapping, Sequence

from launch.environment import PROJECT, VENV

STATIC = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "import contracts": ("lint-imports",),
}


def check(environment: Mapping[str, str]) -> int:
    """Run every step even where one fails, the tests last; return 0 where all passed, else 1."""
    failed = [name for name, command in STATIC.items() if _step(name, command, environment)]
    if failed:
        _tell(f"Failed so far: {', '.join(failed)}.")
    tests = _step("pytest", ("pytest", "-n", "2"), environment)
    if failed:
        _tell(f"Failed before the tests: {', '.join(failed)}.")
    return 1 if failed or tests else 0


def run_tests(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run pytest alone, with arguments of its own, and return its code."""
    return _call(("pytest", *arguments), environment)


def _step(name: str, command: Sequence[str], environment: Mapping[str, str]) -> int:
    _tell(f"\n===== {name} =====")
    code = _call(command, environment)
    if code:
        _tell(f"===== {name} failed =====")
    return code


def _call(command: Sequence[str], environment: Mapping[str, str]) -> int:
    program, *arguments = command
    return subprocess.run([VENV / "bin" / program, *arguments], cwd=PROJECT, env=environment, check=False).returncode


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 the report is this command's output
