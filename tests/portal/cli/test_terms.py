"""`samla terms`."""

import base64
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from portal.cli.terms import as_lines, beginning_of, publish_folder, terms
from portal.edge.transaction import transaction
from tenants.kernel.scope import Scope
from tenants.secrets.signing import Signet
from tenants.terms.actions.versions import NothingChanged
from tenants.terms.ours import TEXTS
from tenants.terms.queries.versions import version_rows
from tenants.terms.sealing import seal_of

SIGNET = Signet(base64.b64encode(bytes(32)).decode())


class TestVerify:
    """A file that is checked."""

    def test_that_is_no_record_is_told_so(self, tmp_path: Path) -> None:
        file = tmp_path / "letter.pdf"
        file.write_bytes(b"%PDF-1.7 no record")
        told = CliRunner().invoke(terms, ["verify", str(file), "--key", SIGNET.public_key])
        assert told.exit_code == 1
        assert "there is none that can be read" in told.output

    def test_with_a_seal_alone_is_not_enough(self, tmp_path: Path) -> None:
        file = tmp_path / "letter.pdf"
        file.write_bytes(b"%PDF-1.7")
        file.with_name("letter.pdf.seal").write_bytes(seal_of(b"%PDF-1.7", SIGNET))
        told = CliRunner().invoke(terms, ["verify", str(file), "--key", SIGNET.public_key])
        assert told.exit_code == 1
        assert "PDF by its seal: unchanged" in told.output

    @pytest.mark.parametrize("key", ["AAAA", "not base64"])
    def test_needs_a_whole_key(self, tmp_path: Path, key: str) -> None:
        file = tmp_path / "letter.pdf"
        file.write_bytes(b"%PDF-1.7")
        assert CliRunner().invoke(terms, ["verify", str(file), "--key", key]).exit_code == 2


class TestPublish:
    """Versions from a folder."""

    def test_publishes_what_has_changed_and_lists_it(self, app: Flask) -> None:
        since = beginning_of(date(2020, 1, 1))
        done = publish_folder(TEXTS, since, renewed_consent=False)
        assert {(each.version, each.mails) for each in done} == {(1, 0)}
        with pytest.raises(NothingChanged):
            publish_folder(TEXTS, since, renewed_consent=False)
        with transaction(scope=Scope()):
            lines = list(as_lines(version_rows()))
        assert lines[0] == "data_processing 1 from 2020-01-01, renewed consent, da en fi nb sv"
        assert len(lines) == 4

    def test_begins_where_days_begin_first(self) -> None:
        assert beginning_of(date(2027, 1, 1)) == datetime(2026, 12, 31, 22, tzinfo=UTC)

    def test_needs_a_folder_and_a_day(self, tmp_path: Path) -> None:
        assert CliRunner().invoke(terms, ["publish", str(tmp_path)]).exit_code == 2
        assert CliRunner().invoke(terms, ["publish", str(tmp_path / "none"), "--from", "2027-01-01"]).exit_code == 2
