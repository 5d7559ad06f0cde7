"""A firm's own books, and the platform's."""

import pytest
from factories.agreeing import permits
from factories.cast import Cast
from factories.charging_house import make_platform
from flask import Flask
from sqlalchemy.exc import ProgrammingError

from portal.edge.transaction import transaction
from tenants.kernel.actor import Permission
from tenants.kernel.refusals import NotFound
from tenants.kernel.scope import Scope
from tenants.workspaces.own_books import PlatformThere, find_own_books, find_platform, open_own_books, run_platform


class TestOwnBooks:
    def test_are_open_to_the_firms_staff_at_once(self, cast: Cast) -> None:
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            books = open_own_books(actor, cast.kuusi.firm_id, now=now)
        assert cast.alice.actor().may(Permission.RUN_INVOICING, in_=books)

    def test_are_opened_once(self, cast: Cast) -> None:
        opened = set()
        for _ in range(2):
            with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
                opened.add(open_own_books(actor, cast.kuusi.firm_id, now=now))
        assert len(opened) == 1
        with cast.alice.acting():
            assert find_own_books(cast.kuusi.firm_id) in opened

    def test_are_nobody_elses(self, cast: Cast) -> None:
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            books = open_own_books(actor, cast.kuusi.firm_id, now=now)
        assert not permits(cast.bob, books)
        assert not permits(cast.charlie, books)

    def test_are_not_a_strangers_to_open(self, cast: Cast) -> None:
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now), pytest.raises(NotFound):
            open_own_books(actor, cast.kuusi.firm_id, now=now)


class TestPlatform:
    def test_is_known_to_all(self, app: Flask) -> None:
        _, workspace_id = make_platform(app)
        with transaction(scope=Scope()):
            found = find_platform()
        assert found is not None
        assert found.workspace_id == workspace_id

    def test_is_written_by_nobody_for_another_firm(self, app: Flask, cast: Cast) -> None:
        with pytest.raises(ProgrammingError), transaction(scope=Scope()):
            run_platform(cast.kuusi.firm_id, cast.kuusi.workspace_id)

    def test_is_run_by_one_firm(self, app: Flask, cast: Cast) -> None:
        make_platform(app)
        with transaction(scope=Scope()), pytest.raises(PlatformThere):
            run_platform(cast.kuusi.firm_id, cast.kuusi.workspace_id)
