"""A run of thousands, issued by the worker's own job in two processes, then written in both syntaxes."""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any
from uuid import UUID

from factories.site import open_site
from flask import Flask
from sqlalchemy import select

from benchmarks.material import bring_in, make_file, make_people
from benchmarks.measuring import calibration
from billing.delivery.queries.sheets import sheets_of
from billing.delivery.rendering import Sheet
from billing.en16931.conversion import UNKNOWN_OPERATOR
from billing.en16931.finvoice import write_finvoice
from billing.en16931.model import Identifier
from billing.en16931.ubl import write_ubl
from billing.runs.actions import start_run
from billing.runs.actions.starting import CHUNK
from billing.runs.queries import chunk_invoices, run_progress
from portal.app import create_app
from portal.config import Config
from portal.edge.transaction import reading
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import RunId, WorkspaceId
from tenants.kernel.outbox.models import Task

TARGET = 500.0  # invoices a second
PROCESSES = 2
STAMPED = datetime(2026, 1, 1, tzinfo=UTC)
# The generated customers are consumers; a Finvoice wants to know where it is sent.
RECEIVER = Identifier("003791234565", "0216")


def main() -> int:
    """Measure, tell, and return the exit code: 0 where both steps keep the pace, 1 where one doesn't."""
    parser = argparse.ArgumentParser(prog="issuing.py", description=__doc__)
    parser.add_argument("--invoices", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = measure(given.invoices, given.lines)
    print(json.dumps(figures, indent=2) if given.json else as_table(given.invoices, figures))
    return 1 if min(figures["issued a second"], figures["written a second"]) < TARGET else 0


def measure(invoices: int, lines: int) -> Mapping[str, float]:
    """Return invoices a second, issued and written, in a new installation that is erased afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="samla-issuing-") as folder,
        open_site(Path(folder), smtp_url="smtp://127.0.0.1:9") as site,
        two_processes(site.config) as pool,
    ):
        cast, stream_id = make_people(site.app)
        house = cast.kuusi.workspace_id
        with cast.alice.acting(in_=house) as (actor, now):
            ready = bring_in(actor, cast.kuusi, stream_id, make_file(invoices, lines), now=now)
        with cast.alice.acting(in_=house) as (actor, now):
            today = local_day(now, "FI")
            run_id = start_run(actor, house, stream_id, ready, issued_on=today, fingerprint=None, now=now)
        quiet = calibration()
        issuing = seconds_of(pool, issue, [(house, task_id) for task_id in waiting_tasks(house)])
        with reading(cast.alice.actor().scope(acting=house)):
            progress = run_progress(house, run_id)
        assert progress.issued == invoices, progress
        chunks = [(house, run_id, place) for place in range(-(-invoices // CHUNK))]
        writing = seconds_of(pool, write, chunks)
    return {"calibration": quiet, "issued a second": invoices / issuing, "written a second": invoices / writing}


def waiting_tasks(workspace_id: WorkspaceId) -> Sequence[UUID]:
    """Return the tasks that the start of the run asked for, in their order."""
    with reading(job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        query = (
            select(Task.id).where(Task.scope_id == workspace_id, Task.kind == "issue_chunk").order_by(Task.created_at)
        )
        return list(db.session.scalars(query))


def seconds_of(pool: Pool, work: Callable[[Any], int], parts: Sequence[tuple[Any, ...]]) -> float:
    """Return the seconds in which the processes did all parts.

    Raises:
        AssertionError: nothing was done.
    """
    began = time.monotonic()
    done = pool.map(work, parts, chunksize=1)
    taken = time.monotonic() - began
    assert sum(done) > 0
    return taken


def issue(part: tuple[WorkspaceId, UUID]) -> int:
    """Do one task of the run, as a worker does."""
    workspace_id, task_id = part
    perform_in(Place.app, HANDLERS, "workspace", workspace_id, task_id)
    return 1


def write(part: tuple[WorkspaceId, RunId, int]) -> int:
    """Read a chunk's invoices and write each as UBL and as Finvoice; returns how many bytes that made."""
    workspace_id, run_id, chunk = part
    with Place.app.app_context(), reading(job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        sheets = sheets_of(workspace_id, chunk_invoices(workspace_id, run_id, chunk))
    return sum(len(write_ubl(sheet.content)) + len(_finvoice(sheet)) for sheet in sheets)


def as_table(invoices: int, figures: Mapping[str, float]) -> str:
    """Return the figures for a terminal."""
    rows = [
        f"{name:<20}{value:>8.0f}{value / TARGET:>8.2f}" + (f"  MISSED: {TARGET:.0f} wanted" if value < TARGET else "")
        for name, value in figures.items()
        if name != "calibration"
    ]
    head = f"{invoices} invoices, {PROCESSES} processes; calibration {figures['calibration']:.2f} s (0.20 when quiet)"
    return "\n".join([head, f"{'':<28}{f'of {TARGET:.0f}':>8}", *rows])


class Place:
    """The application of a process that does the work."""

    app: Flask


@contextmanager
def two_processes(config: Config) -> Iterator[Pool]:
    """Start the processes, each with an application of its own, and wait until both are ready."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES, _enter, (config,)) as pool:
        pool.map(_is_there, range(PROCESSES), chunksize=1)
        yield pool


def _enter(config: Config) -> None:
    Place.app = create_app(config)


def _is_there(_: int) -> bool:
    with Place.app.app_context(), db.engine.connect():
        time.sleep(1)  # so that each process takes one
    return True


def _finvoice(sheet: Sheet) -> bytes:
    return write_finvoice(
        replace(sheet.content, buyer=replace(sheet.content.buyer, electronic_address=RECEIVER)),
        message_id=sheet.ends.message_id,
        timestamp=STAMPED,
        sender_intermediator=UNKNOWN_OPERATOR,
        receiver_intermediator=UNKNOWN_OPERATOR,
    )


if __name__ == "__main__":
    sys.exit(main())
