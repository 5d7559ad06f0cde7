"""Reading what mail servers send back: delivery status notifications (RFC 3464), written by strangers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import Final

from tenants.kernel.refusals import Invalid

LIMIT: Final = 10 * 1024 * 1024  # bytes; a notification may carry the whole mail back
MOST_PARTS: Final = 100
LONGEST: Final = 300
TOKEN: Final = re.compile(r"\+([0-9a-f]{32})@")
MESSAGE_ID: Final = re.compile(r"<([0-9a-f]{32})@")
STATUS: Final = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")
ADDRESSED: Final = ("X-Original-To", "Delivered-To", "To")
PARSER: Final = BytesParser(policy=policy.compat32)


class BounceTooLarge(Invalid):
    """The notification is larger than 10 MB."""


class NotABounce(Invalid):
    """This mail is no delivery status notification."""


class NoToken(Invalid):
    """The notification doesn't say which of our mails it is about."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server reports: of which mail, what became of it, its code (RFC 3463) and its words."""

    token: str
    action: str
    status: str
    said: str

    @property
    def is_final(self) -> bool:
        """Say whether nobody will try any more. The action decides (RFC 3464, 2.3.3), else the code's class.

        A server that gives up after days reports the action "failed" with a code that begins with 4.
        """
        return self.action == "failed" or (not self.action and self.status.startswith("5"))


def read_bounce(data: bytes) -> Bounce:
    """Return what a notification reports.

    Raises:
        BounceTooLarge, NotABounce: it can't be read as one.
        NoToken: neither the address it came to nor the mail it gives back names one of our mails.
    """
    if len(data) > LIMIT:
        raise BounceTooLarge
    try:
        parts = list(_parts(PARSER.parsebytes(data)))
    except (RecursionError, ValueError, LookupError) as fault:
        raise NotABounce from fault
    fields = _reported(parts)
    token = _token(parts)
    if token is None:
        raise NoToken
    return Bounce(token, _word(fields, "Action").lower(), _status(fields), _said(fields))


def _parts(message: Message) -> Iterator[Message]:
    """Yield a mail and what is in it, whatever is nested in what; no more than anybody needs."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        inside = part.get_payload()
        if isinstance(inside, list):
            waiting += [each for each in inside if isinstance(each, Message)]
        elif part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            waiting.append(PARSER.parsebytes(headers if isinstance(headers, bytes) else b"", headersonly=True))


def _reported(parts: list[Message]) -> Message:
    """Return the fields about the recipient: of the one it failed for, where there are several."""
    blocks = [
        block
        for part in parts
        if part.get_content_type() == "message/delivery-status"
        for block in _blocks(part)
        if block.get("Final-Recipient") or block.get("Action")
    ]
    if not blocks:
        raise NotABounce
    failed = (block for block in blocks if _word(block, "Action").lower() == "failed")
    return next(failed, blocks[0])


def _blocks(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []


def _token(parts: list[Message]) -> str | None:
    """Return whose mail it is: by the address that it came to, which we made for that mail, or the mail's own id."""
    for name in ADDRESSED:
        for value in parts[0].get_all(name, []):
            if found := TOKEN.search(str(value)):
                return found[1]
    for part in parts[1:]:
        if found := MESSAGE_ID.match(str(part.get("Message-ID", "")).strip()):
            return found[1]
    return None


def _word(fields: Message, name: str) -> str:
    """Return a field on one line, without signs that don't print."""
    value = "".join(sign if sign.isprintable() else " " for sign in str(fields.get(name, "")))
    return " ".join(value.split())[:LONGEST]


def _status(fields: Message) -> str:
    found = STATUS.match(_word(fields, "Status"))
    return found[0] if found else ""


def _said(fields: Message) -> str:
    """Return the words of the receiving server; the type before them, such as "smtp;", is left out."""
    return _word(fields, "Diagnostic-Code").partition(";")[2].strip() or _word(fields, "Diagnostic-Code")
