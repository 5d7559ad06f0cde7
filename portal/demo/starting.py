"""Starting everything, playing the scenario, and serving until somebody ends it."""

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from portal.app import check_database, create_app
from portal.demo.announcing import announce
from portal.demo.failures import Stopped
from portal.demo.folder import DemoFolder
from portal.demo.mail_catcher import MailCatcher
from portal.demo.ports import LOOPBACK, free_port
from portal.demo.processes import Processes
from portal.demo.scenario import play
from portal.demo.scenario.house import STAFF
from portal.demo.scenario.platform import CHARGER
from portal.demo.scenario.stage import Stage
from portal.demo.services import Services
from portal.demo.telling import ok, tell
from portal.edge.migration import newest_version
from tenants.kernel.db import db

SMTP_PORT, MAIL_PORT = 8025, 8080
LOOK_EVERY = 0.5  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What whoever starts the demo wants; `repeat` is the command that they can give again."""

    port: int
    ends: bool
    repeat: str


def run(folder: DemoFolder, wishes: Wishes) -> None:
    """Start everything, play the scenario, and serve until Ctrl-C unless it is to end.

    Raises:
        DemoFailure, EmbeddedFailure, Refusal: something didn't come true.
        Stopped: somebody ended it before all of it had.
    """
    folder.make()
    with _stoppable(), ExitStack() as stack:
        _start(folder, wishes, stack)


def erase(folder: DemoFolder) -> None:
    """Remove everything that a demo has kept in a folder.

    Raises:
        EmbeddedFailure: the demo of that folder runs, or its data can't be removed.
    """
    folder.make()
    Services(folder).erase()
    folder.clear()


def _start(folder: DemoFolder, wishes: Wishes, stack: ExitStack) -> None:
    services = stack.enter_context(Services(folder))
    ok(f"PostgreSQL and Valkey run; the database has version {newest_version()}")
    keys = services.keys(tuple(person.email for person in (*STAFF, CHARGER)))
    catcher = MailCatcher(folder.mails, smtp_port=free_port(SMTP_PORT), web_port=free_port(MAIL_PORT))
    stack.enter_context(catcher)
    port = free_port(wishes.port)
    portal = f"http://localhost:{port}"
    config = services.config(keys, base_url=portal, smtp_url=catcher.smtp_url)
    app = create_app(config)
    check_database(app)
    processes = stack.enter_context(Processes(folder, config, bind=f"{LOOPBACK}:{port}"))
    stage = Stage(keys, catcher.mailbox, folder.einvoices, processes.check)
    stage.wait(lambda: _answers(port), what="The portal's first answer")
    ok(f"the portal answers at {portal}, the mail catcher at {catcher.address}; two workers and the scheduler are up")
    _play(app, stage)
    if wishes.ends:
        tell(f"Everything came true. To look around: {wishes.repeat}")
        return
    announce(folder, keys, portal=portal, mails=catcher.address, repeat=wishes.repeat)
    _serve(processes)


def _play(app: Flask, stage: Stage) -> None:
    with app.app_context():
        try:
            play(stage)
        finally:
            db.session.remove()
            db.engine.dispose()


def _serve(processes: Processes) -> None:
    try:
        while True:
            processes.check()
            time.sleep(LOOK_EVERY)
    except Stopped:
        tell("Stopping ...")


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://{LOOPBACK}:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004  HTTP's OK
    except (URLError, OSError):
        return False


@contextmanager
def _stoppable() -> Iterator[None]:
    """Turn Ctrl-C and SIGTERM into an orderly end, once; while things are being ended, more of them change nothing."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
