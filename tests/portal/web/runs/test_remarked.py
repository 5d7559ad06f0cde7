"""What is worth a look before a run, in its preview."""

from decimal import Decimal
from uuid import uuid4

from factories.forms import post
from factories.screens import RunDesk
from sqlalchemy import update

from billing.requests.models import BillingRequest
from billing.requests.rules.remarks import OTHER_PRICE
from billing.runs.queries.rehearsal import RehearsedRemark
from portal.web.runs.remarked import MOST_SHOWN, remarked_of
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WorkspaceId
from tenants.kernel.language import Message

REMARK = Message(OTHER_PRICE.id, {"line": "1", "price": Decimal("1234.50"), "listed": Decimal("1000.00")})


class TestRemarked:
    """The section of the preview."""

    def test_names_each_request_with_the_remark_as_the_reader_writes_figures(self, runs: RunDesk) -> None:
        with runs.cast.alice.acting(in_=runs.workspace_id):
            first = update(BillingRequest).where(
                BillingRequest.workspace_id == runs.workspace_id, BillingRequest.key == "R-1"
            )
            db.session.execute(first.values(remarks=[REMARK.to_json()]))
        page = post(runs.browser, f"{runs.url}/preview", {"selected": "all"}).get_data(as_text=True)
        assert "1 request is worth a look before" in page
        assert "Line 1 has the price 1,234.50; the price list has 1,000.00." in page

    def test_is_left_out_where_there_is_none(self, runs: RunDesk) -> None:
        page = post(runs.browser, f"{runs.url}/preview", {"selected": "all"}).get_data(as_text=True)
        assert "worth a look" not in page


class TestRemarkedOf:
    """`remarked_of`."""

    def test_shows_the_first_and_counts_the_rest(self, runs: RunDesk) -> None:
        one = RehearsedRemark(
            request_id=RequestId(uuid4()), customer_number="1", customer_name="A", subject="B", remarks=(REMARK,)
        )
        with runs.cast.alice.app.test_request_context():
            found = remarked_of(WorkspaceId(uuid4()), [one] * (MOST_SHOWN + 2))
            assert found is not None
            assert (len(found.rows), found.count, found.more) == (MOST_SHOWN, MOST_SHOWN + 2, 2)
            assert remarked_of(WorkspaceId(uuid4()), []) is None
