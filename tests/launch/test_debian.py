"""Debian's packages for somebody who isn't root."""

import os
from pathlib import Path

import pytest

from launch import debian


class TestGet:
    def test_says_no_where_there_is_no_apt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        assert not debian.has_apt()
        assert not debian.get(["libpango-1.0-0"])

    def test_says_no_and_shows_why_where_apt_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name in ("apt-get", "dpkg-deb"):
            (tmp_path / name).write_text("#!/bin/sh\necho no network\nexit 100\n")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(debian, "PRIVATE", tmp_path / "system")
        monkeypatch.setattr(debian, "UNPACKED", tmp_path / "system" / "root")
        assert not debian.get(["libpango-1.0-0"])
        assert "no network" in capsys.readouterr().err

    def test_leaves_only_what_was_unpacked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        if os.geteuid() == 0:
            monkeypatch.setattr(os, "geteuid", lambda: 1500)
        tools = tmp_path / "bin"
        tools.mkdir()
        archives = tmp_path / "system" / "apt" / "cache" / "archives"
        (tools / "apt-get").write_text(f"#!/bin/sh\n: > {archives}/libpango.deb\n")
        (tools / "dpkg-deb").write_text('#!/bin/sh\n: > "$3/libpango-1.0.so.0"\n')
        for tool in tools.iterdir():
            tool.chmod(0o755)
        monkeypatch.setenv("PATH", str(tools))
        monkeypatch.setattr(debian, "PRIVATE", tmp_path / "system")
        monkeypatch.setattr(debian, "UNPACKED", tmp_path / "system" / "root")
        assert debian.get(["libpango-1.0-0"])
        assert [path.name for path in (tmp_path / "system").rglob("*")] == ["root", "libpango-1.0.so.0"]
        assert debian.library_folders() == [tmp_path / "system" / "root"]
