"""Everything CI runs, in its order: style, types, import contracts, tests, and tests of data on an older server."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import run

from launch.environment import PROJECT, VENV

STATIC = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "import contracts": ("lint-imports",),
}
# The oldest server we promise to run on, as Debian installs it; what is asked of it is what talks to it most.
OLDER = "15"
OLDER_SERVER = Path("/usr/lib/postgresql") / OLDER / "bin" / "postgres"
ON_OLDER = f"pytest on PostgreSQL {OLDER}"
TESTS_OF_DATA = (
    "tests/tenants",
    "tests/migrations",
    "tests/billing/requests",
    "tests/billing/invoices",
    "tests/billing/runs",
    "tests/billing/delivery",
    "tests/architecture/test_schema.py",
)


def check(environment: Mapping[str, str]) -> int:
    """Run every step even where one fails, the tests last; return 0 where all passed, else 1."""
    failed = [name for name, command in STATIC.items() if _step(name, command, environment)]
    if not OLDER_SERVER.exists():
        failed += _leave_out(environment)
    if failed:
        _tell(f"Failed so far: {', '.join(failed)}.")
    broken = [name for name, command in _tests().items() if _step(name, command, _told(name, environment))]
    if failed or (broken and broken[-1] != list(_tests())[-1]):
        _tell(f"Failed before the last tests: {', '.join(failed + broken)}.")
    return 1 if failed or broken else 0


def run_tests(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run pytest alone, with arguments of its own, and return its code."""
    return _call(("pytest", *arguments), environment)


def _tests() -> dict[str, tuple[str, ...]]:
    everything = ("pytest", "-n", "2")
    return {"pytest": everything, **({ON_OLDER: (*everything, *TESTS_OF_DATA)} if OLDER_SERVER.exists() else {})}


def _told(name: str, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return a step's environment: tests/conftest.py starts the server that the variable names."""
    return {**environment, "SAMLA_TEST_POSTGRES": OLDER} if name == ON_OLDER else environment


def _leave_out(environment: Mapping[str, str]) -> list[str]:
    """Say that a step is left out, before the tests, whose closing line is the last; where none may be, it failed."""
    _tell(f"\nLeft out: {ON_OLDER}, which Debian's package postgresql-{OLDER} would allow.")
    return [ON_OLDER] if environment.get("SAMLA_NO_SKIPS") else []


def _step(name: str, command: Sequence[str], environment: Mapping[str, str]) -> int:
    _tell(f"\n===== {name} =====")
    code = _call(command, environment)
    if code:
        _tell(f"===== {name} failed =====")
    return code


def _call(command: Sequence[str], environment: Mapping[str, str]) -> int:
    program, *arguments = command
    return run([VENV / "bin" / program, *arguments], cwd=PROJECT, env=environment, check=False).returncode


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 the report is this command's output
