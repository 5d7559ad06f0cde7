"""Which documents may be attached."""

from hashlib import sha256

import pytest
from factories.attached import CSV, ODS, PDF, XLSX, ods, picture, xlsx, zipped

from billing.attachments.rules.taking import (
    TOGETHER,
    AttachmentLocked,
    AttachmentNotTaken,
    AttachmentRuns,
    AttachmentsTooLarge,
    take,
)


class TestTake:
    """A document by its bytes."""

    @pytest.mark.parametrize(
        ("name", "content", "kept_as", "media_type"),
        [
            ("Tunnit.pdf", PDF, "Tunnit.pdf", "application/pdf"),
            ("photo.exe", picture(), "photo.png", "image/png"),
            ("C:\\kuvat\\a.png", picture("JPEG"), "a.jpg", "image/jpeg"),
            ("tunnit.csv", CSV, "tunnit.csv", "text/csv"),
            ("tunnit.xlsx", xlsx(), "tunnit.xlsx", XLSX),
            ("tunnit.zip", ods(), "tunnit.ods", ODS),
        ],
    )
    def test_is_taken_as_what_it_is(self, name: str, content: bytes, kept_as: str, media_type: str) -> None:
        found = take(name, content)
        assert (found.name, found.media_type, found.sha256) == (kept_as, media_type, sha256(content).hexdigest())

    @pytest.mark.parametrize(
        "content",
        [
            b"", b"MZ\x90\x00", b"<svg onload=alert(1)>", b"<?xml version='1.0'?><a/>", b"plain text",
            zipped("word/document.xml"), zipped("a.exe"), xlsx("xl/vbaProject.bin"), ods("Basic/script-lc.xml"),
        ],
    )  # fmt: skip
    def test_is_refused_where_an_invoice_has_no_place_for_it(self, content: bytes) -> None:
        with pytest.raises(AttachmentNotTaken):
            take("a.txt", content)

    @pytest.mark.parametrize(
        "inside", [b"/S /JavaScript /JS (x)", b"/Java#53cript", b"/Launch<<>>", b"/RichMedia ", b"/S/SubmitForm"]
    )
    def test_is_refused_where_a_reader_would_run_it(self, inside: bytes) -> None:
        with pytest.raises(AttachmentRuns):
            take("a.pdf", PDF + inside)

    @pytest.mark.parametrize("inside", [b"/JavaScriptless", b"/Launcher", b"JavaScript", b"/EncryptMetadata"])
    def test_is_taken_where_a_word_only_resembles_one_that_runs(self, inside: bytes) -> None:
        assert take("a.pdf", PDF + inside).media_type == "application/pdf"

    def test_is_refused_where_it_is_locked(self) -> None:
        with pytest.raises(AttachmentLocked):
            take("a.pdf", PDF + b"trailer << /Encrypt 5 0 R >>")

    @pytest.mark.parametrize(
        "row", ["a;=HYPERLINK(1)", '"=cmd|1"', "@SUM(A1)", "a,+cmd|' /C calc'!A0", "=1+1", "a\t=1"]
    )
    def test_is_refused_where_a_cell_would_be_reckoned(self, row: str) -> None:
        with pytest.raises(AttachmentRuns):
            take("a.csv", f"a;b\n{row}\n".encode())

    @pytest.mark.parametrize("row", ["-5,00;+3", "a = b;c", "maija@kuusi.example;@maija", "-alennus;- rivi"])
    def test_is_taken_where_signs_are_only_signs(self, row: str) -> None:
        assert take("a.csv", f"a;b\n{row}\n".encode()).media_type == "text/csv"

    def test_is_refused_where_it_is_larger_than_all_may_be(self) -> None:
        assert take("a.pdf", PDF + bytes(TOGETHER - len(PDF)))
        with pytest.raises(AttachmentsTooLarge):
            take("a.pdf", PDF + bytes(TOGETHER))
