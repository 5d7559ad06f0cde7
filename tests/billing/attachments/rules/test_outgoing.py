"""The names under which attachments leave."""

import pytest

from billing.attachments.rules.outgoing import enclosed_in
from billing.en16931.model import Attachment
from tenants.outside.headers import checked_file_name


def names(*given: str) -> list[str]:
    files = (Attachment(id=name, content=b"x", mime_type="text/csv", filename=name) for name in given)
    return [each.name for each in enclosed_in(files)]


class TestEnclosedIn:
    """Documents that go out beside an invoice."""

    @pytest.mark.parametrize(
        ("given", "name"),
        [
            ("Työseloste 11/2026.pdf", "Tyoseloste-11-2026.pdf"),
            ("ÆØ.csv", "attachment.csv"),
            ("a\r\nb.pdf", "a-b.pdf"),
            ("readme", "readme.bin"),
            (".pdf", "pdf.bin"),
        ],
    )
    def test_have_names_that_a_mail_takes(self, given: str, name: str) -> None:
        assert names(given) == [name]
        assert checked_file_name(name)

    def test_have_a_name_each(self) -> None:
        assert names("a.pdf", "A.pdf", "a.pdf", "a-2.pdf") == ["a.pdf", "A-2.pdf", "a-3.pdf", "a-2-2.pdf"]

    def test_leave_out_what_is_only_named(self) -> None:
        assert list(enclosed_in((Attachment(id="Sopimus 7"), Attachment(id="1", url="https://a.example")))) == []
