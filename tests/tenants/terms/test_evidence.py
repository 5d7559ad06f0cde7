"""The file that shows a power of attorney."""

from io import BytesIO

import pytest
from PIL import Image

from tenants.terms.evidence import MOST_BYTES, EvidenceMissing, EvidenceTooLarge, EvidenceUnreadable, evidence_of

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def picture(form: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (3, 3)).save(out, form)
    return out.getvalue()


class TestEvidence:
    """Told by its bytes, never by its name."""

    @pytest.mark.parametrize(
        ("content", "media_type"),
        [(PDF, "application/pdf"), (picture("PNG"), "image/png"), (picture("JPEG"), "image/jpeg")],
    )
    def test_is_what_its_bytes_say(self, content: bytes, media_type: str) -> None:
        found = evidence_of(content)
        assert (found.media_type, found.content) == (media_type, content)
        assert found.name.startswith("power-of-attorney.")

    @pytest.mark.parametrize("content", [b"<html>%PDF-", b"PK\x03\x04", PDF[:-7], picture("PNG")[:-12], b"GIF89a;"])
    def test_that_is_something_else_or_not_whole_is_refused(self, content: bytes) -> None:
        with pytest.raises(EvidenceUnreadable):
            evidence_of(content)

    def test_is_needed(self) -> None:
        with pytest.raises(EvidenceMissing):
            evidence_of(b"")

    def test_has_a_limit(self) -> None:
        with pytest.raises(EvidenceTooLarge):
            evidence_of(PDF + bytes(MOST_BYTES))
