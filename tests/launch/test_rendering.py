"""The libraries that draw documents, from the system or unpacked."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from launch import debian, rendering


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder into which one library was unpacked."""
    root = tmp_path / "R&D" / "root"
    folder = root / "usr" / "lib" / "x86_64-linux-gnu"
    folder.mkdir(parents=True)
    (folder / "libpango-1.0.so.0").touch()
    monkeypatch.setattr(debian, "UNPACKED", root)
    monkeypatch.setattr(rendering, "UNPACKED", root)
    monkeypatch.setattr(rendering, "PRIVATE", root.parent)
    return root


class TestEnvironment:
    def test_is_one_in_which_documents_are_drawn(self) -> None:
        variables = rendering.environment()
        assert variables["PATH"]

    def test_puts_unpacked_libraries_before_inherited_ones(
        self, unpacked: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lib")
        variables = rendering.private_variables()
        assert variables["LD_LIBRARY_PATH"] == f"{unpacked}/usr/lib/x86_64-linux-gnu:/opt/lib"

    def test_adds_nothing_where_nothing_was_unpacked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(debian, "UNPACKED", tmp_path)
        assert rendering.private_variables() == {}


class TestFontSettings:
    def test_name_the_unpacked_fonts_and_a_cache_of_our_own(self, unpacked: Path) -> None:
        rendering.write_font_settings()
        settings = ET.parse(rendering.private_variables()["FONTCONFIG_FILE"])
        assert f"{unpacked}/usr/share/fonts" in [folder.text for folder in settings.iter("dir")]
        assert [folder.text for folder in settings.iter("cachedir")] == [f"{unpacked.parent}/fontcache"]
