"""Why an action can't be done."""

from uuid import UUID

import pytest
from flask import Flask

from portal.web._design import Action
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission, Reach
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg

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
