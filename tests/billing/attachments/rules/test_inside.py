"""What a PDF has inside, openly or packed."""

from io import BytesIO

import pikepdf
import pytest
from factories.attached import PDF

from billing.attachments.rules import inside
from billing.attachments.rules.inside import wrong_inside

SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def made(**root: pikepdf.Object) -> pikepdf.Pdf:
    """Return a PDF of one page, with more in its catalogue."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name, value in root.items():
        pdf.Root[f"/{name}"] = pdf.make_indirect(value)
    return pdf


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return a PDF whose objects are packed into streams."""
    file = BytesIO()
    pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def holding(name: str, content: bytes) -> bytes:
    pdf = made()
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
    return saved(pdf)


class TestWrongInside:
    def test_is_nothing_of_a_plain_document_packed_or_not(self) -> None:
        assert wrong_inside(saved(made())) is None
        assert wrong_inside(PDF) is None

    @pytest.mark.parametrize("action", ["JavaScript", "Launch", "SubmitForm"])
    def test_finds_what_runs_in_an_object_stream(self, action: str) -> None:
        content = saved(made(OpenAction=pikepdf.Dictionary(S=pikepdf.Name(f"/{action}"))))
        assert action.encode() not in content
        assert wrong_inside(content) == "runs"

    def test_finds_a_script_that_is_packed(self) -> None:
        assert wrong_inside(saved(made(OpenAction=SCRIPT))) == "runs"

    def test_takes_an_e_invoice_that_lies_inside_and_no_other_file(self) -> None:
        assert wrong_inside(holding("factur-x.xml", b'<?xml version="1.0"?><Invoice/>')) is None
        assert wrong_inside(holding("invoice.xml", b"MZ\x90\x00")) == "holds"
        assert wrong_inside(holding("more.pdf", PDF)) == "holds"

    def test_refuses_what_cant_be_read_though_something_is_packed_in_it(self) -> None:
        assert wrong_inside(PDF + b"9 0 obj << /Type /ObjStm >> stream") == "unread"
        content = saved(made())
        assert wrong_inside(content[: len(content) // 2] + b"/Obj#53tm") == "unread"

    def test_stops_unpacking_at_a_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(inside, "MOST_UNPACKED", 10)
        assert wrong_inside(saved(made())) == "unread"
