"""Publishing the next version of a text, and the notice of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from factories.cast import Cast
from flask import Flask
from sqlalchemy import select

from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.outbox.models import Task
from tenants.kernel.scope import Scope
from tenants.terms.actions.versions import NothingChanged, NoticeTooShort, Published, publish_versions
from tenants.terms.folder import read_folder
from tenants.terms.ours import TEXTS

DRAFTS = tuple(draft for draft in read_folder(TEXTS) if draft.kind == "terms_of_service")


def asked(workspace_id: WorkspaceId) -> list[Task]:
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        query = select(Task).where(Task.scope_id == workspace_id, Task.kind == "tell_new_terms")
        return list(db.session.scalars(query.order_by(Task.run_at)))


class TestPublishing:
    """The next version of each text that changed."""

    def test_tells_every_admin_concerned_at_once_and_a_week_before(self, app: Flask, cast: Cast) -> None:
        with transaction(scope=Scope()) as now:
            since = now + timedelta(days=30)
            done = publish_versions(DRAFTS, in_force_from=since, renewed_consent=True, now=now)
        assert done == (Published("terms_of_service", 2, 4),)
        for house, person in ((cast.kuusi, cast.bob), (cast.ek, cast.dora)):
            tasks = asked(house.workspace_id)
            assert [task.ids["user_id"] for task in tasks] == [str(person.user_id)] * 2
            assert tasks[1].run_at == since - timedelta(days=7)

    def test_tells_nobody_where_no_consent_is_needed(self, app: Flask, cast: Cast) -> None:
        with transaction(scope=Scope()) as now:
            done = publish_versions(DRAFTS, in_force_from=now, renewed_consent=False, now=now)
        assert done[0].mails == 0
        assert asked(cast.kuusi.workspace_id) == []

    def test_needs_notice_for_new_consent(self, app: Flask, cast: Cast) -> None:
        with transaction(scope=Scope()) as now, pytest.raises(NoticeTooShort):
            publish_versions(DRAFTS, in_force_from=now + timedelta(days=13), renewed_consent=True, now=now)

    def test_leaves_what_has_not_changed(self, app: Flask, cast: Cast) -> None:
        with transaction(scope=Scope()) as now:
            publish_versions(DRAFTS, in_force_from=now, renewed_consent=False, now=now)
        with transaction(scope=Scope()) as now, pytest.raises(NothingChanged):
            publish_versions(DRAFTS, in_force_from=now, renewed_consent=False, now=now)
        corrected = [replace(draft, body=f"{draft.body}\n\nMore.") for draft in DRAFTS]
        with transaction(scope=Scope()) as now:
            done = publish_versions(corrected, in_force_from=now, renewed_consent=False, now=now)
        assert [each.version for each in done] == [3]
