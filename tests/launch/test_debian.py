"""Debian's packages for somebody who isn't root."""

import os
from pathlib import Path

import pytest
from lxml import etree

from launch import debian


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder into which one library was unpacked."""
    root = tmp_path / "R&D" / "root"
    folder = root / "usr" / "lib" / "x86_64-linux-gnu"
    folder.mkdir(parents=True)
    (folder / "libpango-1.0.so.0").touch()
    monkeypatch.setattr(debian, "UNPACKED", root)
    monkeypatch.setattr(debian, "PRIVATE", root.parent)
    return root


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
        monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
        monkeypatch.setattr(debian, "PRIVATE", tmp_path / "system")
        monkeypatch.setattr(debian, "UNPACKED", tmp_path / "system" / "root")
        assert debian.get(["libpango-1.0-0"])
        assert [path.name for path in (tmp_path / "system").rglob("*")] == ["root", "libpango-1.0.so.0"]
        assert debian.private_variables()["LD_LIBRARY_PATH"] == str(tmp_path / "system" / "root")


class TestPrivateVariables:
    def test_puts_unpacked_libraries_before_inherited_ones(
        self, unpacked: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lib")
        variables = debian.private_variables()
        assert variables["LD_LIBRARY_PATH"] == f"{unpacked}/usr/lib/x86_64-linux-gnu:/opt/lib"

    def test_adds_nothing_where_nothing_was_unpacked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(debian, "UNPACKED", tmp_path)
        assert debian.private_variables() == {}

    def test_names_the_unpacked_fonts_and_a_cache_of_our_own(self, unpacked: Path) -> None:
        settings = etree.parse(debian.private_variables()["FONTCONFIG_FILE"])
        assert f"{unpacked}/usr/share/fonts" in [folder.text for folder in settings.iter("dir")]
        assert [folder.text for folder in settings.iter("cachedir")] == [f"{unpacked.parent}/fontcache"]
