"""A mail server on loopback that keeps what it gets, and can be told what to answer."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PARSER = BytesParser(policy=policy.default)


@dataclass(frozen=True, slots=True)
class Caught:
    """A mail as it came: the envelope, and its bytes."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """Return the mail as a mail program reads it."""
        read = PARSER.parsebytes(self.content)
        assert isinstance(read, EmailMessage)
        return read

    @property
    def id(self) -> str:
        """Return its Message-ID."""
        return str(self.message["Message-ID"])


@dataclass
class Sink:
    """Keeps mails; `answers` says what is answered to a recipient, such as 550 No such user."""

    mails: list[Caught] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    port: int = 0
    connections: int = 0

    @property
    def url(self) -> str:
        """Return the server's address."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name and arguments
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count a connection."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name and arguments
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or answer what was told."""
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Keep a mail."""
        content: Any = envelope.original_content
        self.mails.append(Caught(envelope.mail_from or "", tuple(envelope.rcpt_tos), bytes(content)))
        return f"250 OK kept as {len(self.mails)}"


@contextmanager
def mail_sink() -> Iterator[Sink]:
    """Run a mail server on a free port until the end."""
    sink = Sink(port=free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
