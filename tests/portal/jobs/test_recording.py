"""The sealed record of an acceptance."""

import json
from io import BytesIO
from pathlib import Path

import pikepdf
from click.testing import CliRunner
from factories.cast import Cast
from flask import Flask
from sqlalchemy import select

from portal.cli.terms import terms
from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.files.queries import KeptFile
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task
from tenants.secrets.signing import Signet
from tenants.terms.queries import RecordRow, record_file, record_rows
from tenants.terms.queries.records import FileKind


def made(worker: Flask, cast: Cast) -> RecordRow:
    """Have the record of Bob's acceptance made, twice, and return it."""
    where = cast.kuusi.workspace_id
    with transaction(scope=job_actor("workspace", where).scope(acting=where)):
        waiting = select(Task.id).where(Task.scope_id == where, Task.kind == "record_acceptance")
        tasks = db.session.scalars(waiting).all()
    for _ in range(2):
        for task_id in tasks:
            perform_in(worker, HANDLERS, "workspace", where, task_id)
    with cast.bob.acting(in_=where):
        return record_rows(where)[0]


def kept(cast: Cast, record: RecordRow, kind: FileKind) -> KeptFile:
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        return record_file(cast.kuusi.workspace_id, record.id, kind)


class TestRecord:
    """The PDF of an acceptance, and its seal."""

    def test_holds_everything_that_was_kept_and_the_texts_in_full(self, worker: Flask, cast: Cast) -> None:
        record = made(worker, cast)
        with pikepdf.open(BytesIO(kept(cast, record, "pdf").content)) as pdf:
            enclosed = json.loads(pdf.attachments["acceptance.json"].get_file().read_bytes())
        plain = json.loads(enclosed["record"])
        assert plain["person"] == "Bob"
        assert (plain["address"], plain["authority"]) == ("127.0.0.1", "signatory")
        assert plain["agreement"]["plan"] == "Pro"
        assert plain["agreement"]["payer"] == "Tilitoimisto Kuusi Oy"
        assert set(plain["bodies"]) == {"terms_of_service", "data_processing", "mandate_to_invoice"}
        assert all(len(text["sha256"]) == 64 for text in plain["texts"])

    def test_is_checked_from_the_command_line(self, worker: Flask, cast: Cast, tmp_path: Path) -> None:
        record = made(worker, cast)
        pdf, seal = tmp_path / "a.pdf", tmp_path / "a.pdf.seal"
        pdf.write_bytes(kept(cast, record, "pdf").content)
        seal.write_bytes(kept(cast, record, "seal").content)
        key = Signet(worker.extensions["samla_config"].sealing_key).public_key
        told = CliRunner().invoke(terms, ["verify", str(pdf), "--key", key])
        assert told.exit_code == 0
        assert told.output.count("unchanged, signed by this key") == 2
        pdf.write_bytes(pdf.read_bytes() + b"\n% more")
        changed = CliRunner().invoke(terms, ["verify", str(pdf), "--key", key])
        assert changed.exit_code == 1
        assert "CHANGED" in changed.output
        other = Signet("A" * 43 + "=").public_key
        assert "another key" in CliRunner().invoke(terms, ["verify", str(pdf), "--key", other]).output

    def test_is_handed_to_both_sides_and_nobody_else(self, worker: Flask, cast: Cast) -> None:
        record = made(worker, cast)
        path = f"/w/{cast.kuusi.workspace_id}/terms/records/{record.id}/pdf"
        for person in (cast.alice, cast.bob):
            assert person.browser().get(path).data.startswith(b"%PDF-1.7")
        for stranger in (cast.charlie, cast.dora):
            assert stranger.browser().get(path).status_code == 404
