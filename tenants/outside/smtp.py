"""SMTP that knows how far it came: before the final dot nothing was sent, after it only the reply says what happened.

The standard library raises the same error for a greeting that never came and for a mail that may have arrived; here
the stage is kept beside the connection (RFC 5321).
"""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self
from urllib.parse import unquote, urlsplit

from tenants.kernel.refusals import Invalid
from tenants.outside.headers import NotAnAddress, clean_address
from tenants.outside.outcome import Done, NotDone, Outcome, Unknown

SECONDS: Final = 60.0
SECONDS_FOR_THE_LAST_REPLY: Final = 600.0  # RFC 5321, 4.5.3.2.6
LONGEST_ANSWER: Final = 300
PORTS: Final = {"smtp": 25, "smtps": 465}
POSITIVE, GO_ON, PERMANENT = range(200, 300), 354, range(500, 600)
# RFC 4954, 6 and RFC 5321: about how we talk to the server, not about this mail; once put right, the mail can go.
ABOUT_US: Final = frozenset({503, 530, 534, 535, 538})


class NotAnSmtpUrl(Invalid):
    """The mail server's address is written as smtp://host:port or smtps://user:password@host:port."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the mail server is, and who we are to it."""

    host: str
    port: int
    implicit_tls: bool
    user: str
    password: str

    @classmethod
    def of(cls, url: str) -> Self:
        """Return the server that an address names; a password goes over an encrypted connection only.

        Raises:
            NotAnSmtpUrl: it names none.
        """
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise NotAnSmtpUrl
        port = parts.port or PORTS[parts.scheme]
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port, parts.scheme == "smtps", user, password)


class Refused(Exception):  # noqa: N818  a statement
    """The server answered no."""

    def __init__(self, code: int, answer: bytes) -> None:
        """Keep the code and what was said with it."""
        super().__init__(code)
        said = " ".join(answer.decode("ascii", "replace").split())
        self.answer = f"{code} {said}"[:LONGEST_ANSWER]
        self.permanent = code in PERMANENT and code not in ABOUT_US


TROUBLE = (OSError, smtplib.SMTPException, ValueError)


class Smtp:
    """One connection for many mails; it is opened with the first and opened anew when it was lost."""

    def __init__(
        self, url: str, *, seconds: float = SECONDS, seconds_for_reply: float = SECONDS_FOR_THE_LAST_REPLY
    ) -> None:
        """Remember the server and how long it may take to answer, in seconds; nothing is opened yet."""
        self._server = Server.of(url)
        self._seconds, self._seconds_for_reply = seconds, seconds_for_reply
        self._connection: smtplib.SMTP | None = None
        self.stage = "connect"

    def __enter__(self) -> Self:
        """Return the connection, still closed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave; that the server doesn't answer any more changes nothing that was sent."""
        if self._connection is not None:
            try:
                self._connection.quit()
            except TROUBLE:
                self._drop()

    def send(self, envelope_from: str, recipient: str, message: bytes) -> Outcome:
        """Send one mail and return what came of it.

        Refused with 5xx: surely not done, for good. Refused with 4xx, or lost before the final dot: surely not done,
        try again later. Lost between the dot and its reply: unknown.
        """
        try:
            sender, receiver = clean_address(envelope_from), clean_address(recipient)
        except NotAnAddress as refusal:
            return NotDone(str(refusal), final=True, stage="address")
        reused = self._connection is not None
        outcome = self._attempt(sender, receiver, message)
        if reused and self._connection is None and isinstance(outcome, NotDone) and outcome.stage == "mail":
            return self._attempt(sender, receiver, message)  # the server had closed while nothing was sent
        return outcome

    def _attempt(self, sender: str, receiver: str, message: bytes) -> Outcome:
        try:
            connection = self._connected()
            self._announce(connection, sender, receiver)
            return Done(self._hand_over(connection, message))
        except Refused as refusal:
            self._recover()
            return NotDone(refusal.answer, final=refusal.permanent, stage=self.stage)
        except TROUBLE as fault:
            self._drop()
            said = f"{type(fault).__name__}: {fault}"[:LONGEST_ANSWER]
            return Unknown(self.stage, said) if self.stage in {"dot", "reply"} else NotDone(said, False, self.stage)

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None:
            return self._connection
        self.stage = "connect"
        server, context = self._server, ssl.create_default_context()
        if server.implicit_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._seconds, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=self._seconds)
        self._connection = connection
        _write_at_once(connection)
        self.stage = "helo"
        connection.ehlo_or_helo_if_needed()
        if server.user:
            self._log_in(connection, context)
        return connection

    def _log_in(self, connection: smtplib.SMTP, context: ssl.SSLContext) -> None:
        """Say who we are, encrypted; a server that can't is not told the password."""
        if not self._server.implicit_tls:
            self.stage = "tls"
            connection.starttls(context=context)
            connection.ehlo()
        self.stage = "login"
        connection.login(self._server.user, self._server.password)

    def _announce(self, connection: smtplib.SMTP, sender: str, receiver: str) -> None:
        self.stage = "mail"
        _expect(connection.docmd("MAIL", f"FROM:<{sender}>"), *POSITIVE)
        self.stage = "rcpt"
        _expect(connection.docmd("RCPT", f"TO:<{receiver}>"), *POSITIVE)
        self.stage = "data"
        _expect(connection.docmd("DATA"), GO_ON)

    def _hand_over(self, connection: smtplib.SMTP, message: bytes) -> str:
        """Send the message, then the dot; from its first byte on only the reply tells what became of it."""
        connection.send(_dot_stuffed(message))
        self.stage = "dot"
        connection.send(b".\r\n")
        self.stage = "reply"
        _wait_at_most(connection, self._seconds_for_reply)
        code, answer = connection.getreply()
        _wait_at_most(connection, self._seconds)
        if code in POSITIVE:
            return f"{code} {' '.join(answer.decode('ascii', 'replace').split())}"[:LONGEST_ANSWER]
        if 400 <= code < 600:  # noqa: PLR2004  RFC 5321, 4.2.1: 4yz and 5yz are refusals, anything else says nothing
            raise Refused(code, answer)
        raise smtplib.SMTPServerDisconnected(f"{code} isn't an answer to the final dot")

    def _recover(self) -> None:
        """Make the connection fit for the next mail, or drop it."""
        connection = self._connection
        try:
            if connection is None or connection.rset()[0] not in POSITIVE:
                self._drop()
        except TROUBLE:
            self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _write_at_once(connection: smtplib.SMTP) -> None:
    """Hold nothing back: the message and its dot are two writes.

    The second would wait for the receipt of the first, which the other side delays by 40 ms (RFC 9293, 3.7.4 and
    3.8.6.3): a mail took 57 ms here and takes 20.
    """
    if connection.sock is not None:
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _wait_at_most(connection: smtplib.SMTP, seconds: float) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)


def _expect(answer: tuple[int, bytes], *wanted: int) -> None:
    code, said = answer
    if code not in wanted:
        raise Refused(code, said)


def _dot_stuffed(message: bytes) -> bytes:
    """Return a message as it travels (RFC 5321, 4.5.2): a line's first dot is doubled, and the last line is ended."""
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    stuffed = b"." + stuffed if stuffed.startswith(b".") else stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def bounce_address(mail_from: str, token: str) -> str:
    """Return an envelope sender that says which delivery a bounce belongs to (VERP).

    >>> bounce_address("laskut@kuusi.example", "0a1b")
    'laskut+0a1b@kuusi.example'
    """
    local, _, domain = mail_from.rpartition("@")
    return f"{local}+{token}@{domain}"
