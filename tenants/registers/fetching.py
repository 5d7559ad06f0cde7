"""One JSON question to one fixed address: no redirect, no proxy, an end to time and size."""

import base64
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import unquote, urlsplit

from tenants.registers.entry import NotInRegister, RegisterGarbled, RegisterSilent

SECONDS = 6.0
MOST_BYTES = 512 * 1024
SECURE = {"https": True, "http": False}
MISSING = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
USER_AGENT = "Samla (company look-up)"


class BadAddress(ValueError):  # noqa: N818  a statement
    """A register's address has to begin with https:// or http:// and name a host."""


@dataclass(frozen=True, slots=True)
class Door:
    """The one address that may be asked; user and password in it go along as basic authorisation.

    Host and path come from the installation's settings only. Callers add an id whose digits are proven, so an answer
    can't be made to come from anywhere else; a redirect counts as no answer.
    """

    address: str
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES
    tls: ssl.SSLContext | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        place = urlsplit(self.address)
        if place.scheme not in SECURE or not place.hostname:
            raise BadAddress(place.scheme)

    @property
    def credentials(self) -> tuple[str, str]:
        """Return user and password of the address; empty where it has none."""
        place = urlsplit(self.address)
        return unquote(place.username or ""), unquote(place.password or "")

    def ask(self, path: str, *, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        """Return the JSON that a path below the address answers: a GET, or with a body a POST of it as JSON.

        Raises:
            NotInRegister: 404 or 410.
            RegisterSilent: no connection, not in time, or any other status.
            RegisterGarbled: too long, or not JSON.
        """
        sent = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            content = self._exchange(path, sent, {**self._usual(sent), **(headers or {})})
        except (OSError, HTTPException) as fault:
            raise RegisterSilent(type(fault).__name__) from fault
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as wrong:
            raise RegisterGarbled from wrong

    def fetch(self) -> bytes:
        """Return the file that stands at the address.

        Raises:
            NotInRegister: 404 or 410.
            RegisterSilent: no connection, not in time, or any other status.
            RegisterGarbled: too long.
        """
        try:
            return self._exchange("", None, {"User-Agent": USER_AGENT})
        except (OSError, HTTPException) as fault:
            raise RegisterSilent(type(fault).__name__) from fault

    def _exchange(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        connection = self._connection()
        connection.connect()
        # A server that drips a byte at a time, in its headers or its body, is cut off when the time is up.
        times_up = threading.Event()
        clock = threading.Timer(self.seconds, _cut, (connection.sock, times_up))
        clock.start()
        try:
            connection.request("GET" if body is None else "POST", f"{self._root}{path}", body, dict(headers))
            content = self._read(connection.getresponse())
        finally:
            clock.cancel()
            connection.close()
        if times_up.is_set():
            raise RegisterSilent
        return content

    def _read(self, answer: HTTPResponse) -> bytes:
        if answer.status in MISSING:
            raise NotInRegister
        if answer.status != HTTPStatus.OK:
            raise RegisterSilent(answer.status)
        content = answer.read(self.most_bytes + 1)
        if len(content) > self.most_bytes:
            raise RegisterGarbled(len(content))
        return content

    def _connection(self) -> HTTPConnection:
        place = urlsplit(self.address)
        host = place.hostname or ""
        if not SECURE[place.scheme]:
            return HTTPConnection(host, place.port, timeout=self.seconds)
        context = self.tls or ssl.create_default_context()
        return HTTPSConnection(host, place.port, timeout=self.seconds, context=context)

    @property
    def _root(self) -> str:
        return urlsplit(self.address).path.rstrip("/")

    def _usual(self, body: bytes | None) -> dict[str, str]:
        headers = {"Accept": "application/json", "User-Agent": USER_AGENT}
        if body is not None:
            headers["Content-Type"] = "application/json"
        user, password = self.credentials
        if user:
            headers["Authorization"] = basic(user, password)
        return headers


def _cut(sock: socket.socket, times_up: threading.Event) -> None:
    times_up.set()
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def basic(user: str, password: str) -> str:
    """Return the header of basic authorisation (RFC 7617)."""
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
