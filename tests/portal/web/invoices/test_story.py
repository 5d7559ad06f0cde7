"""The timeline: what a fault calls itself is for the firm's staff alone."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask

from billing.standing.queries.timeline import TimelineRow
from portal.web.invoices.story import story
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

FAULT = TimelineRow(
    at=datetime(2026, 11, 23, tzinfo=UTC),
    kind="try",
    text=msg("Try %(place)s didn't succeed and is repeated", place=1),
    reason=msg("The mail server couldn't be reached."),
    raw="ConnectionRefusedError: [Errno 111] Connection refused",
)


class TestStory:
    """`story`."""

    @pytest.mark.parametrize("to_staff", [True, False])
    def test_shows_the_raw_text_to_staff_only(self, app: Flask, to_staff: bool) -> None:  # noqa: FBT001  a case
        with app.test_request_context():
            (entry,) = story(WorkspaceId(uuid4()), [FAULT], "Matkailu Oy", to_staff=to_staff)
        assert "The mail server couldn't be reached" in str(entry.text)
        assert ("ConnectionRefusedError" in str(entry.text)) == to_staff
