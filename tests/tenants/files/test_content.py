"""What a file is by its bytes."""

import pytest

from tenants.files.content import LARGEST, FileNotTaken, FileTooLarge, clean_name, recognise

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = b"PK\x03\x04...."


class TestRecognise:
    """A file that somebody sent."""

    @pytest.mark.parametrize(
        ("name", "content", "kept_as", "media_type"),
        [
            ("a.exe", b"%PDF-1.7", "a.pdf", "application/pdf"),
            ("a.txt", b"\xff\xd8\xff\xe0", "a.jpg", "image/jpeg"),
            ("a.zip", ZIP + b"word/document.xml", "a.docx", WORD),
            ("a.xml", b"<?xml version='1.0'?><Finvoice/>", "a.xml", "application/xml"),
            ("Rivit.CSV", "summa;päivä\n1;2".encode(), "Rivit.csv", "text/csv"),
            ("muistio", b"\xef\xbb\xbfHei", "muistio.txt", "text/plain"),
        ],
    )  # fmt: skip
    def test_is_named_after_its_bytes(self, name: str, content: bytes, kept_as: str, media_type: str) -> None:
        found = recognise(name, content)
        assert (found.name, found.media_type) == (kept_as, media_type)

    @pytest.mark.parametrize(
        "content",
        [
            b"", b"  ", b"MZ\x90\x00", b"<svg onload=alert(1)>", b"\n<!DOCTYPE html><p>", b"<ScRiPt>x</script>",
            ZIP + b"anything", ZIP + b"xl/workbook.xml vbaProject.bin", b"\x00\x01", "ä".encode("latin-1"),
        ],
    )  # fmt: skip
    def test_is_not_taken_when_it_is_nothing_known(self, content: bytes) -> None:
        with pytest.raises(FileNotTaken):
            recognise("a.pdf", content)

    def test_is_not_taken_when_it_is_too_large(self) -> None:
        with pytest.raises(FileTooLarge):
            recognise("a.pdf", b"%PDF-" + bytes(LARGEST))


class TestCleanName:
    """A file's name."""

    @pytest.mark.parametrize("name", ["", "...", "/", "\r\n", "\u202e"])
    def test_is_never_empty(self, name: str) -> None:
        assert clean_name(name) == "file"
