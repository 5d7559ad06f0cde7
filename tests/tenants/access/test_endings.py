"""Access ends at the next request: when a collaboration ends, and when somebody is let go."""

import pytest
from factories.cast import Cast
from flask import Flask
from sqlalchemy import update

from tenants.collaborations.models import Collaboration
from tenants.firms.models import FirmMembership
from tenants.kernel.db import db
from tenants.workspaces.models import WorkspaceMembership


class TestAccess:
    """`actor_of`, asked anew by every request."""

    @pytest.mark.parametrize("state", ["ended", "declined", "withdrawn", "expired", "invited"])
    def test_of_staff_lasts_as_long_as_the_collaboration(self, app: Flask, cast: Cast, state: str) -> None:
        browser, url = cast.alice.browser(), f"/w/{cast.kuusi.workspace_id}/invoices"
        assert browser.get(url).status_code == 200
        with cast.alice.acting(firm=cast.kuusi.firm_id):
            db.session.execute(update(Collaboration).values(state=state))
        assert browser.get(url).status_code == 404

    def test_of_the_client_outlasts_the_collaboration(self, app: Flask, cast: Cast) -> None:
        browser = cast.bob.browser()
        with cast.alice.acting(firm=cast.kuusi.firm_id):
            db.session.execute(update(Collaboration).values(state="ended"))
        assert browser.get(f"/w/{cast.kuusi.workspace_id}/invoices").status_code == 200

    def test_of_staff_lasts_as_long_as_their_work(self, app: Flask, cast: Cast) -> None:
        browser, url = cast.alice.browser(), f"/w/{cast.kuusi.workspace_id}/invoices"
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (_actor, now):
            db.session.execute(update(FirmMembership).values(ended_at=now))
        assert [browser.get(path).status_code for path in (url, f"/f/{cast.kuusi.firm_id}/people")] == [404, 404]

    def test_of_members_lasts_as_long_as_their_membership(self, app: Flask, cast: Cast) -> None:
        browser, url = cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/invoices"
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
            db.session.execute(update(WorkspaceMembership).values(ended_at=now))
        assert browser.get(url).status_code == 404
