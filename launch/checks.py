"""Everything CI runs: style, types and import contracts beside the tests of data on an older server, then all tests."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run
from tempfile import TemporaryFile

from launch.environment import PROJECT, VENV

STATIC = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "import contracts": ("lint-imports",),
}
# By files, and in the order of tests/conftest.py: whatever takes longest begins first.
PYTEST = ("pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
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
    "tests/portal/edge/test_guard.py",
)


def check(environment: Mapping[str, str]) -> int:
    """Run every step even where one fails, the tests of everything last; return 0 where all passed, else 1.

    What reads the code does so beside the tests of data, and is told of after them.
    """
    with ThreadPoolExecutor() as beside:
        readers = {name: beside.submit(_read, command, environment) for name, command in STATIC.items()}
        failed = _test_on_older(environment)
        failed += [name for name, reader in readers.items() if _tell_of(name, *reader.result())]
    if failed:
        _tell(f"Failed so far: {', '.join(failed)}.")
    broken = _step("pytest", PYTEST, environment)
    if failed:
        _tell(f"Failed before the last tests: {', '.join(failed)}.")
    return 1 if failed or broken else 0


def run_tests(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run pytest alone, with arguments of its own, and return its code."""
    return _call(("pytest", *arguments), environment)


def _test_on_older(environment: Mapping[str, str]) -> list[str]:
    """Test what talks to the database on the older server, or say that this is left out; return what failed."""
    if OLDER_SERVER.exists():
        # tests/conftest.py starts the server that the variable names.
        told = {**environment, "SAMLA_TEST_POSTGRES": OLDER}
        return [ON_OLDER] if _step(ON_OLDER, (*PYTEST, *TESTS_OF_DATA), told) else []
    _tell(f"\nLeft out: {ON_OLDER}, which Debian's package postgresql-{OLDER} would allow.")
    return [ON_OLDER] if environment.get("SAMLA_NO_SKIPS") else []


def _read(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Return a command's code, and what it said."""
    program, *arguments = command
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        code = run(
            [VENV / "bin" / program, *arguments], cwd=PROJECT, env=environment, stdout=said, stderr=said, check=False
        ).returncode
        said.seek(0)
        return code, said.read()


def _tell_of(name: str, code: int, said: str) -> int:
    _tell(f"\n===== {name} =====\n{said.rstrip()}")
    if code:
        _tell(f"===== {name} failed =====")
    return code


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
