"""An embedded PostgreSQL: started, stopped, killed, started again."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from portal.embedded.binaries import DEBIAN_POSTGRES, find_postgres_binaries
from portal.embedded.failures import AlreadyRunning, CannotRun, WrongVersion
from portal.embedded.place import Place
from portal.embedded.postgres import Postgres


def ask(server: Postgres, question: str, user: str = "postgres") -> str:
    with psycopg.connect(server.url(user).replace("+psycopg", ""), autocommit=True) as connection:
        answer = connection.execute(question.encode())
        row = answer.fetchone() if answer.description else None
        return str(row[0]) if row else ""


def data_folder(root: Path) -> Path:
    return Place(root, "postgres").folder / "data"


class TestStart:
    def test_keeps_data_between_starts(self, root: Path) -> None:
        with Postgres(root, durable=False) as server:
            ask(server, "create table kept as select 42 as answer")
        with Postgres(root, durable=False) as server:
            assert ask(server, "select answer from kept") == "42"

    @pytest.mark.usefixtures("started_before")
    def test_listens_on_no_network(self, root: Path) -> None:
        with Postgres(root, durable=False) as server:
            assert ask(server, "show listen_addresses") == ""

    @pytest.mark.parametrize(("durable", "fsync"), [(True, "on"), (False, "off")])
    @pytest.mark.usefixtures("started_before")
    def test_forces_data_to_the_disk_where_asked(self, root: Path, durable: bool, fsync: str) -> None:  # noqa: FBT001 a case
        with Postgres(root, durable=durable) as server:
            assert ask(server, "show fsync") == fsync

    @pytest.mark.usefixtures("started_before")
    def test_is_refused_while_another_process_runs_it(
        self, root: Path, elsewhere: Callable[[type[Postgres]], "subprocess.Popen[str]"]
    ) -> None:
        other = elsewhere(Postgres)
        with pytest.raises(AlreadyRunning, match=f"by process {other.pid}"):
            Postgres(root, durable=False).start()
        assert ask(Postgres(root, durable=False), "select 1") == "1"

    @pytest.mark.usefixtures("started_before")
    def test_is_refused_for_data_of_another_version(self, root: Path) -> None:
        (data_folder(root) / "PG_VERSION").write_text("12\n")
        with pytest.raises(WrongVersion, match="PostgreSQL 12"):
            Postgres(root, durable=False).start()

    @pytest.mark.usefixtures("started_before")
    def test_tells_the_end_of_the_log_where_it_fails(self, root: Path) -> None:
        with (data_folder(root) / "postgresql.conf").open("a") as settings:
            settings.write("no_such_setting = on\n")
        with pytest.raises(CannotRun, match="no_such_setting"):
            Postgres(root, durable=False).start()

    def test_works_where_the_path_is_too_long_for_a_socket(self, tmp_path: Path) -> None:
        root = tmp_path / ("long" * 30)
        with Postgres(root, durable=False) as server:
            assert ask(server, "select 1") == "1"
        server.erase()

    def test_runs_the_version_of_debian_too(self, root: Path) -> None:
        if not (DEBIAN_POSTGRES / "15").exists():
            pytest.skip("Debian's postgresql-15 isn't installed")
        with Postgres(root, durable=False, binaries=find_postgres_binaries(15)) as server:
            assert ask(server, "show server_version").startswith("15.")


class TestRecovery:
    @pytest.mark.usefixtures("started_before")
    def test_starts_after_its_owner_was_killed(
        self, root: Path, elsewhere: Callable[[type[Postgres]], "subprocess.Popen[str]"]
    ) -> None:
        other = elsewhere(Postgres)
        ask(Postgres(root, durable=False), "create table kept as select 42 as answer")
        other.kill()
        other.wait()
        with Postgres(root, durable=False) as server:
            assert ask(server, "select answer from kept") == "42"

    @pytest.mark.usefixtures("started_before")
    def test_starts_after_the_server_was_killed_too(
        self, root: Path, elsewhere: Callable[[type[Postgres]], "subprocess.Popen[str]"]
    ) -> None:
        other = elsewhere(Postgres)
        ask(Postgres(root, durable=False), "create table kept as select 42 as answer")
        server_id = int((data_folder(root) / "postmaster.pid").read_text().splitlines()[0])
        other.kill()
        other.wait()
        os.kill(server_id, signal.SIGKILL)
        with Postgres(root, durable=False) as server:
            assert ask(server, "select answer from kept") == "42"

    @pytest.mark.usefixtures("started_before")
    def test_leaves_a_stranger_alone_who_has_the_old_process_id(self, root: Path) -> None:
        stranger = subprocess.Popen(["sleep", "600"])
        try:
            note = f"{stranger.pid}\n{data_folder(root)}\n"
            (data_folder(root) / "postmaster.pid").write_text(note)
            (Place(root, "postgres").socket_folder / ".s.PGSQL.5432.lock").write_text(note)
            with Postgres(root, durable=False) as server:
                assert ask(server, "select 1") == "1"
            assert stranger.poll() is None
        finally:
            stranger.kill()
            stranger.wait()

    def test_begins_anew_after_a_first_start_cut_short(self, root: Path) -> None:
        Postgres(root, durable=False).__enter__().stop()
        data_folder(root).rename(data_folder(root).with_name("draft"))
        (data_folder(root).with_name("draft") / "PG_VERSION").unlink()
        with Postgres(root, durable=False) as server:
            assert ask(server, "select 1") == "1"


class TestStop:
    @pytest.mark.usefixtures("started_before")
    def test_ends_open_sessions(self, root: Path) -> None:
        server = Postgres(root, durable=False)
        server.start()
        with psycopg.connect(server.url().replace("+psycopg", "")) as session:
            session.execute("select 1")
            server.stop()
            with pytest.raises(psycopg.OperationalError):
                session.execute("select 1")

    @pytest.mark.usefixtures("started_before")
    def test_may_be_called_twice(self, root: Path) -> None:
        server = Postgres(root, durable=False)
        server.start()
        server.stop()
        server.stop()

    @pytest.mark.usefixtures("started_before")
    def test_copes_with_a_server_that_has_gone(self, root: Path) -> None:
        server = Postgres(root, durable=False)
        server.start()
        os.kill(int((data_folder(root) / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
        server.stop()
        with Postgres(root, durable=False) as again:
            assert ask(again, "select 1") == "1"


class TestErase:
    @pytest.mark.usefixtures("started_before")
    def test_removes_the_data(self, root: Path) -> None:
        with Postgres(root, durable=False) as server:
            ask(server, "create table gone ()")
        server.erase()
        assert not data_folder(root).exists()
        with Postgres(root, durable=False) as server:
            assert ask(server, "select to_regclass('gone') is null") == "True"

    @pytest.mark.usefixtures("started_before")
    def test_ends_the_server_of_an_owner_that_was_killed(
        self, root: Path, elsewhere: Callable[[type[Postgres]], "subprocess.Popen[str]"]
    ) -> None:
        other = elsewhere(Postgres)
        orphan = int((data_folder(root) / "postmaster.pid").read_text().splitlines()[0])
        other.kill()
        other.wait()
        Postgres(root, durable=False).erase()
        command = Path(f"/proc/{orphan}/cmdline")
        assert not command.exists() or not command.read_bytes()

    @pytest.mark.usefixtures("started_before")
    def test_is_refused_while_another_process_runs_it(
        self, root: Path, elsewhere: Callable[[type[Postgres]], "subprocess.Popen[str]"]
    ) -> None:
        elsewhere(Postgres)
        with pytest.raises(AlreadyRunning):
            Postgres(root, durable=False).erase()
        assert ask(Postgres(root, durable=False), "select 1") == "1"
