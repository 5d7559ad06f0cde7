"""An embedded Valkey: started, stopped, killed, started again; and RQ working on it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NotThere
from rq import Queue, SimpleWorker

from portal.embedded.failures import AlreadyRunning
from portal.embedded.valkey import Valkey


class TestStart:
    def test_keeps_queues_between_starts(self, root: Path) -> None:
        with Valkey(root, durable=True) as server, Redis.from_url(server.url) as client:
            client.rpush("queue", "kept")
        with Valkey(root, durable=True) as server, Redis.from_url(server.url) as client:
            assert client.lrange("queue", 0, -1) == [b"kept"]

    def test_forgets_where_nothing_need_be_kept(self, root: Path) -> None:
        with Valkey(root, durable=False) as server, Redis.from_url(server.url) as client:
            client.rpush("queue", "forgotten")
        with Valkey(root, durable=False) as server, Redis.from_url(server.url) as client:
            assert client.lrange("queue", 0, -1) == []

    def test_listens_on_no_network(self, root: Path) -> None:
        with Valkey(root, durable=False) as server, Redis.from_url(server.url) as client:
            assert client.config_get("port") == {"port": "0"}

    def test_carries_the_work_of_rq(self, root: Path) -> None:
        with Valkey(root, durable=False) as server, Redis.from_url(server.url) as client:
            queue = Queue(connection=client)
            job = queue.enqueue("operator.add", 40, 2)
            SimpleWorker([queue], connection=client).work(burst=True)
            assert job.return_value() == 42

    def test_is_refused_while_another_process_runs_it(
        self, root: Path, elsewhere: Callable[[type[Valkey]], "subprocess.Popen[str]"]
    ) -> None:
        other = elsewhere(Valkey)
        with pytest.raises(AlreadyRunning, match=f"by process {other.pid}"):
            Valkey(root, durable=True).start()
        with Redis.from_url(Valkey(root, durable=True).url) as client:
            assert client.ping()

    def test_starts_after_its_owner_was_killed(
        self, root: Path, elsewhere: Callable[[type[Valkey]], "subprocess.Popen[str]"]
    ) -> None:
        other = elsewhere(Valkey)
        with Redis.from_url(Valkey(root, durable=True).url) as client:
            client.rpush("queue", "kept")
            orphan = client.info("server")["process_id"]
        other.kill()
        other.wait()
        with Valkey(root, durable=True) as server, Redis.from_url(server.url) as client:
            assert client.info("server")["process_id"] != orphan
            assert client.lrange("queue", 0, -1) == [b"kept"]


class TestStop:
    def test_may_be_called_twice(self, root: Path) -> None:
        server = Valkey(root, durable=False)
        server.start()
        server.stop()
        server.stop()

    def test_leaves_no_server(self, root: Path) -> None:
        with Valkey(root, durable=False) as server:
            pass
        with Redis.from_url(server.url) as client, pytest.raises(NotThere):
            client.ping()
