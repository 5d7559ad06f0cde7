"""Attaching documents to a request, and what becomes of them: invoice, copy, replacement."""

from dataclasses import replace

import pytest
from factories.attached import CSV, PDF, attach, embedded, picture
from factories.cast import Cast
from factories.desk import Desk
from factories.invoices import plain_invoice
from factories.ready import make_ready_requests
from factories.requests import csv_file, imported
from flask import Flask

from billing.attachments.queries import attached_bytes, file_of_invoice, file_of_request
from billing.attachments.rules.attached import AttachedAlready, NoSuchAttachment, NothingChosen, mark_of
from billing.attachments.rules.taking import AttachmentNotTaken, take
from billing.corrections.actions import Wanted, credit_invoice, reissue
from billing.en16931.arithmetic import completed
from billing.en16931.model import Attachment
from billing.en16931.ubl import write_ubl
from billing.invoices.queries import get_invoice
from billing.requests.actions.attaching import NotWaiting, attach_to_request, detach_from_request
from billing.requests.queries import NoSuchRequest, RequestFacts, RequestQuery, get_request, request_rows
from billing.seller.queries import get_seller
from billing.seller.rules import seller_party
from billing.streams.queries import stream_rows
from tenants.files.queries import FileDamaged
from tenants.kernel.country import local_day
from tenants.kernel.ids import InvoiceId, RequestId
from tenants.kernel.refusals import NotFound

HOURS = ("tunnit.pdf", PDF)
SHA256 = take(*HOURS).sha256
WRONG = "R-9;10001;Wrong rate;1;10,00;14"


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    """Return Alice's desk with two requests that are ready."""
    requests = make_ready_requests(app, cast.kuusi.workspace_id, 2, 1)
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
        return Desk(app, cast, requests, stream_rows(cast.kuusi.workspace_id)[0].id, local_day(now, "FI"))


def read(desk: Desk, request_id: RequestId) -> RequestFacts:
    with desk.cast.alice.acting(in_=desk.workspace_id):
        return get_request(desk.workspace_id, request_id)


def attached(desk: Desk, request_id: RequestId) -> list[str]:
    return [each.id for each in read(desk, request_id).content.attachments]


def invoice_of(desk: Desk, request_id: RequestId) -> InvoiceId:
    ((invoice_id,),) = desk.ask("select invoice_id from run_item where request_id = :id", id=request_id)
    return invoice_id  # type: ignore[return-value]  # an id


def open_key(desk: Desk, key: str) -> RequestId:
    with desk.cast.alice.acting(in_=desk.workspace_id):
        rows = request_rows(desk.workspace_id, RequestQuery())
    return next(row.id for row in rows if row.key == key)


class TestAttachToRequest:
    """Files at a request."""

    def test_keeps_the_bytes_apart_and_names_them_in_the_content(self, desk: Desk) -> None:
        first, _ = desk.requests
        attach(desk.cast.alice, desk.workspace_id, first, HOURS, ("kuva.png", picture()), said=" Tuntilista ")
        found = read(desk, first)
        assert [(one.filename, one.description) for one in found.content.attachments] == [
            ("tunnit.pdf", "Tuntilista"),
            ("kuva.png", "Tuntilista"),
        ]
        assert found.row.state == "ready"
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert file_of_request(desk.workspace_id, first, SHA256).content == PDF

    def test_takes_all_or_none(self, desk: Desk) -> None:
        first, _ = desk.requests
        with pytest.raises(AttachmentNotTaken):
            attach(desk.cast.alice, desk.workspace_id, first, HOURS, ("a.exe", b"MZ\x90"))
        with pytest.raises(NothingChosen):
            attach(desk.cast.alice, desk.workspace_id, first)
        assert attached(desk, first) == []
        attach(desk.cast.alice, desk.workspace_id, first, HOURS)
        with pytest.raises(AttachedAlready):
            attach(desk.cast.alice, desk.workspace_id, first, ("sama.pdf", PDF))

    def test_makes_a_preview_of_before_stale(self, desk: Desk) -> None:
        before = desk.rehearse().fingerprint
        attach(desk.cast.alice, desk.workspace_id, desk.requests[0], HOURS)
        assert desk.rehearse().fingerprint != before

    def test_is_hidden_from_a_stranger(self, desk: Desk) -> None:
        attach(desk.cast.alice, desk.workspace_id, desk.requests[0], HOURS)
        for stranger in (desk.cast.charlie, desk.cast.dora):
            with pytest.raises(NotFound), stranger.acting(in_=desk.cast.ek.workspace_id) as (actor, now):
                attach_to_request(actor, desk.workspace_id, desk.requests[0], (), "", now=now)
            with pytest.raises(NoSuchRequest), stranger.acting(in_=desk.cast.ek.workspace_id) as (actor, now):
                detach_from_request(actor, desk.cast.ek.workspace_id, desk.requests[0], SHA256, now=now)
            with pytest.raises(NoSuchAttachment), stranger.acting(in_=desk.cast.ek.workspace_id):
                file_of_request(desk.workspace_id, desk.requests[0], SHA256)


class TestDetachFromRequest:
    """Taking a file off."""

    def test_takes_the_one_off_and_leaves_the_other(self, desk: Desk) -> None:
        first, _ = desk.requests
        attach(desk.cast.alice, desk.workspace_id, first, HOURS, ("tunnit.csv", CSV))
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            detach_from_request(actor, desk.workspace_id, first, SHA256, now=now)
        assert attached(desk, first) == ["tunnit.csv"]
        with pytest.raises(NoSuchAttachment), desk.cast.alice.acting(in_=desk.workspace_id):
            file_of_request(desk.workspace_id, first, SHA256)

    def test_is_refused_once_it_was_invoiced(self, desk: Desk) -> None:
        attach(desk.cast.alice, desk.workspace_id, desk.requests[0], HOURS)
        desk.run()
        with pytest.raises(NotWaiting), desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            detach_from_request(actor, desk.workspace_id, desk.requests[0], SHA256, now=now)
        with pytest.raises(NotWaiting):
            attach(desk.cast.alice, desk.workspace_id, desk.requests[0], ("tunnit.csv", CSV))


class TestOfAnInvoice:
    """What is issued."""

    def test_has_the_files_of_its_request_and_no_others(self, desk: Desk) -> None:
        first, second = desk.requests
        attach(desk.cast.alice, desk.workspace_id, first, HOURS)
        desk.run()
        with desk.cast.alice.acting(in_=desk.workspace_id):
            one, other = invoice_of(desk, first), invoice_of(desk, second)
            assert attached_bytes(desk.workspace_id, one) == {SHA256: PDF}
            assert [mark_of(each) for each in get_invoice(desk.workspace_id, one).content.attachments] == [SHA256]
            assert attached_bytes(desk.workspace_id, other) == {}
            with pytest.raises(NoSuchAttachment):
                file_of_invoice(desk.workspace_id, other, SHA256)

    def test_has_a_file_of_two_requests_once(self, desk: Desk) -> None:
        desk.change("update customer set collective = 'run'")
        desk.change(
            "update billing_request set customer_id = (select min(customer_id::text)::uuid from billing_request)"
        )
        desk.change("update billing_request set content = content - 'buyer_reference' - 'order_reference'")
        for request_id in desk.requests:
            attach(desk.cast.alice, desk.workspace_id, request_id, HOURS)
        desk.run()
        assert desk.ask(
            "select count(*), count(distinct invoice_id) from attached_file where invoice_id is not null"
        ) == [(1, 1)]

    def test_goes_nowhere_when_its_file_was_damaged(self, desk: Desk) -> None:
        attach(desk.cast.alice, desk.workspace_id, desk.requests[0], HOURS)
        desk.run()
        invoice_id = invoice_of(desk, desk.requests[0])
        desk.change(
            "insert into file (workspace_id, id, name, media_type, size, sha256, content, created_at)"
            " select workspace_id, gen_random_uuid(), name, media_type, size, sha256, 'other'::bytea, created_at"
            " from file where sha256 = :sha256",
            sha256=SHA256,
        )
        desk.change(
            "insert into attached_file (workspace_id, id, file_id, invoice_id, description, attached_at)"
            " select :workspace, gen_random_uuid(), id, :invoice, '', now() from file where content = 'other'",
            invoice=invoice_id,
        )
        with pytest.raises(FileDamaged), desk.cast.alice.acting(in_=desk.workspace_id):
            attached_bytes(desk.workspace_id, invoice_id)

    def test_hands_its_files_to_a_request_made_anew(self, desk: Desk) -> None:
        first, _ = desk.requests
        attach(desk.cast.alice, desk.workspace_id, first, HOURS)
        desk.run()
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            invoice_id = invoice_of(desk, first)
            credit_invoice(actor, desk.workspace_id, invoice_id, Wanted(), now=now)
            (copy,) = reissue(actor, desk.workspace_id, [invoice_id], now=now)
            assert file_of_request(desk.workspace_id, copy, SHA256).content == PDF
        desk.run(copy)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert attached_bytes(desk.workspace_id, invoice_of(desk, copy)) == {SHA256: PDF}


class TestImport:
    """Files of requests that bring documents, or take the place of requests that have some."""

    def ubl(self, desk: Desk, *attachments: Attachment, number: str = "2026001") -> bytes:
        with desk.cast.alice.acting(in_=desk.workspace_id):
            seller = seller_party(get_seller(desk.workspace_id))
        return write_ubl(completed(replace(plain_invoice(), number=number, seller=seller, attachments=attachments)))

    def test_keeps_what_is_embedded_and_what_is_linked(self, desk: Desk) -> None:
        linked = Attachment(id="Ehdot", url="https://kuusi.example/ehdot")
        data = embedded(self.ubl(desk, linked), ("tunnit.pdf", "application/pdf", PDF))
        result = imported(desk.cast.alice, desk.workspace_id, desk.stream_id, data, "a.xml")
        (request_id,) = result.request_ids
        by_id = {each.id: each for each in read(desk, request_id).content.attachments}
        assert by_id["Ehdot"].url == "https://kuusi.example/ehdot"
        assert mark_of(by_id["tunnit.pdf"]) == SHA256
        assert desk.ask("select content::text like '%JVBERi%' from billing_request where id = :id", id=request_id) == [
            (False,)
        ]
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert file_of_request(desk.workspace_id, request_id, SHA256).content == PDF
        again = imported(desk.cast.alice, desk.workspace_id, desk.stream_id, data, "a.xml")
        assert again.duplicates == 1

    def test_is_kept_back_by_a_document_that_is_not_taken_until_it_is_removed(self, desk: Desk) -> None:
        data = embedded(self.ubl(desk), ("lasku.pdf", "application/pdf", b"MZ\x90"))
        result = imported(desk.cast.alice, desk.workspace_id, desk.stream_id, data, "a.xml")
        (request_id,) = result.request_ids
        assert "attachments" in {problem.field for problem in read(desk, request_id).row.problems}
        with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
            detach_from_request(actor, desk.workspace_id, request_id, "lasku.pdf", now=now)
        assert "attachments" not in {problem.field for problem in read(desk, request_id).row.problems}

    def test_goes_on_with_what_was_attached_to_the_request_it_corrects(self, desk: Desk) -> None:
        alice, where, number = desk.cast.alice, desk.workspace_id, "10001"
        desk.change(
            "update customer set number = :number where number = (select min(number) from customer)", number=number
        )
        imported(alice, where, desk.stream_id, csv_file(WRONG))
        attach(alice, where, open_key(desk, "R-9"), HOURS)
        assert imported(alice, where, desk.stream_id, csv_file(WRONG)).duplicates == 1
        (corrected,) = imported(alice, where, desk.stream_id, csv_file(WRONG.replace("14", "13,5"))).request_ids
        assert attached(desk, corrected) == ["tunnit.pdf"]
        with alice.acting(in_=where):
            assert file_of_request(where, corrected, SHA256).content == PDF
