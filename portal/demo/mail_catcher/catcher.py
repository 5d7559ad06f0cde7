"""The catcher's two servers, both on loopback only."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from portal.demo.mail_catcher.pages import MailPages
from portal.demo.mail_catcher.storage import Mailbox
from portal.edge.clock import real_clock

LOOPBACK = "127.0.0.1"
LARGEST_MAIL = 40 * 1024 * 1024  # bytes
SECONDS_TO_STOP = 0.05  # at most, after being told to


class MailCatcher:
    """A mail server and the pages to read what it caught; a context manager, or call `start` and `stop`."""

    def __init__(
        self, folder: Path, *, smtp_port: int, web_port: int, clock: Callable[[], datetime] = real_clock
    ) -> None:
        self.mailbox = Mailbox(folder)
        self.smtp_url = f"smtp://{LOOPBACK}:{smtp_port}"
        self.address = f"http://localhost:{web_port}"
        handler = _Keeper(self.mailbox, clock)
        self._smtp = Controller(
            handler,
            LOOPBACK,
            smtp_port,
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            server_hostname="localhost",
        )
        self._web_port = web_port
        self._web: BaseWSGIServer | None = None

    def __enter__(self) -> Self:
        """Start both servers."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop both servers."""
        self.stop()

    def start(self) -> None:
        """Listen.

        Raises:
            OSError: a port is taken.
        """
        self._smtp.start()
        self._web = make_server(
            LOOPBACK, self._web_port, MailPages(self.mailbox), threaded=True, request_handler=_Quiet
        )
        threading.Thread(target=self._web.serve_forever, kwargs={"poll_interval": SECONDS_TO_STOP}, daemon=True).start()

    def stop(self) -> None:
        """Stop listening; what was caught stays."""
        if self._web is not None:
            self._web.shutdown()
            self._web.server_close()
            self._web = None
        if self._smtp.server is not None:
            self._smtp.stop()


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        """Say nothing of each page that is read."""


class _Keeper:
    def __init__(self, mailbox: Mailbox, clock: Callable[[], datetime]) -> None:
        self._mailbox = mailbox
        self._clock = clock

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's
        content = envelope.original_content or b""
        self._mailbox.keep(envelope.mail_from or "", envelope.rcpt_tos, content, now=self._clock())
        return "250 2.0.0 Kept"
