"""Workers and sweepers in processes of their own, forked from one that has read everything in, to be killed at will."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from portal.config import Config

ENTRY = Path(__file__).parent / "worker.py"
ROOT = ENTRY.parents[2]
LEASE_SECONDS = 2
PATIENCE = 120
# What RQ's worker logs when the process that it forked for a job is gone.
DEAD_HORSE = "Work horse killed"


@dataclass(frozen=True, slots=True)
class Nursery:
    """The process that forks, and where the logs of those it forked lie."""

    process: "subprocess.Popen[str]"
    logs: Path
    _numbers: "count[int]" = field(default_factory=count)

    @contextmanager
    def worker(self, point: str = "-") -> Iterator[Path]:
        """Run a worker that dies at a point; gives its log. It is killed with all its children at the end."""
        with self._forked("work", point) as log:
            yield log

    @contextmanager
    def sweeper(self) -> Iterator[Path]:
        """Run a sweeper, and kill it at the end."""
        with self._forked("sweep", "-") as log:
            yield log

    @contextmanager
    def _forked(self, role: str, point: str) -> Iterator[Path]:
        log = self.logs / f"{self.process.pid}-{next(self._numbers)}-{role}.log"
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{role} {point} {log}\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline())
        try:
            yield log
        finally:
            for each in [*_children(pid), pid]:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)


@contextmanager
def nursery_of(config: Config, logs: Path, kinds: tuple[str, ...]) -> Iterator[Nursery]:
    """Run the process that forks workers of an installation for some kinds of tasks."""
    environment = {**os.environ, **config.environment(), "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    with subprocess.Popen(
        [sys.executable, str(ENTRY), *kinds],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Nursery(process, logs)
        finally:
            process.kill()


def until(done: Callable[[], bool], log: Path) -> None:
    """Wait for something; if it doesn't come, show the log."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, log.read_text()[-4000:]
        time.sleep(0.2)


def _children(pid: int) -> list[int]:
    with suppress(FileNotFoundError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []
