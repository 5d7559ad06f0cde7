"""Killing the workers that charge plans, seal acceptances, give notice of terms and tell of questions."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from random import Random

from factories.business_ids import y_tunnus
from factories.cast import Cast, make_cast, make_client
from factories.charging_house import make_platform, subscribe
from factories.installation import Installation, installation_config
from factories.nursery import DEAD_HORSE, LEASE_SECONDS, Nursery, nursery_of, until
from factories.questions import ask
from factories.sink import Sink, mail_sink
from psycopg import Connection, connect
from redis import Redis

from portal.app import create_app
from portal.edge.transaction import transaction
from portal.jobs.digesting import SEND
from tenants.access.queries import job_actor
from tenants.agreements.actions import Offer
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.scope import Scope
from tenants.terms.actions import Publication, announce, publish

RECORDING = ("record_begins", "record_read", "record_drawn", "record_written", "record_kept")
CHARGING = ("charge_read", "charge_requested")
NOTICING = ("terms_notice_read", "terms_notice_handed_over")
DIGESTING = ("digest_begun", "digest_handed_over")
KINDS = ("record_acceptance", "charge_plan", "tell_new_terms", "send_digest")
EACH = 2  # clients that accept, and clients that are charged, a round
DUE = "select count(*) from task where kind = %s and state in ('ready', 'running') and run_at <= now()"
DEAD = "select count(*) from task where kind = any(%s) and state = 'dead'"
RECORDS_OFF = "select count(*) from acceptance_record where pdf_file_id is null or seal_file_id is null"
FILES_OVER = """
    select (select count(*) from file f where f.name like 'acceptance%') - 2 * (select count(*) from acceptance_record)
"""
UNCHARGED = "select count(*) from agreement_period where requested_at is null"
CHARGES = "select count(*) from agreement_period"
REQUESTS = "select count(*) from billing_request where workspace_id = %s"
NOTICES = "select id from task where kind = 'tell_new_terms' and run_at <= now()"
# Other work would only stand before the one that is killed.
CLEAR = "delete from task where kind <> all(%s)"
# What a dead worker held is let go at once: that leases run out is proved where runs and deliveries are killed.
LET_GO = """
    update task set rung_at = now(), lease_until = case when state = 'running' then now() end
        where state in ('ready', 'running') and run_at <= now()
"""
UNTOLD = "select count(*) from digest where state <> 'sent'"


@dataclass(slots=True)
class AgreementFigures:
    """What was done to the workers, what came of it, and every kind of wrong that there could be; those are all nil."""

    kills: int = 0
    records: int = 0
    charges: int = 0
    mails: int = 0
    copies: int = 0
    records_wrong: int = 0
    charges_wrong: int = 0
    mails_lost: int = 0
    given_up: int = 0
    points: set[str] = field(default_factory=set)

    @property
    def wrongs(self) -> int:
        """Return how many things are wrong."""
        return self.records_wrong + self.charges_wrong + self.mails_lost + self.given_up


@dataclass(frozen=True, slots=True)
class Place:
    """An installation with a platform that charges, whose workers may be killed; `books` sees everything in it."""

    cast: Cast
    platform_id: WorkspaceId
    nursery: Nursery
    books: "Connection[tuple[int, ...]]"
    bell: "Redis"
    names: "count[int]" = field(default_factory=lambda: count(1))

    def count(self, query: str, *given: object) -> int:
        """Return what a query counts."""
        row = self.books.execute(query, given or None).fetchone()
        assert row is not None
        return row[0]


def kill_agreements_everywhere(installation: Installation, rounds: int, seed: int) -> AgreementFigures:
    """Return what came of the jobs of agreements, terms and questions whose workers were killed at every point.

    The first round takes the points in their order, the others shuffle them by the seed.
    """
    figures, rng = AgreementFigures(), Random(seed)  # noqa: S311  a seed to repeat it by
    with mail_sink() as sink, _place(installation, sink) as place, place.nursery.sweeper():
        for number in range(rounds):
            for kind, points, begin in TURNS:
                order = rng.sample(points, len(points)) if number else points
                begin(place, number)
                _work_through(place, figures, kind, order)
        _audit(place, sink, figures, rounds)
    return figures


@contextmanager
def _place(installation: Installation, sink: Sink) -> Iterator[Place]:
    name = installation.new_database("template_samla")
    config = installation_config(installation, name, smtp_url=sink.url, lease_seconds=LEASE_SECONDS)
    app = create_app(config)
    address = installation.postgres.url(database=name).replace("+psycopg", "")
    try:
        with (
            app.app_context(),
            nursery_of(config, installation.place, KINDS) as nursery,
            connect(address, autocommit=True) as books,
        ):
            cast = make_cast(app)
            yield Place(cast, make_platform(app)[1], nursery, books, Redis.from_url(config.redis_url))
    finally:
        installation.let_go(app)


def _accept(place: Place, number: int) -> None:
    """Have clients accept the terms, each with a record to be sealed."""
    for _ in range(EACH):
        admin = f"Person{next(place.names)}"
        make_client(place.cast.alice, place.cast.kuusi.firm_id, "FI", y_tunnus(), f"Oy {admin} Ab", admin)


def _subscribe(place: Place, number: int) -> None:
    alice, firm_id = place.cast.alice, place.cast.kuusi.firm_id
    for _ in range(EACH):
        subscribe(alice.app, firm_id, alice.user_id, "FI", f"Tilaaja {next(place.names)}", Offer("smart", 3, "client"))


def _announce(place: Place, number: int) -> None:
    """Publish a version that requires consent anew."""
    version = number + 2
    with transaction(scope=Scope()) as now:
        since = now + timedelta(days=30)
        publish(Publication("terms_of_service", version, "en", "Terms", f"{version}", since, renewed_consent=True))
        db.session.flush()
        announce("terms_of_service", version, now=now)


def _ask(place: Place, number: int) -> None:
    """Ask Bob something, and have him told on a day of its own."""
    ask(place.cast.alice, place.cast)
    where, bob = place.cast.kuusi.workspace_id, place.cast.bob
    with transaction(scope=job_actor("workspace", where).scope(acting=where)) as now:
        day = (now + timedelta(days=number)).date().isoformat()
        after_commit(SEND, where, key=f"{day} {bob.user_id}", ids={"user_id": str(bob.user_id), "day": day})


Turn = tuple[str, Sequence[str], Callable[[Place, int], None]]
TURNS: tuple[Turn, ...] = (
    ("record_acceptance", RECORDING, _accept),
    ("charge_plan", CHARGING, _subscribe),
    ("tell_new_terms", NOTICING, _announce),
    ("send_digest", DIGESTING, _ask),
)


def _work_through(place: Place, figures: AgreementFigures, kind: str, points: Sequence[str]) -> None:
    """Have workers do all tasks of a kind: one dies at each point, the last one finishes."""
    place.books.execute(CLEAR, [list(KINDS)])
    place.bell.flushall()
    for point in points:
        place.books.execute(LET_GO)
        with place.nursery.worker(point) as log:
            until(lambda log=log: DEAD_HORSE in log.read_text(), log)  # type: ignore[misc]  # a lambda's default
        figures.kills += 1
        figures.points.add(point)
    place.books.execute(LET_GO)
    with place.nursery.worker() as log:
        until(lambda: place.count(DUE, kind) == 0, log)


def _audit(place: Place, sink: Sink, figures: AgreementFigures, rounds: int) -> None:
    """Count what is wrong: a record, charge or mail that is missing, a charge or file that is there twice."""
    figures.given_up = place.count(DEAD, list(KINDS))
    figures.records = place.count("select count(*) from acceptance_record")
    figures.records_wrong = place.count(RECORDS_OFF) + abs(place.count(FILES_OVER))
    figures.charges = place.count(CHARGES)
    figures.charges_wrong = place.count(UNCHARGED)
    figures.charges_wrong += abs(figures.charges - place.count(REQUESTS, place.platform_id))
    mails = Counter(mail.id.strip("<>").partition("@")[0] for mail in sink.mails)
    wanted = {f"terms-{row[0]}" for row in place.books.execute(NOTICES)}
    figures.mails_lost = len(wanted - mails.keys()) + place.count(UNTOLD)
    digest = f"digest-{place.cast.bob.user_id}"
    figures.mails_lost += abs(sum(name.startswith(digest) for name in mails) - rounds)
    figures.mails, figures.copies = len(mails), sum(mails.values()) - len(mails)
