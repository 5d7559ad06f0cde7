"""Where the servers of a test process keep their files: in memory, where there is room for them.

Databases are copied and removed again, a thousand files each. An ext4 without a journal passes over every inode that
was freed in the last minutes when it makes a file; there a copy of a database took 20 ms of work at first and 300 after
the hundredth. In memory it takes 20 for good.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from portal.embedded import place
from portal.embedded.postgres import Postgres
from portal.embedded.valkey import Valkey

MEMORY = Path("/dev/shm")  # noqa: S108  a new folder in it, of a name that nobody knows
ROOM = 4 * 1024**3


@contextmanager
def make_servers(usual: Path, binaries: Path | None) -> Iterator[tuple[Postgres, Valkey]]:
    """Yield a PostgreSQL and a Valkey that aren't started yet; their files are removed afterwards."""
    in_memory = _has_room()
    with TemporaryDirectory(prefix="samla-tests-", dir=MEMORY if in_memory else usual) as folder:
        with pytest.MonkeyPatch.context() as patch:
            if in_memory:
                # Where root's servers go, which may not lie in root's own folders.
                patch.setattr(place, "OPEN_GROUND", MEMORY)
            postgres = Postgres(Path(folder) / "pg", durable=False, binaries=binaries)
            valkey = Valkey(Path(folder) / "valkey", durable=False)
        yield postgres, valkey
        postgres.erase()
        valkey.erase()


def _has_room() -> bool:
    """Return whether memory may be written like a folder, and more than the 64 MB that a container usually has."""
    return MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
