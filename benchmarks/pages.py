"""A signed-in person who looks at pages while the work is done, at a steady rate, and how long each took."""

import http.client
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

READERS = 4
OK = 200
WARM_UPS = 8


@dataclass(slots=True)
class Latencies:
    """Milliseconds from the moment a page was due to be asked for until its last byte, and answers that weren't 200."""

    milliseconds: list[float] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    refused: list[str] = field(default_factory=list)

    def add(self, path: str, milliseconds: float, status: int) -> None:
        """Note one answer."""
        self.milliseconds.append(milliseconds)
        self.slowest = max(self.slowest, (milliseconds, path))
        if status != OK:
            self.refused.append(f"{status} {path}")

    def percentile(self, percent: float) -> float:
        """Return the latency that so many percent don't exceed; 0 where nothing was asked."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


@contextmanager
def reading_pages(base_url: str, token: str, paths: Sequence[str], *, per_second: float) -> Iterator[Latencies]:
    """Have readers ask for the pages in turn, at a steady rate in all, until the end; a late answer delays no other.

    Each page is asked for a few times beforehand, so that no process is measured at its first request.
    """
    found, stop = Latencies(), threading.Event()
    for path in [path for path in paths for _ in range(WARM_UPS)]:
        _ask(base_url, token, path)
    readers = [
        threading.Thread(target=_read, args=(base_url, token, paths, found, stop, place, per_second), daemon=True)
        for place in range(READERS)
    ]
    for reader in readers:
        reader.start()
    try:
        yield found
    finally:
        stop.set()
        for reader in readers:
            reader.join(timeout=30)


def _read(  # noqa: PLR0917  a thread's arguments
    base_url: str,
    token: str,
    paths: Sequence[str],
    found: Latencies,
    stop: threading.Event,
    place: int,
    per_second: float,
) -> None:
    """Ask each time it is due, counting from then, so that a pause isn't hidden by the questions it held up."""
    due, turn = time.monotonic() + place / per_second, place
    while not stop.wait(max(0.0, due - time.monotonic())):
        path = paths[turn % len(paths)]
        status = _ask(base_url, token, path)
        found.add(path, (time.monotonic() - due) * 1000, status)
        due, turn = due + READERS / per_second, turn + READERS + 1


def _ask(base_url: str, token: str, path: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=30)
    try:
        connection.request("GET", path, headers={"Cookie": f"samla={token}"})
        response = connection.getresponse()
        response.read()
    except OSError:
        return 0
    else:
        return response.status
    finally:
        connection.close()
