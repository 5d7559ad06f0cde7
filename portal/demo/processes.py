"""The processes of the installation, as an operator would run them: server, workers, scheduler."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from portal.config import Config
from portal.demo.failures import ProcessEnded
from portal.demo.folder import DemoFolder

PROJECT = Path(__file__).parents[2]
SECONDS_TO_END = 15
SAMLA = (sys.executable, "-m", "portal.cli")
SCHEDULER_EVERY = "2"  # seconds
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Child:
    """A process that was started, under the name its log has."""

    name: str
    process: subprocess.Popen[bytes]


class Processes:
    """Server, workers and scheduler as child processes; a context manager."""

    def __init__(self, folder: DemoFolder, config: Config, *, bind: str) -> None:
        self._folder = folder
        self._environment = {**_clean_environment(), **config.environment()}
        self._commands = {
            "server": (*SAMLA, "serve", "--bind", bind, "--processes", "1", "--threads", "8"),
            **{f"worker-{number}": (*SAMLA, "worker") for number in range(1, WORKERS + 1)},
            "scheduler": (*SAMLA, "scheduler", "--every", SCHEDULER_EVERY),
        }  # fmt: skip
        self._children: list[Child] = []

    def __enter__(self) -> Self:
        """Start them, after ending those that a killed demo left behind."""
        end_leftovers(self._folder.processes)
        self._folder.logs.mkdir(mode=0o700, exist_ok=True)
        try:
            for name, command in self._commands.items():
                self._children.append(Child(name, self._start(name, command)))
                self._note()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End them, gently first."""
        for child in self._children:
            child.process.terminate()
        deadline = time.monotonic() + SECONDS_TO_END
        for child in self._children:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        self._children.clear()
        self._folder.processes.unlink(missing_ok=True)

    def check(self) -> None:
        """Go on only while all of them run.

        Raises:
            ProcessEnded: one doesn't; the sentence names its log.
        """
        for child in self._children:
            if (code := child.process.poll()) is not None:
                log = self._log(child.name)
                said = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
                last = f" Its last words: {said[0][:300]}" if said else ""
                raise ProcessEnded(f"The {child.name} has ended (code {code}); its log is {log}.{last}")

    def _start(self, name: str, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        """Start one in a session of its own: a Ctrl-C is ours to pass on, once."""
        with self._log(name).open("ab") as log:
            return subprocess.Popen(
                command, cwd=PROJECT, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def _log(self, name: str) -> Path:
        return self._folder.logs / f"{name}.log"

    def _note(self) -> None:
        noted = {str(child.process.pid): began_at(child.process.pid) for child in self._children}
        self._folder.processes.write_text(json.dumps(noted), "ascii")


def end_leftovers(file: Path) -> None:
    """End the processes that a file names, if they are still the same ones."""
    noted: Mapping[str, str | None] = json.loads(file.read_text("ascii")) if file.exists() else {}
    left = {int(pid): began for pid, began in noted.items() if began is not None}
    for sign, seconds in ((signal.SIGTERM, SECONDS_TO_END), (signal.SIGKILL, 2)):
        left = {pid: began for pid, began in left.items() if began_at(pid) == began}
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sign)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and any(began_at(pid) == began for pid, began in left.items()):
            time.sleep(0.1)
    file.unlink(missing_ok=True)


def began_at(pid: int) -> str | None:
    """Return when a process began, in clock ticks since the machine did; None where that can't be told (proc(5))."""
    try:
        stat = Path("/proc", str(pid), "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    state, *fields = stat.rpartition(")")[2].split()
    return None if state == "Z" else fields[18]


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SAMLA_")}
