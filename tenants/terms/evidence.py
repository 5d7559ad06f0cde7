"""The file that shows a power of attorney: what it is by its content, never by its name."""

from dataclasses import dataclass

from tenants.kernel.refusals import Invalid

MOST_BYTES = 5_000_000
# How a file of each kind begins, and what stands near its end (ISO 32000-1, 7.5; ITU-T T.81, B.1; PNG, 5.2).
KINDS = (
    ("application/pdf", "pdf", b"%PDF-", b"%%EOF"),
    ("image/jpeg", "jpg", b"\xff\xd8\xff", b"\xff\xd9"),
    ("image/png", "png", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
)
END = 2048  # bytes in which the end is looked for; scanners write blanks after it


class EvidenceMissing(Invalid):
    """Add the power of attorney as a file."""


class EvidenceTooLarge(Invalid):
    """The file is larger than 5 MB."""


class EvidenceUnreadable(Invalid):
    """The file has to be a whole PDF, JPEG or PNG."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A checked file: its bytes, what it is, and the name that it is kept under."""

    content: bytes
    media_type: str
    name: str


def evidence_of(content: bytes) -> Evidence:
    """Return a file as evidence, told by its first and last bytes.

    Raises:
        EvidenceMissing: there is nothing in it.
        EvidenceTooLarge: over 5 MB.
        EvidenceUnreadable: it isn't a PDF, JPEG or PNG, or isn't whole.
    """
    if not content:
        raise EvidenceMissing
    if len(content) > MOST_BYTES:
        raise EvidenceTooLarge(len(content))
    for media_type, ending, begin, end in KINDS:
        if content.startswith(begin) and end in content[-END:]:
            return Evidence(content, media_type, f"power-of-attorney.{ending}")
    raise EvidenceUnreadable(content[:8])
