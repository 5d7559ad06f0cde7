"""The demo's processes: noticed when they end, and ended when a demo was killed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.config import Config
from portal.demo.failures import ProcessEnded, StepFailed
from portal.demo.folder import DemoFolder
from portal.demo.processes import Processes, began_at, end_leftovers
from portal.demo.waiting import wait_for

SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")


class TestEndLeftovers:
    def test_ends_a_process_that_a_killed_demo_left(self, tmp_path: Path) -> None:
        left = subprocess.Popen(SLEEP)
        noted = tmp_path / "processes.json"
        noted.write_text(json.dumps({str(left.pid): began_at(left.pid)}), "ascii")
        end_leftovers(noted)
        assert left.wait(timeout=5) != 0
        assert not noted.exists()

    def test_spares_a_process_that_only_has_the_number(self, tmp_path: Path) -> None:
        noted = tmp_path / "processes.json"
        noted.write_text(json.dumps({str(os.getpid()): "1", "999999999": "1", "1": None}), "ascii")
        end_leftovers(noted)
        assert not noted.exists()

    def test_does_nothing_where_nothing_is_noted(self, tmp_path: Path) -> None:
        end_leftovers(tmp_path / "processes.json")


class TestProcesses:
    def test_tell_which_one_has_ended_and_where_its_log_is(self, tmp_path: Path) -> None:
        folder = DemoFolder(tmp_path / "state")
        folder.make()
        nowhere = Config(
            database_url="postgresql+psycopg://samla_app@/samla?host=/nowhere",
            redis_url="unix:///nowhere",
            secret_key="k",
            sealing_key="",
            base_url="http://localhost:1",
            mail_from="a@b.example",
            smtp_url="smtp://127.0.0.1:9",
            einvoice_outbox=folder.einvoices,
        )

        def ended() -> str | None:
            try:
                processes.check()
            except ProcessEnded as reason:
                return str(reason)
            return None

        with Processes(folder, nowhere, bind="127.0.0.1:0") as processes:
            assert folder.processes.exists()
            said = wait_for(ended, what="The end of a process")
        assert "has ended (code" in said
        assert str(folder.logs) in said
        assert not folder.processes.exists()

    def test_have_a_beginning_as_long_as_they_live(self) -> None:
        gone = subprocess.Popen((sys.executable, "-c", ""))
        gone.wait()
        assert began_at(os.getpid()) is not None
        assert began_at(gone.pid) is None


class TestWaitFor:
    def test_is_refused_when_patience_ends(self) -> None:
        with pytest.raises(StepFailed, match="The mail didn't happen within"):
            wait_for(lambda: None, what="The mail", patience=0.1)
