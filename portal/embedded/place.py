"""Where a server keeps its data and its socket, and the lock that lets only one process run it."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from portal.embedded.account import Account
from portal.embedded.failures import AlreadyRunning, NotOurs

# sun_path of unix(7) holds 108 bytes with its closing zero; the longest name we put in a folder has 14.
LONGEST_SOCKET_FOLDER = 90
# Survives a restart of the machine, unlike the temporary folder, and may be entered by every account.
OPEN_GROUND = Path("/var/tmp")  # noqa: S108 every folder made there is checked for its owner


class Place:
    """One server's folder below a root, owned by the account that runs the server.

    An ordinary user finds it in the root itself. Root's own folders are often closed to other accounts, so there
    it lies in `/var/tmp/samla-HASH`, the hash being that of the root's path.
    """

    def __init__(self, root: Path, name: str) -> None:
        self.account = Account.unprivileged()
        self.root = root.resolve()
        self._ground = open_ground(str(self.root)) if self.account.changes else self.root
        self.folder = self._ground / name
        self.log = self.folder / "server.log"
        self._lock_file = self._ground / f"{name}.lock"
        self._held: IO[str] | None = None

    @property
    def socket_folder(self) -> Path:
        """Return the folder of the socket; where the path would be too long, a short one in the temporary folder."""
        if len(os.fsencode(self.folder)) <= LONGEST_SOCKET_FOLDER:
            return self.folder
        return Path(tempfile.gettempdir()) / f"samla-{_digest(str(self.folder))}"

    def take(self) -> None:
        """Make the folders and hold the lock until `release`; programs started meanwhile don't inherit it.

        Raises:
            AlreadyRunning: another process holds it.
            NotOurs: a folder belongs to somebody else.
        """
        if self.account.changes:
            make_open_folder(self._ground)
        self.root.mkdir(parents=True, exist_ok=True)
        self._held = self._lock()
        try:
            self.account.own_folder(self.folder)
            self.account.own_folder(self.socket_folder)
        except NotOurs:
            self.release()
            raise

    def release(self) -> None:
        """Let go of the lock; nothing happens where it isn't held."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def erase(self) -> None:
        """Remove the folders while holding the lock, and let go of it."""
        shutil.rmtree(self.folder)
        shutil.rmtree(self.socket_folder, ignore_errors=True)
        self._lock_file.unlink()
        self.release()
        if self.account.changes and not any(self._ground.iterdir()):
            self._ground.rmdir()

    def _lock(self) -> IO[str]:
        lock = self._lock_file.open("a+", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            lock.close()
            raise AlreadyRunning(f"{self.root} is already in use, by process {holder}.") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        return lock


def open_ground(key: str) -> Path:
    """Return the folder in /var/tmp that belongs to a key; it need not exist."""
    return OPEN_GROUND / f"samla-{_digest(key)}"


def make_open_folder(folder: Path) -> None:
    """Make a folder that everybody may enter and only we may write.

    Raises:
        NotOurs: it exists and belongs to another user, or is a link.
    """
    folder.mkdir(exist_ok=True)
    if folder.is_symlink() or folder.lstat().st_uid != os.geteuid():
        raise NotOurs(f"{folder} belongs to somebody else; remove it and start again.")
    folder.chmod(0o755)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
