"""`samla rates`."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from portal.cli import rates as module
from portal.cli.rates import rates

SAMPLE = Path(__file__).parents[3] / "samples/exchange/eurofxref-daily.xml"


class TestRates:
    """Rates from a file."""

    def test_are_kept_once(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "ready_app", lambda: app)
        told = [CliRunner().invoke(rates, [str(SAMPLE)]).output for _ in range(2)]
        assert told == ["9 rates read, 9 new.\n", "9 rates read, 0 new.\n"]

    def test_are_refused_with_the_reason(self, tmp_path: Path) -> None:
        (tmp_path / "other.xml").write_text("<a/>")
        told = CliRunner().invoke(rates, [str(tmp_path / "other.xml")])
        assert told.exit_code == 1
        assert "exchange rates" in told.output
