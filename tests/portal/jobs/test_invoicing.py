"""The jobs of a run, done from the outbox as a worker does them."""

from io import BytesIO

import pikepdf
import pytest
from factories.cast import Cast
from factories.desk import Desk
from factories.ready import make_ready_requests
from flask import Flask

from billing.streams.queries import stream_rows
from portal.jobs import invoicing
from portal.jobs.work import Handler, perform_in
from tenants.kernel.country import local_day

HANDLERS: dict[str, Handler] = {"issue_chunk": invoicing.issue, "summarise_run": invoicing.summarise}


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    """Return Alice's desk with three requests that are ready."""
    requests = make_ready_requests(app, cast.kuusi.workspace_id, 3, 2)
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
        return Desk(app, cast, requests, stream_rows(cast.kuusi.workspace_id)[0].id, local_day(now, "FI"))


def work_off(desk: Desk) -> None:
    """Do each task that waits, once."""
    query = "select id from task where state = 'ready' and kind = any(array['issue_chunk', 'summarise_run'])"
    for (task_id,) in desk.ask(query):
        perform_in(desk.app, HANDLERS, "workspace", desk.workspace_id, task_id)  # type: ignore[arg-type]  # an id


class TestIssue:
    """A chunk from its task."""

    def test_issues_and_finishes_the_task_together(self, desk: Desk) -> None:
        desk.start()
        work_off(desk)
        assert desk.ask("select state from task where kind = 'issue_chunk'") == [("done",)]
        assert desk.ask("select count(*) from invoice") == [(3,)]

    def test_sets_a_chunk_aside_when_it_fails_for_the_last_time(self, desk: Desk) -> None:
        desk.start()
        desk.change("update seller set country = 'XX'")
        work_off(desk)
        assert desk.ask("select state, next_number from task, number_series where kind = 'issue_chunk'") == [
            ("ready", 1)
        ]
        desk.change("update task set attempts = max_attempts - 1, run_at = now() where kind = 'issue_chunk'")
        work_off(desk)
        assert desk.ask("select distinct state from run_item") == [("set_aside",)]
        assert desk.ask("select state, next_number from invoice_run, number_series") == [("done", 1)]


class TestSummarise:
    """The summary of a run that is done."""

    def test_keeps_one_pdf_however_often_it_is_asked_for(self, desk: Desk) -> None:
        desk.start()
        work_off(desk)
        work_off(desk)
        ((file_id,),) = desk.ask("select summary_file_id from invoice_run")
        desk.change("update task set state = 'ready', attempts = 0 where kind = 'summarise_run'")
        work_off(desk)
        assert desk.ask("select summary_file_id from invoice_run") == [(file_id,)]
        ((content,),) = desk.ask("select content from file where id = :id", id=file_id)
        with pikepdf.open(BytesIO(bytes(content))) as pdf:  # type: ignore[arg-type]  # bytes
            assert len(pdf.pages) == 1
