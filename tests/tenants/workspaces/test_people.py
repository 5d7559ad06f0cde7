"""The people of a workspace: one admin always remains, and who leaves is out at once."""

import pytest
from factories.agreeing import permits
from factories.cast import Cast, make_person
from flask import Flask

from tenants.kernel.refusals import Forbidden, NotFound
from tenants.workspaces.actions import let_in
from tenants.workspaces.people import LastAdmin, NoSuchRole, admins_of, change_role, let_go


class TestLastAdmin:
    def test_cant_leave(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(LastAdmin):
            let_go(actor, cast.kuusi.workspace_id, cast.bob.user_id, now=now)

    def test_cant_become_something_else(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(LastAdmin):
            change_role(actor, cast.kuusi.workspace_id, cast.bob.user_id, "viewer", now=now)

    def test_may_once_there_is_another(self, app: Flask, cast: Cast) -> None:
        eve = make_person(app, "Eve")
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            let_in(cast.kuusi.workspace_id, eve.user_id, "editor", now=now)
            change_role(actor, cast.kuusi.workspace_id, eve.user_id, "admin", now=now)
            let_go(actor, cast.kuusi.workspace_id, cast.bob.user_id, now=now)
            assert [admin.name for admin in admins_of(cast.kuusi.workspace_id)] == ["Eve"]
        assert not permits(cast.bob, cast.kuusi.workspace_id)
        assert permits(eve, cast.kuusi.workspace_id)


class TestPeople:
    def test_have_known_roles_only(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(NoSuchRole):
            change_role(actor, cast.kuusi.workspace_id, cast.bob.user_id, "owner", now=now)

    def test_are_a_companys_own(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(NotFound):
            let_go(actor, cast.kuusi.workspace_id, cast.dora.user_id, now=now)

    def test_are_not_for_the_firm_to_choose(self, cast: Cast) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(Forbidden):
            change_role(actor, cast.kuusi.workspace_id, cast.bob.user_id, "admin", now=now)

    def test_are_hidden_from_a_stranger(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(NotFound):
            let_go(actor, cast.kuusi.workspace_id, cast.bob.user_id, now=now)
