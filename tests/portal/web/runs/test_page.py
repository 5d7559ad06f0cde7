"""How far a run has come, in words."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from billing.runs.queries import RunProgress, Standstill
from portal.web._design.words import say
from portal.web.runs.page import step_words
from tenants.kernel.ids import FileId, RunId

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DIED = Standstill((2,), (), summary=False, attempts=8)


def come(**changes: object) -> RunProgress:
    usual: dict[str, object] = {
        "run_id": RunId(UUID(int=1)),
        "number": 1,
        "stream_name": "Invoices",
        "state": "done",
        "chosen": 100,
        "waiting": 0,
        "billed": 100,
        "documented": 100,
        "issued": 100,
        "set_aside": 0,
        "rendered": 100,
        "sent": 0,
        "started_at": NOW - timedelta(seconds=50),
        "finished_at": NOW,
        "summary_file_id": FileId(UUID(int=2)),
    }
    known = {name: value for name, value in {**usual, **changes}.items() if name in RunProgress.__dataclass_fields__}
    return RunProgress(**known)


class TestStepWords:
    """The step that a run is at."""

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"state": "running", "waiting": 60, "issued": 40, "rendered": 0}, "Numbering: each"),
            ({"rendered": 3}, "documents are being made."),
            ({"rendered": 50}, "being made, 51 s left."),
            ({"rendered": 25, "started_at": NOW - timedelta(seconds=100)}, "being made, 6 min left."),
            ({"summary_file_id": None}, "The summary is being written."),
            ({"rendered": 98, "not_made": 2}, "Finished"),
            ({"state": "running", "kind": "undo", "waiting": 100}, "Asked for: crediting the invoices begins"),
            ({"state": "running", "kind": "undo", "waiting": 40}, "Crediting: 60 of 100 invoices are done."),
            ({"state": "running", "kind": "undo", "waiting": 40, "standstill": DIED}, "the invoices of part 2 was"),
            ({"state": "running", "waiting": 100, "standstill": DIED}, "Part 2 was interrupted at numbering again"),
            ({}, "Finished 23 Nov 2026 12:00"),
        ],
    )
    def test_is_said_with_the_time_that_is_left(self, app: Flask, changes: dict[str, object], words: str) -> None:
        with app.test_request_context():
            assert words in say(step_words(come(**changes), NOW))
