"""Binding many PDFs into one."""

from io import BytesIO

import pikepdf
import pytest

from billing.documents.binding import bind


def paper(pages: int, name: str = "") -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    if name:
        pdf.attachments[name] = b"<Invoice/>"
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


class TestBind:
    """`bind`."""

    def test_has_all_pages_and_nothing_that_was_enclosed(self) -> None:
        with pikepdf.open(BytesIO(bind([paper(1, "a.xml"), paper(2)]))) as bound:
            assert (len(bound.pages), list(bound.attachments)) == (3, [])

    def test_refuses_what_is_no_pdf(self) -> None:
        with pytest.raises(pikepdf.PdfError):
            bind([b"no PDF"])
