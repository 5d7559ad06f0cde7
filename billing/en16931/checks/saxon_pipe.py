"""The pipes to one Saxon child: a question with a deadline, an answer or a reason why there is none.

Both ends are raw file descriptors that never block, so that a child that hangs costs its seconds and no more,
and so that closing them in a forked process writes nothing.
"""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, Final

CHILD: Final = "billing.en16931.checks.saxon_child"
PROJECT: Final = Path(__file__).resolve().parents[3]
SECONDS_TO_START: Final = 60.0
BLOCK: Final = 65536


class ChildDied(Exception):  # noqa: N818  a statement about the child, handled beside it
    """The child has ended without an answer."""


class TookTooLong(Exception):  # noqa: N818  a statement about the child, handled beside it
    """The child gave no answer in time."""


class Pipe:
    """A running child; `answered` counts the documents it has answered for."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", CHILD)) -> None:
        """Start the child; it compiles the rules while the first question is on its way."""
        self.answered = 0
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=PROJECT,
            env=_environment(),
        )
        self._questions = _descriptor(self._process.stdin)
        self._answers = _descriptor(self._process.stdout)
        self._read = bytearray()
        self._ready = False

    @property
    def pid(self) -> int:
        """Return the child's process id."""
        return self._process.pid

    def ask(self, xml: bytes, *, seconds: float) -> dict[str, Any]:
        """Return the answer to one document.

        Raises:
            ChildDied: it ended before it had answered.
            TookTooLong: the seconds went by.
        """
        if not self._ready:
            self._line(time.monotonic() + SECONDS_TO_START)
            self._ready = True
        deadline = time.monotonic() + seconds
        self._send(b"%d\n" % len(xml) + xml, deadline)
        said: dict[str, Any] = json.loads(self._line(deadline))
        self.answered += 1
        return said

    def close(self) -> None:
        """End the child and wait for its end."""
        self._process.kill()
        self._process.wait()
        self._close_ends()

    def abandon(self) -> None:
        """Let go of another process's child: close our copies of its pipes and wait for nothing."""
        self._close_ends()
        self._process.returncode = 0

    def _close_ends(self) -> None:
        for end in (self._process.stdin, self._process.stdout):
            if end is not None:
                end.close()

    def _send(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            _wait(self._questions, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(self._questions, rest[:BLOCK]) :]
            except BrokenPipeError as broken:
                raise ChildDied from broken

    def _line(self, deadline: float) -> bytes:
        while (end := self._read.find(b"\n")) < 0:
            _wait(self._answers, select.POLLIN, deadline)
            block = os.read(self._answers, BLOCK)
            if not block:
                raise ChildDied
            self._read += block
        line = bytes(self._read[:end])
        del self._read[: end + 1]
        return line


def _environment() -> dict[str, str]:
    """Return an environment with nothing of ours but where the code lies: no secrets reach the child."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH"))))}


def _descriptor(end: IO[bytes] | None) -> int:
    if end is None:
        raise ChildDied
    os.set_blocking(end.fileno(), False)
    return end.fileno()


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise TookTooLong
