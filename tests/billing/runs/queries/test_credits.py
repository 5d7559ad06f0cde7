"""Credit notes alone may be issued when new terms have lapsed; invoices may not."""

from datetime import timedelta

import pytest
from factories.desk import Desk

from billing.runs.queries import is_credit_only
from portal.edge.transaction import transaction
from tenants.kernel.actor import NotAllowedNow
from tenants.kernel.ids import RequestId
from tenants.kernel.scope import Scope
from tenants.terms.actions import Publication, publish

AS_CREDIT = "update billing_request set content = jsonb_set(content, '{type_code}', '\"381\"') where id = :id"


def credit(desk: Desk) -> RequestId:
    """Make the first request one for a credit note, and return it."""
    desk.change(AS_CREDIT, id=desk.requests[0])
    return desk.requests[0]


def lapse() -> None:
    """Publish a version that requires consent anew, in force since a moment ago."""
    with transaction(scope=Scope()) as now:
        since = now - timedelta(seconds=1)
        publish(Publication("data_processing", 2, "en", "Data", "New.", since, renewed_consent=True))


class TestCreditOnly:
    """`is_credit_only`."""

    def test_is_so_for_credit_notes_and_nothing_else(self, desk: Desk) -> None:
        one = credit(desk)
        with desk.acting():
            assert is_credit_only(desk.workspace_id, [one])
            assert not is_credit_only(desk.workspace_id, desk.requests)
            assert not is_credit_only(desk.workspace_id, [])

    def test_sees_nothing_of_strangers(self, desk: Desk) -> None:
        one = credit(desk)
        with desk.cast.charlie.acting(in_=desk.cast.ek.workspace_id):
            assert not is_credit_only(desk.cast.ek.workspace_id, [one])


class TestLapsed:
    """A run after new terms have lapsed."""

    def test_of_invoices_is_refused_with_the_reason(self, desk: Desk) -> None:
        lapse()
        with pytest.raises(NotAllowedNow, match="hasn't accepted the terms in force"):
            desk.start()

    def test_of_credit_notes_alone_begins(self, desk: Desk) -> None:
        one = credit(desk)
        lapse()
        assert desk.start(one)

    def test_that_began_before_leaves_its_invoices_out(self, desk: Desk) -> None:
        run_id = desk.start()
        lapse()
        desk.issue(run_id)
        assert desk.ask("select count(*) from invoice") == [(0,)]
        assert desk.ask("select distinct state from run_item") == [("set_aside",)]
