"""What can be done with requests, and why not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from factories.cast import Cast
from flask import Flask

from billing.requests.queries import RequestCounts
from portal.web.requests.actions import NO_SELLER, page_actions, table_actions
from portal.web.requests.desk import Desk
from tenants.kernel.actor import Actor, Permission, Reach
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

DESK = Desk((), RequestCounts(ready=2, invalid=1, cancelled=1), "EUR", has_seller=True)


@pytest.fixture
def where(cast: Cast, app: Flask) -> Iterator[WorkspaceId]:
    with app.test_request_context():
        yield cast.kuusi.workspace_id


def actor(where: WorkspaceId, *permissions: Permission, **withheld: str) -> Actor:
    reasons = {Permission(name): msg(reason) for name, reason in withheld.items()}
    return Actor(None, "Somebody", {where: Reach("editor", frozenset(permissions), reasons)})


class TestTableActions:
    """What the selection allows."""

    def test_are_possible_for_who_may_run(self, where: WorkspaceId) -> None:
        both = table_actions(actor(where, Permission.EDIT_REQUESTS, Permission.RUN_INVOICING), where, DESK)
        assert [one.allowed for one in both] == [True, True]
        assert both[1].confirm

    def test_tell_an_editor_that_running_is_not_theirs(self, where: WorkspaceId) -> None:
        preview, run = table_actions(actor(where, Permission.EDIT_REQUESTS), where, DESK)
        assert preview.allowed
        assert str(run.refusal) == "Your role here doesn't allow that."

    def test_lead_to_the_agreement_while_terms_withhold_them(self, where: WorkspaceId) -> None:
        person = actor(where, Permission.EDIT_REQUESTS, run_invoicing="the terms aren't accepted.")
        run = table_actions(person, where, DESK)[1]
        assert str(run.refusal) == "That isn't possible now: the terms aren't accepted."
        assert run.remedy is not None
        assert run.remedy.url.endswith("/approvals")

    def test_wait_for_the_settings_and_for_something_ready(self, where: WorkspaceId) -> None:
        person = actor(where, Permission.EDIT_REQUESTS, Permission.RUN_INVOICING)
        assert table_actions(person, where, replace(DESK, has_seller=False))[1].refusal == NO_SELLER
        nothing = replace(DESK, counts=RequestCounts(invalid=1))
        assert str(table_actions(person, where, nothing)[0].refusal) == "No request is ready."


class TestPageActions:
    """What the head of the page offers."""

    def test_appear_only_where_there_is_a_reason(self, where: WorkspaceId) -> None:
        person = actor(where, Permission.EDIT_REQUESTS)
        assert all(page_actions(person, where, DESK))
        assert page_actions(person, where, replace(DESK, counts=RequestCounts(ready=1)))[1:] == (None, None)
