"""The account that servers run as."""

import os
from pathlib import Path

import pytest

from portal.embedded.account import Account
from portal.embedded.failures import NotOurs


class TestAccount:
    def test_is_never_root(self) -> None:
        done = Account.unprivileged().run(["id", "-u"])
        assert int(done.stdout) == Account.unprivileged().user
        assert int(done.stdout) != 0

    def test_leaves_the_groups_of_root_behind(self) -> None:
        groups = {int(group) for group in Account.unprivileged().run(["id", "-G"]).stdout.split()}
        assert os.geteuid() != 0 or groups == {Account.unprivileged().group}

    def test_does_not_hand_on_what_would_steer_a_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PGDATA", "/elsewhere")
        monkeypatch.setenv("LD_LIBRARY_PATH", "/elsewhere")
        assert "elsewhere" not in Account.unprivileged().run(["env"]).stdout

    def test_cannot_run_what_is_not_there(self, tmp_path: Path) -> None:
        assert not Account.unprivileged().can_run(tmp_path / "postgres")


class TestOwnFolder:
    def test_is_closed_to_all_others(self, tmp_path: Path) -> None:
        account = Account.unprivileged()
        account.own_folder(tmp_path / "place")
        state = (tmp_path / "place").stat()
        assert (state.st_uid, state.st_mode & 0o777) == (account.user, 0o700)

    def test_refuses_a_link_that_somebody_laid(self, tmp_path: Path) -> None:
        (tmp_path / "target").mkdir()
        (tmp_path / "place").symlink_to(tmp_path / "target")
        with pytest.raises(NotOurs):
            Account.unprivileged().own_folder(tmp_path / "place")
