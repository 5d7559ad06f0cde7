"""What the paper says: frozen values in words, as whoever keeps the record knows them."""

from dataclasses import dataclass
from datetime import date

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AcceptedText:
    """A text in full: its title with the version, its hash, and its headings (true) and paragraphs (false)."""

    title: str
    sha256: str
    note: str
    paragraphs: tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A record of acceptance: facts in pairs, texts in full, and the seal's figures in lines that fit the paper."""

    company: str
    accepted_on: date
    act: Pairs
    agreement: Pairs
    texts: tuple[AcceptedText, ...]
    seal: Pairs
    enclosed_name: str
    enclosed: bytes
