"""Wall time, and CPU time of whole process trees, step by step."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

CALIBRATION = 10**7


@dataclass(frozen=True, slots=True)
class Step:
    """What one step took, in seconds: on the clock, and of CPU by group of processes."""

    name: str
    wall: float
    cpu: Mapping[str, float]

    @property
    def total_cpu(self) -> float:
        """Return the CPU of all groups together."""
        return sum(self.cpu.values())


@dataclass(slots=True)
class Measuring:
    """Steps measured so far; `groups` names the roots of process trees by what they do."""

    groups: Mapping[str, list[int]]
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what happens inside."""
        began, before = time.monotonic(), self._cpu()
        yield
        after = self._cpu()
        spent = {group: after[group] - before[group] for group in after}
        self.steps.append(Step(name, time.monotonic() - began, spent))

    def _cpu(self) -> dict[str, float]:
        used = {group: sum(cpu_of_tree(pid) for pid in pids) for group, pids in self.groups.items()}
        # What is called from here, such as the import, would be done by the portal; so are questions about progress.
        return {**used, "this process": time.process_time()}


def cpu_of_tree(pid: int) -> float:
    """Return the CPU seconds of a process and all its children, those that ended and were waited for too."""
    total = 0.0
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    for process in family:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def calibration() -> float:
    """Return the CPU seconds of a fixed sum: a quiet machine of those these targets were set on takes 0.20."""
    began = time.process_time()
    sum(range(CALIBRATION))
    return time.process_time() - began


def wait_until(done: Callable[[], bool], *, seconds: float, every: float = 0.25) -> None:
    """Ask again and again until something is done.

    Raises:
        TimeoutError: it isn't in time.
    """
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not done after {seconds:.0f} s")
        time.sleep(every)
