"""Where what a run left out is put right."""

from uuid import UUID

import pytest
from flask import Flask

from billing.runs.queries import SetAsideRow
from portal.web.runs.left_out import request_url
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.language import msg


class TestRequestUrl:
    @pytest.mark.parametrize(("field", "end"), [("totals", "#amounts"), ("preceding_invoices", "#facts"), ("", "02")])
    def test_lands_where_the_request_shows_what_is_wrong(self, app: Flask, field: str, end: str) -> None:
        row = SetAsideRow(
            request_id=RequestId(UUID(int=2)),
            customer_id=None,
            customer_number="",
            customer_name="",
            subject="",
            reason=msg("The customer is missing."),
            field=field,
        )
        with app.test_request_context():
            assert request_url(WorkspaceId(UUID(int=1)), row).endswith(end)
