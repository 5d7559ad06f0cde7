"""One action, one transaction: committed whole or not at all."""

import contextlib
from datetime import UTC, datetime

import pytest
from factories.cast import Cast

from portal.edge.clock import set_clock
from portal.edge.transaction import transaction
from tenants.kernel.db import db
from tenants.kernel.scope import NOBODY, Scope, current_scope
from tenants.users.actions import NewUser, add_user
from tenants.users.queries import find_person_by_email

NEW = NewUser("eve@eve.example", "Eve", "en")


class TestTransaction:
    """`transaction`."""

    def test_keeps_what_was_written(self, cast: Cast) -> None:
        with transaction(scope=Scope()) as now:
            add_user(NEW, now=now)
        assert find_person_by_email(NEW.email) is not None

    def test_keeps_nothing_after_a_fault(self, cast: Cast) -> None:
        with contextlib.suppress(RuntimeError), transaction(scope=Scope()) as now:
            add_user(NEW, now=now)
            raise RuntimeError
        assert find_person_by_email(NEW.email) is None

    def test_lets_go_of_what_was_read_before(self, cast: Cast) -> None:
        find_person_by_email(NEW.email)
        assert db.session().in_transaction()
        with transaction(scope=Scope(visible=(cast.kuusi.workspace_id,))):
            assert current_scope().visible == (cast.kuusi.workspace_id,)
        assert current_scope() == NOBODY

    def test_gives_the_moment_of_the_applications_clock(self, cast: Cast) -> None:
        leap = datetime(2028, 2, 29, 23, 59, tzinfo=UTC)
        set_clock(cast.alice.app, lambda: leap)
        with transaction(scope=Scope()) as now:
            assert now == leap

    @pytest.mark.parametrize("place", ["acting", "firm"])
    def test_gives_no_place_that_is_not_the_actors(self, cast: Cast, place: str) -> None:
        foreign = cast.kuusi.workspace_id if place == "acting" else cast.kuusi.firm_id
        assert getattr(cast.charlie.actor().scope(**{place: foreign}), place) is None
