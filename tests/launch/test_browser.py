"""Where the browser of the journeys is looked for."""

from pathlib import Path

import pytest

from launch import browser


class TestFindBrowser:
    def test_takes_the_one_that_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SAMLA_BROWSER", "/opt/browser")
        assert browser.find_browser() == "/opt/browser"

    def test_finds_an_installed_one(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        program = tmp_path / "chromium-browser"
        program.touch(0o755)
        monkeypatch.delenv("SAMLA_BROWSER", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
        assert browser.find_browser() == str(program)

    def test_prefers_the_one_without_windows(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        for name in ("chromium", "chromium-headless-shell"):
            (tmp_path / name).touch(0o755)
        monkeypatch.delenv("SAMLA_BROWSER", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
        assert browser.find_browser() == str(tmp_path / "chromium-headless-shell")

    def test_finds_an_unpacked_one(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        program = tmp_path / "usr" / "lib" / "chromium" / "chromium-headless-shell"
        program.parent.mkdir(parents=True)
        program.touch(0o755)
        monkeypatch.delenv("SAMLA_BROWSER", raising=False)
        monkeypatch.setenv("PATH", "")
        monkeypatch.setattr(browser, "UNPACKED", tmp_path)
        assert browser.find_browser() == str(program)


class TestEnvironment:
    def test_names_no_browser_where_there_is_none(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("SAMLA_BROWSER", raising=False)
        monkeypatch.setenv("PATH", "")
        monkeypatch.setattr(browser, "UNPACKED", tmp_path)
        assert browser.environment() == {}
