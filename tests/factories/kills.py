"""Killing the workers of a run, at every named point and at chance moments, and counting what is wrong afterwards."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from factories.cast import Cast, make_cast
from factories.installation import Installation, installation_config
from factories.nursery import DEAD_HORSE, LEASE_SECONDS, Nursery, nursery_of
from factories.ready import make_ready_requests
from flask import Flask
from redis import Redis
from rq import Queue
from sqlalchemy import func, or_, select, text

from billing.runs.actions import start_run, starting
from billing.runs.queries import run_progress
from billing.streams.queries import stream_rows
from portal.app import create_app
from portal.config import Config
from portal.edge.relay import QUEUE, ring
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import RunId, WorkspaceId
from tenants.kernel.outbox.models import Task
from tenants.kernel.outbox.tasks import Bell

ISSUING = (
    "claimed",
    "issue_begins",
    "chunk_prepared",
    "numbers_taken",
    "invoices_written",
    "chunk_marked",
    "issue_written",
    "issue_committed",
)
SUMMARISING = ("summary_begins", "summary_read", "summary_rendered", "summary_written", "summary_kept")
KINDS = ("issue_chunk", "undo_chunk", "summarise_run")
# Small ones, so that the time goes into killing and not into the summary's PDF.
CHUNK = 10
PATIENCE = 180
SERIES_OFF = """
    select count(*) from number_series s
        where next_number <> 1 + (select count(*) from invoice i where i.series_id = s.id)
"""
EVENTS_OFF = """
    select count(*) from
        (select from ledger_entry group by workspace_id, event_id having sum(amount_minor) <> 0) off
"""
INVOICES_OFF = """
    select count(*) from invoice i where total_minor <>
        (select sum(amount_minor) from ledger_entry l where l.invoice_id = i.id and account = 'receivable')
"""

LET_GO = """
    update task set rung_at = now(), lease_until = case when state = 'running' then now() end
        where scope_id = :workspace and state in ('ready', 'running') and run_at <= now()
"""


@dataclass(slots=True)
class Figures:
    """What was done to the workers, what came of it, and every kind of wrong that there could be; those are all nil."""

    kills: int = 0
    flushes: int = 0
    runs: int = 0
    invoices: int = 0
    gaps: int = 0
    doubles: int = 0
    not_issued: int = 0
    off_balance: int = 0
    not_told: int = 0
    points: set[str] = field(default_factory=set)

    @property
    def wrongs(self) -> int:
        """Return how many things are wrong."""
        return self.gaps + self.doubles + self.not_issued + self.off_balance + self.not_told


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace over a database of its own, whose workers may be killed."""

    app: Flask
    cast: Cast
    config: Config
    nursery: Nursery

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the workspace that invoices."""
        return self.cast.kuusi.workspace_id


def kill_run_everywhere(installation: Installation, rounds: int, seed: int) -> Figures:
    """Return what came of runs whose workers were killed at every named point, and whose queue was emptied.

    The first round takes the points in order; the others shuffle them by the seed, and kill at chance moments too.
    """
    figures, rng = Figures(), Random(seed)  # noqa: S311  reproducible, not secret
    with killing_ground(installation) as place, place.nursery.sweeper():
        for number in range(rounds):
            issuing = list(ISSUING)
            if number:
                rng.shuffle(issuing)
            run_id = _begin(place, len(ISSUING) * CHUNK, seed + number)
            for point in issuing[: len(issuing) // 2]:
                kill_at(place, point, figures, patiently=point == issuing[1])
            Redis.from_url(place.config.redis_url).flushall()
            figures.flushes += 1
            for point in issuing[len(issuing) // 2 :]:
                kill_at(place, point, figures)
            for _ in range(number and rng.randint(1, 2)):
                _kill_by_chance(place, rng, figures)
            for point in SUMMARISING:
                if _is_finished(place, run_id):
                    break  # a worker that was killed by chance had come so far
                kill_at(place, point, figures)
            _let_finish(place, run_id)
            figures.runs += 1
        audit(place.app, place.workspace_id, figures)
    return figures


def audit(app: Flask, workspace_id: WorkspaceId, figures: Figures) -> None:
    """Count everything wrong with a workspace's numbers, requests, postings and journal (invariants I1, I2, I13)."""
    with app.app_context(), transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        count = _counter({"workspace": workspace_id})
        places = db.session.execute(text("select series_id, place_in_series from invoice")).all()
        by_series: dict[UUID, list[int]] = {}
        for series_id, place in places:
            by_series.setdefault(series_id, []).append(place)
        figures.invoices = len(places)
        figures.gaps = sum(max(taken) - len(set(taken)) for taken in by_series.values())
        figures.gaps += count(SERIES_OFF)
        figures.doubles = sum(len(taken) - len(set(taken)) for taken in by_series.values())
        figures.doubles += count("select count(*) - count(distinct request_id) from invoice")
        figures.not_issued = count("select count(*) from run_item where state <> 'issued'")
        figures.not_issued += count("select count(*) from billing_request where state <> 'invoiced'")
        figures.off_balance = count(EVENTS_OFF)
        figures.off_balance += count(INVOICES_OFF)
        chunks = count("select sum(chunks)::int from invoice_run")
        told = count("select count(*) from journal where act = 'invoices_issued'")
        asked = count("select count(*) from task where kind = 'render_chunk'")
        figures.not_told = abs(chunks - told) + abs(chunks - asked)
        figures.not_told += count("select count(*) from invoice_run where summary_file_id is null or state <> 'done'")


def _counter(parameters: dict[str, object]) -> Callable[[str], int]:
    return lambda query: int(db.session.scalar(text(query), parameters) or 0)


@contextmanager
def killing_ground(installation: Installation) -> Iterator[Place]:
    """Run what forks workers over a database of its own, in which runs are cut into small chunks."""
    name = installation.new_database("template_samla")
    config = installation_config(installation, name, lease_seconds=LEASE_SECONDS)
    app, usual = create_app(config), starting.CHUNK
    starting.CHUNK = CHUNK
    try:
        with app.app_context(), nursery_of(config, installation.place, KINDS) as nursery:
            yield Place(app, make_cast(app), config, nursery)
    finally:
        starting.CHUNK = usual
        installation.let_go(app)


def _begin(place: Place, requests: int, seed: int) -> RunId:
    """Start a run of new requests."""
    ids = make_ready_requests(place.app, place.workspace_id, requests, 1, seed=seed)
    with place.cast.alice.acting(in_=place.workspace_id) as (actor, now):
        stream = stream_rows(place.workspace_id)[0]
        on = local_day(now, "FI")
        return start_run(actor, place.workspace_id, stream.id, ids, issued_on=on, fingerprint=None, now=now)


def kill_at(place: Place, point: str, figures: Figures, *, patiently: bool = False) -> None:
    """Have a worker work until it reaches a point, where it dies, and the process that forked it after it.

    What the one before held is let go at once, unless its lease is to run out `patiently`.
    """
    if not patiently:
        let_go(place.workspace_id)
    with place.nursery.worker(point) as log:
        until_ringing(place, lambda: DEAD_HORSE in log.read_text(), lambda: f"{point}: {log.read_text()[-2000:]}")
    figures.kills += 1
    figures.points.add(point)


def let_go(workspace_id: WorkspaceId) -> None:
    """Have the leases of dead workers run out now, so that those after them needn't wait."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        db.session.execute(text(LET_GO), {"workspace": workspace_id})


def _kill_by_chance(place: Place, rng: Random, figures: Figures) -> None:
    """Kill a worker and whatever it forked at a moment that nobody chose."""
    with place.nursery.worker():
        _ring(place)
        time.sleep(rng.uniform(0.5, 3))
    figures.kills += 1


def _let_finish(place: Place, run_id: RunId) -> None:
    with place.nursery.worker() as log:
        until_ringing(place, lambda: _is_finished(place, run_id), lambda: log.read_text()[-2000:])


def _is_finished(place: Place, run_id: RunId) -> bool:
    with place.cast.alice.acting(in_=place.workspace_id):
        progress = run_progress(place.workspace_id, run_id)
    return progress.state == "done" and progress.summary_file_id is not None


def until_ringing(place: Place, done: Callable[[], bool], told: Callable[[], str]) -> None:
    """Wait for something, ringing for whatever is due meanwhile, also twice for the same task."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, f"{told()}\n{_tasks(place)}"
        _ring(place)
        time.sleep(0.2)


def _ring(place: Place) -> None:
    if Queue(QUEUE, connection=Redis.from_url(place.config.redis_url)).count:
        return
    now, workspace_id = func.now(), place.workspace_id
    ready = (Task.state == "ready") & (Task.run_at <= now)
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        due = select(Task).where(Task.scope_id == workspace_id, Task.kind.in_(KINDS))
        tasks = db.session.scalars(due.where(or_(ready, (Task.state == "running") & (Task.lease_until < now)))).all()
        bells = [Bell(task.scope_kind, task.scope_id, task.id, task.kind) for task in tasks]
    ring(bells)


def _tasks(place: Place) -> list[tuple[object, ...]]:
    with transaction(scope=job_actor("workspace", place.workspace_id).scope(acting=place.workspace_id)):
        rows = db.session.execute(text("select kind, key, state, attempts, lease_until, problem from task")).all()
    return [tuple(row) for row in rows]
