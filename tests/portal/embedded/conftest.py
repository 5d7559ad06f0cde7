"""A folder for servers, and another process that runs one there, as a demo started elsewhere does."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.embedded.place import Place
from portal.embedded.postgres import Postgres
from portal.embedded.valkey import Valkey

OTHER_DEMO = """
import sys
from pathlib import Path
from portal.embedded.{module} import {name}
with {name}(Path(sys.argv[1]), durable=True):
    print("up", flush=True)
    sys.stdin.read()
"""

Elsewhere = Callable[[type[Postgres] | type[Valkey]], "subprocess.Popen[str]"]


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Return a folder; whatever servers kept for it, there or elsewhere, is removed afterwards."""
    folder = tmp_path / "demo"
    yield folder
    Postgres(folder, durable=False).erase()
    Valkey(folder, durable=False).erase()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the folder of a new PostgreSQL cluster that no server runs on; making one takes longest of all."""
    folder = tmp_path_factory.mktemp("cluster")
    server = Postgres(folder, durable=False)
    server.start()
    server.stop()
    yield Place(folder, "postgres").folder / "data"
    server.erase()


@pytest.fixture
def started_before(root: Path, cluster: Path) -> Path:
    """Return a folder in which PostgreSQL was started and stopped before."""
    place = Place(root, "postgres")
    place.take()
    place.release()
    subprocess.run(["cp", "-a", cluster, place.folder / "data"], check=True)
    return root


@pytest.fixture
def elsewhere(root: Path) -> Iterator[Elsewhere]:
    """Return a function that starts a server of the folder in another process and waits until it answers."""
    started: list[subprocess.Popen[str]] = []

    def start(server: type[Postgres] | type[Valkey]) -> "subprocess.Popen[str]":
        script = OTHER_DEMO.format(
            module=server.__module__.rsplit(".", 1)[1], name=server.__name__, durable=server is Valkey
        )
        command = [sys.executable, "-c", script, str(root)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=Path(__file__).parents[3])
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        return process

    yield start
    for process in started:
        process.communicate()
