"""The jobs of delivery, from the issued invoice to the mail in the box and the file in the folder."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from factories.attached import CSV, PDF, picture, xlsx
from factories.cast import Cast
from factories.installation import Installation, installation_config
from factories.issued import BY_EINVOICE, BY_EMAIL, issue, issued, rendered
from factories.sink import Sink, mail_sink
from flask import Flask
from sqlalchemy import func, select, update

from billing.delivery.actions import send_invoices, send_run
from billing.delivery.channels.parcels import EinvoiceParcel
from billing.delivery.models import Delivery
from billing.delivery.queries import attention_rows, deliveries_of, document_file, document_of, run_delivery_counts
from billing.delivery.queries.parcels import parcels_of
from billing.en16931.reading import read_invoices
from portal.app import create_app
from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId, InvoiceId, WorkspaceId
from tenants.kernel.outbox.models import Task


@pytest.fixture
def sink() -> Iterator[Sink]:
    with mail_sink() as caught:
        yield caught


@pytest.fixture
def app(installation: Installation, database: str, sink: Sink) -> Iterator[Flask]:
    app = create_app(installation_config(installation, database, smtp_url=sink.url))
    with app.app_context():
        yield app
    installation.let_go(app)


@pytest.fixture
def workspace(cast: Cast) -> WorkspaceId:
    return cast.kuusi.workspace_id


def perform(app: Flask, workspace: WorkspaceId, kind: str) -> int:
    """Do every task of a kind that is ready or will be, and return how many."""
    with transaction(scope=job_actor("workspace", workspace).scope(acting=workspace)):
        ready = db.session.query(Task).filter(Task.kind == kind, Task.state == "ready")
        ready.update({"run_at": func.now()})
        ids = [task.id for task in ready]
    for task_id in ids:
        perform_in(app, HANDLERS, "workspace", workspace, task_id)
    return len(ids)


def states(cast: Cast, invoice_id: InvoiceId) -> list[str]:
    with cast.alice.acting():
        return [each.state for each in deliveries_of(cast.kuusi.workspace_id, invoice_id)]


class TestRenderChunk:
    """`render_chunk`."""

    def test_makes_each_invoice_its_document_with_what_can_be_written(
        self, app: Flask, cast: Cast, workspace: WorkspaceId
    ) -> None:
        run_id = issue(cast.alice, workspace, [BY_EMAIL, BY_EINVOICE])
        assert perform(app, workspace, "render_chunk") == 1
        first, second = issued(app, workspace, run_id)
        with cast.alice.acting():
            mailed, einvoiced = document_of(workspace, first), document_of(workspace, second)
            assert mailed
            assert einvoiced
            assert set(einvoiced.files) == {"pdf", "finvoice", "ubl"}, einvoiced.not_written
            assert document_file(workspace, second, "pdf").content.startswith(b"%PDF")
            assert set(mailed.files) | set(mailed.not_written) == {"pdf", "finvoice", "ubl"}
            assert run_delivery_counts(workspace, run_id).rendered == 2

    def test_changes_nothing_the_second_time(self, app: Flask, cast: Cast, workspace: WorkspaceId) -> None:
        run_id = issue(cast.alice, workspace, [BY_EMAIL])
        perform(app, workspace, "render_chunk")
        (invoice_id,) = issued(app, workspace, run_id)
        with cast.alice.acting():
            before = document_of(workspace, invoice_id)
        with transaction(scope=job_actor("workspace", workspace).scope(acting=workspace)):
            db.session.query(Task).filter_by(kind="render_chunk").update({"state": "ready"})
        perform(app, workspace, "render_chunk")
        with cast.alice.acting():
            assert document_of(workspace, invoice_id) == before


class TestDeliver:
    """`deliver`."""

    def test_brings_the_mail_and_the_file_and_says_so(
        self, app: Flask, cast: Cast, workspace: WorkspaceId, sink: Sink
    ) -> None:
        run_id = issue(cast.alice, workspace, [BY_EMAIL, BY_EINVOICE])
        perform(app, workspace, "render_chunk")
        with cast.alice.acting(in_=workspace) as (actor, now):
            result = send_run(actor, workspace, run_id, now=now)
        assert result.queued == {"email": 1, "einvoice": 1}
        assert perform(app, workspace, "deliver") == 2
        first, second = issued(app, workspace, run_id)
        assert states(cast, first) == states(cast, second) == ["handed_over"]
        (mail,) = sink.mails
        assert mail.recipients == ("talous@matkailu.example",)
        outbox: Path = app.extensions["samla_config"].einvoice_outbox
        (file,) = outbox.iterdir()
        assert file.read_bytes().startswith(b"<SOAP-ENV:Envelope")

    def test_sends_many_mails_over_one_connection(
        self, app: Flask, cast: Cast, workspace: WorkspaceId, sink: Sink
    ) -> None:
        ids = rendered(cast.alice, workspace, [BY_EMAIL] * 5)
        with cast.alice.acting(in_=workspace) as (actor, now):
            send_invoices(actor, workspace, ids, now=now)
        perform(app, workspace, "deliver")
        assert (len(sink.mails), sink.connections) == (5, 1)

    def test_tries_again_later_what_was_refused_for_now_with_the_same_message_id(
        self, app: Flask, cast: Cast, workspace: WorkspaceId, sink: Sink
    ) -> None:
        (invoice_id,) = rendered(cast.alice, workspace, [BY_EMAIL])
        sink.answers["talous@matkailu.example"] = "450 try later"
        with cast.alice.acting(in_=workspace) as (actor, now):
            send_invoices(actor, workspace, [invoice_id], now=now)
        perform(app, workspace, "deliver")
        assert states(cast, invoice_id) == ["queued"]
        sink.answers.clear()
        perform(app, workspace, "deliver")
        with cast.alice.acting():
            (delivery,) = deliveries_of(workspace, invoice_id)
        assert [each.outcome for each in delivery.tries] == ["retry", "done"]
        assert sink.mails[0].id == f"<{delivery.id.hex}@kuusi.example>"

    def test_shows_what_the_receiver_refused_for_good(
        self, app: Flask, cast: Cast, workspace: WorkspaceId, sink: Sink
    ) -> None:
        (invoice_id,) = rendered(cast.alice, workspace, [BY_EMAIL])
        sink.answers["talous@matkailu.example"] = "550 no such user"
        with cast.alice.acting(in_=workspace) as (actor, now):
            send_invoices(actor, workspace, [invoice_id], now=now)
        perform(app, workspace, "deliver")
        with cast.alice.acting():
            (row,) = attention_rows([workspace])
        assert (row.state, row.invoice_id) == ("rejected", invoice_id)
        assert "550 no such user" in str(row.reason)


class TestAttachedFiles:
    """What is attached to an invoice leaves with it: inside the PDF and the e-invoice, and beside the PDF in a mail."""

    FILES = (("Työseloste.pdf", PDF), ("tunnit.csv", CSV), ("kuva.png", picture()), ("tunnit.xlsx", xlsx()))
    NAMES = ("Tyoseloste.pdf", "tunnit.csv", "kuva.png", "tunnit.xlsx")

    def test_leave_by_mail_and_inside_each_form_that_has_a_place_for_them(
        self, app: Flask, cast: Cast, workspace: WorkspaceId, sink: Sink
    ) -> None:
        both = replace(BY_EINVOICE, delivery="email")
        run_id = issue(cast.alice, workspace, [both, replace(BY_EMAIL, enclosed="factur_x")], files=self.FILES)
        perform(app, workspace, "render_chunk")
        first, second = issued(app, workspace, run_id)
        with cast.alice.acting():
            ubl, pdf = (document_file(workspace, first, which).content for which in ("ubl", "pdf"))
            hybrid = document_file(workspace, second, "pdf").content
        assert [each.content for each in read_invoices(ubl)[0].attachments] == [content for _, content in self.FILES]
        with pikepdf.open(BytesIO(pdf)) as opened:
            inside = {name: opened.attachments[name] for name in opened.attachments}
            related = {str(each.UF): str(each.AFRelationship) for each in opened.Root.AF}
        assert related == {"invoice-10000001.xml": "/Alternative", **dict.fromkeys(self.NAMES, "/Supplement")}
        assert set(inside) == set(related)
        with pikepdf.open(BytesIO(hybrid)) as opened:
            assert set(opened.attachments) == {"factur-x.xml", *self.NAMES}
            cii = opened.attachments["factur-x.xml"].get_file().read_bytes()
        assert all(b64encode(content) in cii for _, content in self.FILES)
        with cast.alice.acting(in_=workspace) as (actor, now):
            send_run(actor, workspace, run_id, now=now)
        perform(app, workspace, "deliver")
        for mail in sink.mails:
            parts = tuple(mail.message.iter_attachments())
            enclosed = [(part.get_filename(), part.get_payload(decode=True)) for part in parts[1:]]
            assert enclosed == [(name, content) for name, (_, content) in zip(self.NAMES, self.FILES, strict=True)]
        assert len(sink.mails) == 2

    def test_are_in_an_e_invoice_that_is_written_anew_for_another_address(
        self, app: Flask, cast: Cast, workspace: WorkspaceId
    ) -> None:
        run_id = issue(cast.alice, workspace, [BY_EINVOICE], files=self.FILES[:1])
        perform(app, workspace, "render_chunk")
        (invoice_id,) = issued(app, workspace, run_id)
        with cast.alice.acting(in_=workspace) as (actor, now):
            send_run(actor, workspace, run_id, now=now)
            ((delivery_id,),) = db.session.execute(select(Delivery.id).where(Delivery.invoice_id == invoice_id))
            db.session.execute(update(Delivery).values(address="7300010000001"))
            parcel = parcels_of(workspace, [DeliveryId(delivery_id)])[DeliveryId(delivery_id)]
        assert isinstance(parcel, EinvoiceParcel)
        assert parcel.xml is None
        assert [each.content for each in parcel.content.attachments] == [PDF]
