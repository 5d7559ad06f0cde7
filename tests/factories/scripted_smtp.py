"""A mail server on a raw socket that follows a script: what to answer at a stage, or to close, reset or hang there."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

Do = Literal["close", "reset", "hang"]
Step = bytes | Do
GREETING, HELO, MAIL, RCPT, DATA, DOT = "greeting", "helo", "mail", "rcpt", "data", "dot"
USUAL: dict[str, Step] = {
    GREETING: b"220 ready\r\n",
    HELO: b"250 hello\r\n",
    MAIL: b"250 ok\r\n",
    RCPT: b"250 ok\r\n",
    DATA: b"354 go on\r\n",
    DOT: b"250 kept as 1\r\n",
}
COMMANDS = {b"EHLO": HELO, b"HELO": HELO, b"MAIL": MAIL, b"RCPT": RCPT, b"DATA": DATA}
HANG_SECONDS = 5.0


@dataclass(slots=True)
class Script:
    """What the server does at a stage instead of the usual, and what it saw: connections, commands, whole mails."""

    instead: dict[str, Step] = field(default_factory=dict)
    connections: int = 0
    commands: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    port: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Return the server's address."""
        return f"smtp://127.0.0.1:{self.port}"


class _Over(Exception):  # noqa: N818  a statement
    """The script ended this connection."""


@contextmanager
def scripted_smtp(**instead: Step) -> Iterator[Script]:
    """Run a server that does something else than usual at the stages named."""
    script = Script(instead)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        script.port = listening.getsockname()[1]
        threading.Thread(target=_listen, args=(script, listening), daemon=True).start()
        try:
            yield script
        finally:
            script.stopped.set()


def _listen(script: Script, listening: socket.socket) -> None:
    with suppress(OSError):
        while not script.stopped.is_set():
            connection, _ = listening.accept()
            script.connections += 1
            threading.Thread(target=_serve, args=(script, connection), daemon=True).start()


def _serve(script: Script, connection: socket.socket) -> None:
    with suppress(OSError, _Over), connection:
        _answer(script, connection, GREETING)
        lines = connection.makefile("rb")
        for line in lines:
            script.commands.append(line.strip())
            command = line[:4].upper()
            if command == b"QUIT":
                connection.sendall(b"221 bye\r\n")
                return
            if command not in COMMANDS:
                connection.sendall(b"250 ok\r\n")
                continue
            _answer(script, connection, COMMANDS[command])
            if command == b"DATA" and not _is_other(script, DATA):
                script.bodies.append(_body(lines))
                _answer(script, connection, DOT)


def _is_other(script: Script, stage: str) -> bool:
    return stage in script.instead and script.instead[stage] != USUAL[stage]


def _body(lines: socket.SocketIO) -> bytes:
    """Return everything up to the dot; a connection that ends before it leaves no mail."""
    body = b""
    for line in lines:
        if line == b".\r\n":
            return body
        body += line
    raise _Over


def _answer(script: Script, connection: socket.socket, stage: str) -> None:
    step = script.instead.get(stage, USUAL[stage])
    if isinstance(step, bytes):
        connection.sendall(step)
        return
    if step == "hang":
        script.stopped.wait(HANG_SECONDS)
    if step == "reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise _Over
