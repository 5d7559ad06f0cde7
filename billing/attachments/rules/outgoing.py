"""The names under which attachments leave: in a mail and inside a PDF, where each stands once."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from billing.attachments.rules.attached import name_of
from billing.en16931.model import Attachment

UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A document that goes out beside an invoice: a name by the pattern of mails, and its bytes."""

    name: str
    media_type: str
    content: bytes
    description: str


def enclosed_in(attachments: Iterable[Attachment]) -> Iterator[Enclosed]:
    """Yield the documents whose bytes are there, each under a name that no other has."""
    taken: set[str] = set()
    for each in attachments:
        if each.content is None:
            continue
        name = _free(name_of(each), taken)
        taken.add(name.lower())
        yield Enclosed(name, each.mime_type or "application/octet-stream", each.content, each.description or name)


def _free(name: str, taken: set[str]) -> str:
    stem, _, suffix = name.rpartition(".")
    plain, kind = _plain(stem or suffix) or "attachment", _plain(suffix if stem else "") or "bin"
    tries = (f"{plain}{ending}.{kind}" for ending in ("", *(f"-{n}" for n in range(2, len(taken) + 3))))
    return next(one for one in tries if one.lower() not in taken)


def _plain(text: str) -> str:
    """Return a text in ASCII letters, digits, hyphens and underscores.

    >>> _plain("Työseloste 11/2026")
    'Tyoseloste-11-2026'
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return UNSAFE.sub("-", bare).strip("-")[:LONGEST]
