"""Alice at a client's books with requests that are ready, and what tests of runs ask of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from factories.cast import Cast
from flask import Flask
from sqlalchemy import event, text

from billing.runs.actions import Chunk, issue_chunk, start_run
from billing.runs.queries import Rehearsal, rehearse
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, RunId, StreamId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Desk:
    """Alice at the books of Kuusi's client, with five requests of three lines that are ready."""

    app: Flask
    cast: Cast
    requests: tuple[RequestId, ...]
    stream_id: StreamId
    today: date

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the client's workspace."""
        return self.cast.kuusi.workspace_id

    def rehearse(self, *requests: RequestId, on: date | None = None) -> Rehearsal:
        """Return the rehearsal of requests, all five if none is named."""
        chosen = requests or self.requests
        with self.cast.alice.acting(in_=self.workspace_id) as (_actor, now):
            return rehearse(self.workspace_id, self.stream_id, chosen, on or self.today, now=now)

    def start(self, *requests: RequestId, fingerprint: str | None = None, on: date | None = None) -> RunId:
        """Start a run of requests, all five if none is named."""
        chosen, day = requests or self.requests, on or self.today
        with self.cast.alice.acting(in_=self.workspace_id) as (actor, now):
            return start_run(
                actor, self.workspace_id, self.stream_id, chosen, issued_on=day, fingerprint=fingerprint, now=now
            )

    def issue(self, run_id: RunId, chunk: int = 0) -> None:
        """Issue a chunk of a run, as its job does."""
        with self.acting() as now:
            issue_chunk(
                job_actor("workspace", self.workspace_id),
                self.workspace_id,
                Chunk(run_id, chunk, self.cast.kuusi.firm_id),
                now=now,
            )

    def run(self, *requests: RequestId, on: date | None = None) -> RunId:
        """Start a run and issue its only chunk."""
        run_id = self.start(*requests, on=on)
        self.issue(run_id)
        return run_id

    def change(self, statement: str, **parameters: object) -> None:
        """Change rows behind the product's back."""
        with self.acting():
            db.session.execute(text(statement), {"workspace": self.workspace_id, **parameters})

    def ask(self, query: str, **parameters: object) -> list[tuple[object, ...]]:
        """Return rows of the workspace."""
        with self.acting():
            rows = db.session.execute(text(query), {"workspace": self.workspace_id, **parameters})
            return [tuple(row) for row in rows]

    @contextmanager
    def acting(self) -> Iterator[datetime]:
        """Open a transaction of the workspace's own jobs."""
        with transaction(scope=job_actor("workspace", self.workspace_id).scope(acting=self.workspace_id)) as now:
            yield now

    @contextmanager
    def asking(self) -> Iterator[list[str]]:
        """Collect the questions that the database is asked, but for the scope that begins a transaction."""
        asked: list[str] = []

        def note(*arguments: object) -> None:
            if "set_config" not in (question := str(arguments[2])):
                asked.append(question)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
