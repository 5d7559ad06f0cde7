"""Where a server lives, and that one process at a time runs it."""

import os
from pathlib import Path

import pytest

from portal.embedded.failures import AlreadyRunning, NotOurs
from portal.embedded.place import LONGEST_SOCKET_FOLDER, Place, make_open_folder


class TestPlace:
    def test_is_taken_by_one_only(self, tmp_path: Path) -> None:
        first, second = Place(tmp_path, "server"), Place(tmp_path, "server")
        first.take()
        with pytest.raises(AlreadyRunning, match=f"by process {os.getpid()}"):
            second.take()
        first.release()
        second.take()
        second.erase()

    def test_keeps_two_servers_of_one_root_apart(self, tmp_path: Path) -> None:
        first, second = Place(tmp_path, "one"), Place(tmp_path, "two")
        first.take()
        second.take()
        first.erase()
        second.erase()
        assert not first.folder.exists()
        assert not second.folder.exists()

    def test_puts_the_socket_where_its_path_is_short_enough(self, tmp_path: Path) -> None:
        place = Place(tmp_path / ("long" * 30), "server")
        assert len(os.fsencode(place.socket_folder)) <= LONGEST_SOCKET_FOLDER

    def test_leaves_nothing_behind_when_erased(self, tmp_path: Path) -> None:
        place = Place(tmp_path / "root", "server")
        place.take()
        place.erase()
        assert not list((tmp_path / "root").iterdir())
        assert not place.folder.exists()


class TestMakeOpenFolder:
    def test_refuses_a_link_that_somebody_laid(self, tmp_path: Path) -> None:
        (tmp_path / "target").mkdir()
        (tmp_path / "ground").symlink_to(tmp_path / "target")
        with pytest.raises(NotOurs):
            make_open_folder(tmp_path / "ground")
