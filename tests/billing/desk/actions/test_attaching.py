"""Attaching documents to an invoice that is being written."""

import pytest
from factories.attached import CSV, PDF
from factories.cast import Cast, Member
from factories.written import WritingHouse, writing_house
from flask import Flask
from sqlalchemy import text

from billing.attachments.queries import attached_bytes, file_of_invoice, file_of_written
from billing.attachments.rules.attached import AttachedAlready, NoSuchAttachment, mark_of, name_of
from billing.attachments.rules.taking import AttachmentNotTaken, take
from billing.desk.actions import (
    ChangedElsewhere,
    NotYoursNow,
    attach_to_written,
    copy_written,
    detach_from_written,
    submit_written,
)
from billing.desk.queries import NoSuchWritten
from billing.requests.rules.draft import Upload
from tenants.kernel.db import db
from tenants.kernel.ids import WrittenId
from tenants.kernel.refusals import InvalidFields, NotFound

SHA256 = take("tunnit.pdf", PDF).sha256


@pytest.fixture
def house(app: Flask, cast: Cast) -> WritingHouse:
    """Return Alice's client with two authors."""
    return writing_house(cast, app)


def attach(house: WritingHouse, member: Member, written_id: WrittenId, *files: tuple[str, bytes]) -> None:
    with member.acting(in_=house.workspace_id) as (actor, now):
        uploads = [Upload(*file) for file in files or (("tunnit.pdf", PDF),)]
        attach_to_written(actor, house.workspace_id, written_id, uploads, "Tuntilista", now=now)


def names(house: WritingHouse, member: Member, written_id: WrittenId) -> list[str]:
    return [name_of(each) for each in house.read(member, written_id).attached]


class TestAttachToWritten:
    """A draft with files."""

    def test_keeps_them_at_the_draft_as_a_new_version(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        before = house.read(house.aino, written_id).version
        attach(house, house.aino, written_id, ("tunnit.pdf", PDF), ("tunnit.csv", CSV))
        found = house.read(house.aino, written_id)
        assert sorted(names(house, house.aino, written_id)) == ["tunnit.csv", "tunnit.pdf"]
        assert {each.description for each in found.attached} == {"Tuntilista"}
        assert found.version == before + 1
        with pytest.raises(ChangedElsewhere), house.aino.acting(in_=house.workspace_id) as (actor, now):
            submit_written(actor, house.workspace_id, written_id, version=before, now=now)

    def test_refuses_what_is_not_taken_or_there_already(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        attach(house, house.aino, written_id)
        with pytest.raises(AttachedAlready):
            attach(house, house.aino, written_id)
        with pytest.raises(AttachmentNotTaken):
            attach(house, house.aino, written_id, ("a.exe", b"MZ\x90"))

    def test_is_refused_once_it_is_with_the_firm(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with pytest.raises(NotYoursNow):
            attach(house, house.aino, written_id)

    def test_at_the_desk_stands_in_the_audit_trail_and_asks_for_another_look(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        with house.cast.alice.acting(in_=house.workspace_id) as (_, now):
            before = house.shown(written_id, now)
        attach(house, house.cast.alice, written_id)
        with house.cast.alice.acting(in_=house.workspace_id) as (_, now):
            assert house.shown(written_id, now) != before
            acts = db.session.scalars(
                text("select after ->> 'attached' from journal where about_id = :id"), {"id": written_id}
            )
            assert "tunnit.pdf" in set(acts)

    def test_is_hidden_from_another_author_and_from_strangers(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        attach(house, house.aino, written_id)
        with pytest.raises(NoSuchWritten):
            attach(house, house.eero, written_id, ("b.csv", CSV))
        with pytest.raises(NoSuchAttachment), house.eero.acting(in_=house.workspace_id):
            file_of_written(house.workspace_id, written_id, SHA256)
        with house.eero.acting(in_=house.workspace_id):
            assert db.session.execute(text("select * from attached_file")).all() == []
        for stranger in (house.cast.charlie, house.cast.dora):
            with pytest.raises(NotFound), stranger.acting(in_=house.cast.ek.workspace_id) as (actor, now):
                attach_to_written(actor, house.workspace_id, written_id, (), "", now=now)


class TestDetachFromWritten:
    """Taking one off."""

    def test_takes_it_off_as_a_new_version(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        attach(house, house.aino, written_id, ("tunnit.pdf", PDF), ("tunnit.csv", CSV))
        with house.aino.acting(in_=house.workspace_id) as (actor, now):
            detach_from_written(actor, house.workspace_id, written_id, SHA256, now=now)
        assert names(house, house.aino, written_id) == ["tunnit.csv"]
        with pytest.raises(NoSuchAttachment), house.aino.acting(in_=house.workspace_id) as (actor, now):
            detach_from_written(actor, house.workspace_id, written_id, SHA256, now=now)

    def test_is_hidden_from_a_stranger(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        for stranger in (house.cast.charlie, house.cast.dora):
            with pytest.raises(NotFound), stranger.acting(in_=house.cast.ek.workspace_id) as (actor, now):
                detach_from_written(actor, house.workspace_id, written_id, SHA256, now=now)


class TestAfterwards:
    """What becomes of them."""

    def test_a_copy_has_them_for_itself(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        attach(house, house.aino, written_id)
        with house.aino.acting(in_=house.workspace_id) as (actor, now):
            copy = copy_written(actor, house.workspace_id, written_id, now=now)
            detach_from_written(actor, house.workspace_id, written_id, SHA256, now=now)
        assert names(house, house.aino, copy) == ["tunnit.pdf"]
        assert names(house, house.aino, written_id) == []

    def test_the_invoice_has_them_and_its_author_reads_them_and_no_other(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        attach(house, house.aino, written_id)
        house.submit(house.aino, written_id)
        invoice_id = house.sent_on(written_id)
        with house.cast.alice.acting(in_=house.workspace_id):
            assert attached_bytes(house.workspace_id, invoice_id) == {SHA256: PDF}
        with house.aino.acting(in_=house.workspace_id):
            assert file_of_invoice(house.workspace_id, invoice_id, SHA256).content == PDF
        with pytest.raises(NoSuchAttachment), house.eero.acting(in_=house.workspace_id):
            file_of_invoice(house.workspace_id, invoice_id, SHA256)

    def test_sending_on_what_was_looked_at_without_them_is_refused(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        with house.cast.alice.acting(in_=house.workspace_id) as (_, now):
            shown = house.shown(written_id, now)
        attach(house, house.cast.alice, written_id)
        with pytest.raises(InvalidFields):
            house.sent_on(written_id, shown=shown)
        assert mark_of(house.read(house.aino, written_id).attached[0]) == SHA256
