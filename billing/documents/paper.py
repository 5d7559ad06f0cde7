"""What a PDF is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tenants.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the PDF.

    `Alternative` says that it holds the same as the pages, `Supplement` that it adds to them (ISO 19005-3, annex E).
    """

    name: str
    content: bytes
    description: str
    relationship: str = "Alternative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a PDF is made of; the day is the document's own, so that making it again changes nothing."""

    html: str
    title: str
    language: Language
    author: str
    dated: date
    images: Mapping[str, bytes] = field(default_factory=dict)
    enclosures: tuple[Enclosure, ...] = ()
    rdf: bytes = b""  # descriptions that the PDF's metadata holds beside its own
