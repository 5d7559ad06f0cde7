"""Why an action can't be done."""

from uuid import UUID

import pytest
from flask import Flask

from portal.web._design import Action
from portal.web.reasons import equipped, permitted
from tenants.access.rules import NO_MANDATE, NOT_ACCEPTED
from tenants.kernel.actor import Actor, Permission, Reach
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.plans.capabilities import Capability

WHERE = WorkspaceId(UUID(int=1))
ACTION = Action(label="Run", url="/run")


class TestPermitted:
    """An action as it is, or disabled."""

    def test_leaves_what_is_allowed(self) -> None:
        actor = Actor(None, "A", {WHERE: Reach("owner", frozenset({Permission.RUN_INVOICING}))})
        assert permitted(ACTION, actor, Permission.RUN_INVOICING, WHERE) is ACTION

    def test_says_that_a_role_does_not_allow_it(self) -> None:
        actor = Actor(None, "A", {WHERE: Reach("viewer", frozenset())})
        found = permitted(ACTION, actor, Permission.RUN_INVOICING, WHERE)
        assert not found.allowed
        assert found.remedy is None

    @pytest.mark.parametrize("permission", [Permission.RUN_INVOICING, Permission.SEND_DOCUMENTS])
    def test_leads_to_the_agreement_that_would_allow_it(self, app: Flask, permission: Permission) -> None:
        actor = Actor(None, "A", {WHERE: Reach("owner", frozenset(), {permission: msg("no terms.")})})
        with app.test_request_context():
            found = permitted(ACTION, actor, permission, WHERE)
        assert str(found.refusal) == "That isn't possible now: no terms."
        assert found.remedy is not None
        assert str(WHERE) in found.remedy.url

    def test_leads_to_terms_that_have_lapsed_and_to_a_mandate_that_is_missing(self, app: Flask) -> None:
        withheld = {Permission.RUN_INVOICING: NOT_ACCEPTED, Permission.SEND_REMINDERS: NO_MANDATE}
        actor = Actor(None, "A", {WHERE: Reach("owner", frozenset({Permission.CREDIT_INVOICES}), withheld)})
        with app.test_request_context():
            found = [permitted(ACTION, actor, permission, WHERE).remedy for permission in withheld]
        assert [link.url.partition(str(WHERE))[2] for link in found if link] == ["/terms", "/terms/mandate"]


class TestEquipped:
    """An action that a plan has or hasn't."""

    def test_leads_those_who_may_to_the_plan_that_has_it(self, app: Flask) -> None:
        lacking = {Capability.SEVERAL_STREAMS: msg("Several.")}
        for permissions, leads in ((frozenset({Permission.MANAGE_AGREEMENT}), True), (frozenset(), False)):
            actor = Actor(None, "A", {WHERE: Reach("admin", permissions, lacking=lacking)})
            with app.test_request_context():
                found = equipped(ACTION, actor, Capability.SEVERAL_STREAMS, WHERE)
            assert str(found.refusal) == "Several."
            assert (found.remedy is not None) is leads

    def test_leaves_what_the_plan_has(self) -> None:
        actor = Actor(None, "A", {WHERE: Reach("admin", frozenset())})
        assert equipped(ACTION, actor, Capability.SEVERAL_STREAMS, WHERE) is ACTION
