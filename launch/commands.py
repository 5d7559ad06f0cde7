"""The commands of run.py."""

import os
from collections.abc import Callable, Sequence

from launch import browser, rendering
from launch.checks import check, run_tests
from launch.debian import private_variables
from launch.environment import PROJECT, PYTHON, one_at_a_time, prepare, remembering, say
from launch.failures import CannotSetUp

USAGE = """\
python3 run.py demo [--exit] [--fresh]   start Samla with sample data, everything included
python3 run.py test [pytest arguments]   everything CI runs; with arguments, only those tests
python3 run.py soak [--full]             hours of work in minutes, and what breaks
python3 run.py setup                     get everything, and start nothing"""


# What a shell returns for a command ended by Ctrl-C.
INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Carry out a command and return its exit code; 2 where there is no such command."""
    name, *rest = arguments or ["--help"]
    command = COMMANDS.get(name)
    if command is None:
        say(USAGE)
        return 0 if name in {"-h", "--help"} else 2
    try:
        with one_at_a_time():
            prepare()
            environment = remembering(rendering.environment())
        return command(rest, environment)
    except CannotSetUp as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def demo(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """Become the demo, so that its signals and its exit code are our own."""
    return _become([str(PYTHON), "-m", "portal.cli", "demo", *arguments], environment)


def soak(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """Become the soak test; `-P` keeps the folders of tests/ from standing in for the packages of that name."""
    command = [str(PYTHON), "-P", str(PROJECT / "tests" / "soak.py"), *arguments]
    return _become(command, {**environment, "PYTHONPATH": str(PROJECT)})


def test(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """Run all checks, or the tests named by the arguments."""
    if arguments:
        return run_tests(arguments, {**environment, **browser.environment()})
    with one_at_a_time():
        browser.get_browser()
    return check({**environment, **private_variables(), **browser.environment()})


def setup(_arguments: Sequence[str], _environment: dict[str, str]) -> int:
    """Do nothing more: everything is there."""
    say("Everything is there.")
    return 0


COMMANDS: dict[str, Callable[[Sequence[str], dict[str, str]], int]] = {
    "demo": demo,
    "test": test,
    "soak": soak,
    "setup": setup,
}


def _become(command: list[str], environment: dict[str, str]) -> int:
    os.chdir(PROJECT)
    os.execve(command[0], command, environment)  # noqa: S606 nothing of ours is left to do
