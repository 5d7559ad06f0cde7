"""The folder outbox: whole files, once, and looked up instead of written again."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from factories.full_invoices import full_invoice

from billing.delivery.channels import EinvoiceParcel
from billing.delivery.channels.einvoice.folder import TAKEN, Folder
from billing.delivery.rendering import Ends, write_syntax
from billing.en16931.finvoice import read_finvoice_file, read_frame, split
from tenants.kernel.ids import DeliveryId
from tenants.outside.outcome import Done, NotDone

DELIVERY = DeliveryId(UUID("0a1b0000-0000-4000-8000-000000000001"))
CONTENT = replace(full_invoice(), vat_currency=None, totals=replace(full_invoice().totals, vat_in_vat_currency=None))
DOCUMENT = "d" * 32
PARCEL = EinvoiceParcel(
    delivery_id=DELIVERY,
    queued_at=datetime(2026, 11, 23, 10, 4, tzinfo=UTC),
    syntax="ubl",
    sender="003791234565",
    sender_operator="003723327487",
    receiver="003792345670",
    receiver_operator="003721291126",
    content=CONTENT,
    document_message_id=DOCUMENT,
    xml=b"<Invoice/>",
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "outbox")


class TestFolder:
    """`Folder`."""

    def test_puts_one_whole_file_named_by_the_delivery(self, folder: Folder) -> None:
        outcome = folder.send(PARCEL)
        (file,) = folder.outbox.iterdir()
        assert (file.name, file.read_bytes()) == (f"{DELIVERY}.xml", b"<Invoice/>")
        assert isinstance(outcome, Done)
        assert outcome.receipt.startswith(f"{DELIVERY}.xml sha256:")

    def test_is_done_when_the_file_is_there_already(self, folder: Folder) -> None:
        assert folder.look_up(PARCEL) is None
        first = folder.send(PARCEL)
        assert folder.look_up(PARCEL) == folder.send(PARCEL) == first

    def test_is_done_when_the_operator_has_taken_it(self, folder: Folder) -> None:
        folder.send(PARCEL)
        (folder.outbox / TAKEN).mkdir()
        (folder.outbox / f"{DELIVERY}.xml").rename(folder.outbox / TAKEN / f"{DELIVERY}.xml")
        assert isinstance(folder.send(PARCEL), Done)
        assert not (folder.outbox / f"{DELIVERY}.xml").exists()

    def test_alarms_when_another_content_is_there(self, folder: Folder) -> None:
        folder.send(PARCEL)
        outcome = folder.send(replace(PARCEL, xml=b"<Other/>"))
        assert isinstance(outcome, NotDone)
        assert outcome.final

    def test_begins_anew_over_a_part_that_a_killed_worker_left(self, folder: Folder) -> None:
        folder.outbox.mkdir()
        (folder.outbox / f"{DELIVERY}.xml.part").write_bytes(b"<Inv")
        folder.send(PARCEL)
        assert [(each.name, each.read_bytes()) for each in folder.outbox.iterdir()] == [
            (f"{DELIVERY}.xml", b"<Invoice/>")
        ]

    def test_tries_later_when_the_folder_cant_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        outcome = Folder(tmp_path / "file").send(PARCEL)
        assert isinstance(outcome, NotDone)
        assert not outcome.final

    def test_says_why_for_good_what_cant_be_written_for_the_address(self, folder: Folder) -> None:
        outcome = folder.send(replace(PARCEL, xml=None, content=replace(CONTENT, lines=())))
        assert isinstance(outcome, NotDone)
        assert outcome.final
        assert not folder.outbox.exists()


class TestFinvoice:
    """A Finvoice goes behind its envelope, with a message id that is fresh for every sending."""

    def test_names_both_ends_and_the_delivery_in_envelope_and_message(self, folder: Folder) -> None:
        xml = write_syntax(CONTENT, "finvoice", Ends(DOCUMENT, "003723327487", "003721291126"))
        folder.send(replace(PARCEL, syntax="finvoice", xml=xml))
        (message,) = split((folder.outbox / f"{DELIVERY}.xml").read_bytes())
        assert message.envelope is not None
        frame = read_frame(message.envelope)
        assert (frame.sender, frame.receiver, frame.message_id) == ("003791234565", "003792345670", DELIVERY.hex)
        assert (frame.sender_intermediator, frame.receiver_intermediator) == ("003723327487", "003721291126")
        assert message.document.count(DELIVERY.hex.encode()) == 1
        assert DOCUMENT.encode() not in message.document
        assert read_finvoice_file(message.document)[0].number == CONTENT.number
