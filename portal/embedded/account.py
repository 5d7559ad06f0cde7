"""Who the servers run as: whoever started them, but never root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from portal.embedded.failures import NotOurs

# Variables that would steer a server or its programs from outside: PGDATA and its kin, and the libraries that
# were unpacked for rendering, which PostgreSQL must not load in place of its own.
FOREIGN_PREFIXES = ("PG", "LD_", "LC_", "VALKEY", "REDIS")


@dataclass(frozen=True)
class Account:
    """The user and group, by number, that own a server's files and run its programs."""

    user: int
    group: int
    changes: bool

    @classmethod
    def unprivileged(cls) -> Self:
        """Return our own account, or `nobody` where we are root: PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), changes=False)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid, changes=True)

    def start(self, command: Sequence[str | Path]) -> subprocess.Popen[bytes]:
        """Start a program in a session of its own, deaf to the Ctrl-C of our terminal; it keeps its own log."""
        return subprocess.Popen(
            command,
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            user=self.user if self.changes else None,
            group=self.group if self.changes else None,
            extra_groups=[] if self.changes else None,
            umask=0o077,
        )

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and return its code and what it said; the caller judges the code."""
        return subprocess.run(
            command,
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=self.user if self.changes else None,
            group=self.group if self.changes else None,
            extra_groups=[] if self.changes else None,
            umask=0o077,
        )

    def can_run(self, program: Path) -> bool:
        """Return whether the account reaches a program and everything it loads; it must know `--version`."""
        try:
            return self.run([program, "--version"]).returncode == 0
        except OSError:
            return False

    def own_folder(self, folder: Path) -> None:
        """Make a folder that nobody but the account may enter.

        Raises:
            NotOurs: it exists and belongs to another user, or is a link.
        """
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.changes and folder.lstat().st_uid == os.geteuid():
            os.chown(folder, self.user, self.group, follow_symlinks=False)
        if folder.is_symlink() or folder.lstat().st_uid != self.user:
            raise NotOurs(f"{folder} belongs to somebody else; remove it and start again.")
        folder.chmod(0o700)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN_PREFIXES)}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
