"""The mails that were caught, each a file as it came."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from itertools import count
from pathlib import Path

PLACE = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a mail that is kept as a file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One caught mail; `to` is who the server was told to give it to, whatever its header says."""

    id: str
    message_id: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]


class Mailbox:
    """A folder of caught mails, one `.eml` each; their names are their order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, sender: str, recipients: list[str], content: bytes, *, now: datetime) -> None:
        """Keep a mail, with its envelope in front as RFC 5322, 3.6.7 and RFC 5321, 4.4 have it."""
        name = f"{now:%Y%m%dT%H%M%S%f}-{next(self._numbers) % 10000:04d}"
        envelope = f"Return-Path: <{sender}>\r\nDelivered-To: {', '.join(recipients)}\r\n"
        draft = self._folder / f"{name}.part"
        draft.write_bytes(envelope.encode("utf-8", "replace") + content)
        draft.rename(self._folder / f"{name}.eml")

    def ids(self) -> list[str]:
        """Return the names of all mails, the newest first."""
        return sorted((file.stem for file in self._folder.glob("*.eml") if PLACE.fullmatch(file.stem)), reverse=True)

    def find(self, mail_id: str) -> Mail | None:
        """Return a mail, or None."""
        content = self.raw(mail_id)
        return None if content is None else read_mail(mail_id, content)

    def raw(self, mail_id: str) -> bytes | None:
        """Return a mail as it came, or None."""
        file = self._folder / f"{mail_id}.eml"
        if not PLACE.fullmatch(mail_id) or not file.exists():
            return None
        return file.read_bytes()


def read_mail(mail_id: str, content: bytes) -> Mail:
    """Return a mail's parts; nothing in it, however broken, keeps it from being shown."""
    message = message_from_bytes(content, policy=compat32)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    files = [part for part in leaves if _is_file(part)]
    return Mail(
        id=mail_id,
        message_id=header(message, "Message-ID").strip("<>"),
        at=datetime.strptime(mail_id.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC),
        sender=header(message, "From"),
        to=header(message, "Delivered-To"),
        subject=header(message, "Subject"),
        text=_first_text(leaves, "text/plain"),
        html=_first_text(leaves, "text/html"),
        attachments=tuple(Attachment(_file_name(part, place), _bytes_of(part)) for place, part in enumerate(files, 1)),
    )


def header(message: Message, name: str) -> str:
    """Return a header as one line of text; one that can't be decoded is returned as it stands."""
    value = str(message.get(name, ""))
    try:
        value = str(make_header(decode_header(value)))
    except (LookupError, ValueError):
        value = value.encode("utf-8", "replace").decode("utf-8")
    return " ".join(value.split())


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_type() not in {"text/plain", "text/html"}


def _first_text(leaves: list[Message], kind: str) -> str:
    for part in leaves:
        if part.get_content_type() == kind and not _is_file(part):
            charset = part.get_content_charset("utf-8")
            try:
                return _bytes_of(part).decode(charset, "replace")
            except LookupError:
                return _bytes_of(part).decode("utf-8", "replace")
    return ""


def _bytes_of(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: Message, place: int) -> str:
    """Return a name that is only a name, for the header that offers the file."""
    given = re.sub(r"[^A-Za-z0-9._-]+", "-", part.get_filename() or "").strip(".-")[:80]
    return given or f"part-{place}"
