"""An installation whose clock can be moved, and whose work is done when it is told to: for journeys that take years."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Thread

from factories.installation import Installation, installation_config
from factories.site import free_port
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from portal.app import create_app
from portal.demo.mail_catcher import MailCatcher
from portal.edge.clock import real_clock, set_clock
from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.sweeping import ask_for_the_day
from portal.jobs.work import perform_in
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.language import Language
from tenants.kernel.outbox.tasks import sweep
from tenants.kernel.scope import Scope
from tenants.sessions.actions import prove_session, start_session
from tenants.terms.ours import publish_ours
from tenants.users.queries import find_person_by_email
from tests.journeys.walking import Walker, walk

# Drawing records of acceptance takes seconds, and no step of these journeys reads one.
KINDS = frozenset(HANDLERS) - {"record_acceptance"}
NOT_FOUND = 404


@dataclass(slots=True)
class House:
    """A portal in this process, the mails it sends, and everybody who sits at a browser of it."""

    app: Flask
    browser: Browser
    mails: MailCatcher
    ahead: timedelta = timedelta()
    walkers: list[Walker] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        """Return where the portal answers."""
        url: str = self.app.extensions["samla_config"].base_url
        return url

    def visitor(self, language: Language) -> Walker:
        """Return somebody who isn't signed in."""
        walker = walk(self.browser, self.base_url, language)
        walker.careful_at = "/agreement"
        self.walkers.append(walker)
        return walker

    def seat(self, email: str, language: Language, walker: Walker | None = None) -> Walker:
        """Return a person who has just signed in with both steps, in a browser of their own or in one that is open."""
        with transaction(scope=Scope()) as now:
            person = find_person_by_email(email)
            assert person is not None
            token = start_session(person.id, address="127.0.0.1", agent="journey", now=now)
            db.session.flush()
            prove_session(token, now=now)
        walker = walker or self.visitor(language)
        walker.page.context.add_cookies([{"name": "samla", "value": token, "url": self.base_url}])
        return walker

    def work(self) -> None:
        """Do what waits, as the workers would, until nothing is left."""
        done: set[object] = set()
        while True:
            with transaction(scope=Scope()):
                bells = [bell for bell in sweep() if bell.kind in KINDS and bell.task_id not in done]
            if not bells:
                return
            for bell in bells:
                done.add(bell.task_id)
                perform_in(self.app, HANDLERS, bell.scope_kind, bell.scope_id, bell.task_id)

    def live_until(self, day: date) -> None:
        """Move the clock to a day, and do what that day brings."""
        self.ahead += day - local_day(real_clock() + self.ahead, "FI")
        ask_for_the_day(self.app)
        self.work()

    def today(self) -> date:
        """Return the day it is in Finland."""
        return local_day(real_clock() + self.ahead, "FI")


@contextmanager
def open_house(installation: Installation, database: str, browser: Browser, mails: MailCatcher) -> Iterator[House]:
    """Serve an empty installation with our terms in force, on loopback."""
    port = free_port()
    config = installation_config(installation, database, smtp_url=mails.smtp_url, base_url=f"http://localhost:{port}")
    app = create_app(config)
    house = House(app, browser, mails)
    set_clock(app, lambda: real_clock() + house.ahead)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    with app.app_context():
        with transaction(scope=Scope()) as now:
            publish_ours(now)
        thread.start()
        try:
            yield house
        finally:
            for walker in house.walkers:
                walker.page.context.close()
            server.shutdown()
            thread.join()
            installation.let_go(app)


def is_turned_away(walker: Walker) -> bool:
    """Return whether a page that stands open in a person's browser is closed to them at their next click."""
    response = walker.page.reload()
    assert response is not None
    walker.complaints[:] = [said for said in walker.complaints if str(NOT_FOUND) not in said]
    return response.status == NOT_FOUND
